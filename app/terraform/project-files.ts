import { InputError } from '#app/errors.ts';
import type { FileAccess } from '#app/hcl/function.ts';
import { joinPath, normalPath, type Tree } from '#app/source/tree.ts';

/** Files of the tree by paths relative to the root module, as file functions name them; nothing outside the tree. */
export function filesBelow(tree: Tree, root: string): FileAccess {
  const inTree = (path: string): string | null => (path.startsWith('/') ? null : normalPath(`${root}/${path}`));
  return {
    readFile(path) {
      const at = inTree(path);
      return at === null ? null : readFile(tree, at);
    },
    listFiles(directory) {
      const at = inTree(directory);
      return at === null || (at !== '' && tree.list(at).length === 0) ? null : filesIn(tree, at);
    },
  };
}

/** A file that is too large is no file for an expression. */
function readFile(tree: Tree, path: string): Uint8Array | null {
  try {
    return tree.read(path);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** More files than `fileset` is ever meant to see. */
const MAX_FILES = 100_000;
const SKIPPED: ReadonlySet<string> = new Set(['.terraform', '.git', '.terragrunt-cache']);

function filesIn(tree: Tree, directory: string): readonly string[] {
  const found: string[] = [];
  const pending: { readonly path: string; readonly prefix: string }[] = [{ path: directory, prefix: '' }];
  for (let next = pending.pop(); next && found.length < MAX_FILES; next = pending.pop()) {
    for (const entry of tree.list(next.path)) {
      if (entry.kind === 'file') found.push(`${next.prefix}${entry.name}`);
      else if (!entry.isLink && !SKIPPED.has(entry.name))
        pending.push({ path: joinPath(next.path, entry.name), prefix: `${next.prefix}${entry.name}/` });
    }
  }
  return found.sort();
}
