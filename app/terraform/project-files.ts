import type { FileAccess } from '#app/hcl/function.ts';
import { joinPath, normalPath, type Tree } from '#app/source/tree.ts';

/** Files of the tree by paths relative to the root module, as file functions name them; nothing outside the tree. */
export function filesBelow(tree: Tree, root: string): FileAccess {
  const inTree = (path: string): string | null => (path.startsWith('/') ? null : normalPath(`${root}/${path}`));
  return {
    readFile(path) {
      const at = inTree(path);
      return at === null ? null : tree.read(at);
    },
    listFiles(directory) {
      const at = inTree(directory);
      return at === null || (at !== '' && tree.list(at).length === 0) ? null : filesIn(tree, at);
    },
  };
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
      else if (!SKIPPED.has(entry.name))
        pending.push({ path: joinPath(next.path, entry.name), prefix: `${next.prefix}${entry.name}/` });
    }
  }
  return found.sort();
}
