import { DEFAULT_CONFIG, type FinopsConfig } from '#app/config/finops-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { findUp } from '#app/source/find-up.ts';
import type { Tree } from '#app/source/tree.ts';

/** The repository that a job runs in. */
export interface Workspace {
  readonly tree: Tree;
  readonly config: FinopsConfig;
}

const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * The repository of the nearest `.github/finops.yml` above a directory; without one, the directory itself.
 * @throws ConfigError when the configuration is wrong.
 */
export function openWorkspace(cwd: string, { readText }: { readonly readText: (file: string) => string }): Workspace {
  const found = findUp(cwd, ['.github/finops.yml', '.github/finops.yaml']);
  const tree = directoryTree(found?.root ?? cwd, MAX_FILE_BYTES);
  return { tree, config: found ? readConfig(readText(found.file), found.file) : DEFAULT_CONFIG };
}
