import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { InputError } from '#app/errors.ts';
import { normalPath, type Tree } from './tree.ts';

/**
 * The files below a directory. A path that leaves it, a link that points out of it, and anything that is neither a
 * file nor a directory do not exist for the reader.
 * @throws InputError from `read` for a file larger than `maxBytes`.
 */
export function directoryTree(root: string, maxBytes: number): Tree {
  const base = realpathSync(root);
  function inside(path: string): string | null {
    const normal = normalPath(path);
    if (normal === null) return null;
    try {
      const real = realpathSync(join(base, normal));
      return real === base || real.startsWith(base + sep) ? real : null;
    } catch {
      // Absent, unreadable or a loop of links: all the same to a reader.
      return null;
    }
  }
  return {
    read(path) {
      const real = inside(path);
      if (real === null) return null;
      const descriptor = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const found = fstatSync(descriptor);
        if (!found.isFile()) return null;
        if (found.size > maxBytes) {
          const remedy = 'raise --max-input if it is meant to be read';
          throw new InputError(`${found.size} bytes are more than the ${maxBytes} allowed`, {
            place: { file: path },
            remedy,
          });
        }
        return readFileSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    },
    list(path) {
      const real = inside(path);
      if (real === null) return [];
      return readdirSync(real, { withFileTypes: true })
        .filter((entry) => entry.isFile() || entry.isDirectory() || entry.isSymbolicLink())
        .map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? ('directory' as const) : ('file' as const) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
