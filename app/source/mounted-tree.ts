import { joinPath, normalPath, type Tree, type TreeEntry } from './tree.ts';

/** A tree with other trees in directories of it; each of them is seen in place of what the base has there. */
export function mountedTree(base: Tree, mounts: ReadonlyMap<string, Tree>): Tree {
  const find = (path: string): { readonly tree: Tree; readonly inner: string } | null => {
    const parts = path.split('/');
    for (let length = parts.length; length > 0; length--) {
      const tree = mounts.get(parts.slice(0, length).join('/'));
      if (tree) return { tree, inner: parts.slice(length).join('/') };
    }
    return null;
  };
  return {
    read(path) {
      const normal = normalPath(path);
      const found = normal === null ? null : find(normal);
      return found ? found.tree.read(found.inner) : base.read(path);
    },
    list(path) {
      const normal = normalPath(path);
      if (normal === null) return [];
      const found = find(normal);
      if (found) return found.tree.list(found.inner);
      const entries = new Map<string, TreeEntry>(base.list(path).map((entry) => [entry.name, entry]));
      for (const mount of mounts.keys()) {
        const prefix = joinPath(normal, '');
        if (!mount.startsWith(prefix)) continue;
        const name = mount.slice(prefix.length).split('/')[0] ?? '';
        if (name !== '') entries.set(name, { name, kind: 'directory' });
      }
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
