/** One name in a directory. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  /** Set for a link: whoever walks a whole tree does not follow those to directories, which could lead in circles. */
  readonly isLink?: true;
}

/** Files to read, wherever they are: a directory, a git commit, memory. Paths use `/` and are relative to the root. */
export interface Tree {
  /** Content of a file; null where there is none, or where it lies outside the root. */
  read(path: string): Uint8Array | null;
  /** Entries of a directory by name; empty where there is none. */
  list(path: string): readonly TreeEntry[];
}

/** The path without `.` and `..`; null when it leaves the root. */
export function normalPath(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** A name in a directory as a path of the tree. */
export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** A tree held in memory, by path. */
export function memoryTree(files: ReadonlyMap<string, string | Uint8Array>): Tree {
  const encoder = new TextEncoder();
  return {
    read(path) {
      const content = files.get(normalPath(path) ?? '\0');
      return content === undefined ? null : typeof content === 'string' ? encoder.encode(content) : content;
    },
    list(path) {
      const folder = normalPath(path);
      if (folder === null) return [];
      const prefix = folder === '' ? '' : `${folder}/`;
      const kinds = new Map<string, TreeEntry['kind']>();
      for (const file of files.keys()) {
        if (!file.startsWith(prefix)) continue;
        const [name = '', ...rest] = file.slice(prefix.length).split('/');
        kinds.set(name, rest.length > 0 ? 'directory' : 'file');
      }
      return [...kinds].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/** The tree below a directory of another. */
export function subTree(tree: Tree, folder: string): Tree {
  if (folder === '') return tree;
  const inside = (path: string): string | null => {
    const normal = normalPath(path);
    return normal === null ? null : normalPath(`${folder}/${normal}`);
  };
  return {
    read(path) {
      const at = inside(path);
      return at === null ? null : tree.read(at);
    },
    list(path) {
      const at = inside(path);
      return at === null ? [] : tree.list(at);
    },
  };
}
