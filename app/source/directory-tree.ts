import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { InputError } from '#app/errors.ts';
import { normalPath, type Tree, type TreeEntry } from './tree.ts';

/**
 * The files below a directory. A path that leaves it, a link that points out of it, and anything that is neither a
 * file nor a directory do not exist for the reader.
 * @throws InputError from `read` for a file larger than `maxBytes`, or one without permission to read.
 */
export function directoryTree(root: string, maxBytes: number): Tree {
  const base = realpathSync.native(root);
  function inside(path: string): string | null {
    const normal = normalPath(path);
    if (normal === null) return null;
    try {
      const real = realpathSync.native(join(base, normal));
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
      const descriptor = open(real, path);
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
      if (real === null || !statSync(real, { throwIfNoEntry: false })?.isDirectory()) return [];
      return readdirSync(real, { withFileTypes: true })
        .flatMap((entry): readonly TreeEntry[] => {
          if (entry.isDirectory()) return [{ name: entry.name, kind: 'directory' }];
          if (entry.isFile()) return [{ name: entry.name, kind: 'file' }];
          const target = entry.isSymbolicLink() ? inside(`${path}/${entry.name}`) : null;
          const found = target === null ? undefined : statSync(target, { throwIfNoEntry: false });
          if (found?.isDirectory()) return [{ name: entry.name, kind: 'directory', isLink: true }];
          return found?.isFile() ? [{ name: entry.name, kind: 'file', isLink: true }] : [];
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

function open(real: string, path: string): number {
  try {
    return openSync(real, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw new InputError('the file cannot be read', { place: { file: path }, cause, remedy: 'check its permissions' });
  }
}
