import type { FileAccess } from '#app/hcl/function.ts';
import type { Tree } from '#app/source/tree.ts';
import { filesBelow } from '../project-files.ts';

/** Files by paths from a directory, or from the root of the tree when they start with `/`. */
export function filesFrom(tree: Tree, directory: string): FileAccess {
  const [near, all] = [filesBelow(tree, directory), filesBelow(tree, '')];
  return {
    readFile: (path) => (path.startsWith('/') ? all.readFile(path.replace(/^\/+/, '')) : near.readFile(path)),
    listFiles: (path) => (path.startsWith('/') ? all.listFiles(path.replace(/^\/+/, '')) : near.listFiles(path)),
  };
}
