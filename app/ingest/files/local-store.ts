import { createReadStream, type Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InputError } from '#app/errors.ts';
import type { FileStore, StoredFile } from './file-store.ts';

/** The files of a directory; links are not followed. Their tags are size and time of the last change. */
export function localStore(directory: string): FileStore {
  return {
    where: directory,
    list: (prefix) => listFiles(directory, prefix),
    stream: async (name) => readStream(directory, name),
    async slice(name, { start, end }) {
      const handle = await open(join(directory, name));
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    close: async () => {},
  };
}

async function listFiles(directory: string, prefix: string): Promise<readonly StoredFile[]> {
  const entries = await entriesOf(directory);
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => name.startsWith(prefix))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(directory, name));
      return { name, bytes: size, tag: `${size}-${mtimeMs}`, modifiedMs: mtimeMs };
    }),
  );
}

async function entriesOf(directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true, recursive: true });
  } catch (cause) {
    throw new InputError('the directory cannot be read', { place: { file: directory }, cause });
  }
}

async function* readStream(directory: string, name: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(join(directory, name), { highWaterMark: 256 * 1024 });
  } catch (cause) {
    throw new InputError('the file cannot be read', { place: { file: name }, cause });
  }
}
