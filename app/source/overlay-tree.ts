import { normalPath, type Tree, type TreeEntry } from './tree.ts';

/** A tree with further files over it, by path; those of the same path stand in their place. */
export function overlayTree(base: Tree, files: ReadonlyMap<string, Uint8Array>): Tree {
  return {
    read: (path) => files.get(normalPath(path) ?? '\0') ?? base.read(path),
    list(path) {
      const folder = normalPath(path);
      if (folder === null) return [];
      const prefix = folder === '' ? '' : `${folder}/`;
      const entries = new Map<string, TreeEntry>(base.list(path).map((entry) => [entry.name, entry]));
      for (const file of files.keys()) {
        if (!file.startsWith(prefix)) continue;
        const [name = '', ...rest] = file.slice(prefix.length).split('/');
        if (!entries.has(name)) entries.set(name, { name, kind: rest.length > 0 ? 'directory' : 'file' });
      }
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
