import { joinPath, normalPath, type Tree } from '#app/source/tree.ts';

/** Terragrunt deals in absolute paths; here `/` is the root of the tree. Null when the path leaves it. */
export function treePath(path: string, from: string): string | null {
  return normalPath(path.startsWith('/') ? path : `${from}/${path}`);
}

/** Directory of a file in the tree. */
export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** The nearest file or folder of this name in a directory above `from`; null where there is none. */
export function findAbove(tree: Tree, wanted: { readonly from: string; readonly name: string }): string | null {
  for (let directory = wanted.from; directory !== ''; ) {
    directory = parentOf(directory);
    const path = normalPath(joinPath(directory, wanted.name));
    if (path !== null && (tree.read(path) !== null || tree.list(path).length > 0)) return path;
  }
  return null;
}

/** The path from one directory to another, `.` where they are the same. */
export function relativeTo(from: string, to: string): string {
  const base = from === '' ? [] : from.split('/');
  const target = to === '' ? [] : to.split('/');
  let same = 0;
  while (same < base.length && base[same] === target[same]) same += 1;
  return [...base.slice(same).map(() => '..'), ...target.slice(same)].join('/') || '.';
}
