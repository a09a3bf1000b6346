import { type Allocation, parseAllocation } from '#app/allocation/allocation-file.ts';
import { ConfigError } from '#app/errors.ts';
import type { Tree } from '#app/source/tree.ts';

/** Where the rules are. */
const ALLOCATION_FILE = '.finops/allocation.yml';

/** The allocation of a repository; null where it has none. @throws ConfigError with file and line when it is not understood. */
export function findAllocation(tree: Tree, file = ALLOCATION_FILE): Allocation | null {
  const content = tree.read(file);
  return content ? parseAllocation(new TextDecoder().decode(content), file) : null;
}

/** The same, where there must be one. @throws ConfigError. */
export function readAllocation(tree: Tree, file = ALLOCATION_FILE): Allocation {
  const found = findAllocation(tree, file);
  if (found) return found;
  throw new ConfigError(`there is no file ${file}`, { remedy: 'write one; docs/allocation.md shows how' });
}
