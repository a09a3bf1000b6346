import { existsSync, renameSync, rmSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { InputError } from '#app/errors.ts';

/**
 * Copies the database in a file, whole and of one moment although others write meanwhile, by SQLite's own backup.
 * https://www.sqlite.org/backup.html (read 2026-11-26).
 */
export async function backUpFile(file: string, copy: string): Promise<void> {
  const part = `${copy}.part`;
  const source = new SQLite(file, { readonly: true });
  try {
    await source.backup(part);
    renameSync(part, copy);
  } finally {
    source.close();
    rmSync(part, { force: true });
  }
}

/**
 * Puts a copy in the place of a database that nobody has open; the one before is kept beside it, as `….before-restore`.
 * @throws InputError for a file that is no sound database of ours; then nothing changed.
 */
export async function restoreFile(copy: string, file: string): Promise<void> {
  checkFile(copy);
  await backUpFile(copy, `${file}.restored`);
  if (existsSync(file)) {
    // Also what stands in its write-ahead log.
    await backUpFile(file, `${file}.before-restore`);
    for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  }
  renameSync(`${file}.restored`, file);
}

function checkFile(file: string): void {
  const place = { file };
  if (!existsSync(file))
    throw new InputError('there is no such file', { place, remedy: 'name a file of finops db backup' });
  try {
    const database = new SQLite(file, { readonly: true });
    try {
      const sound = database.pragma('integrity_check', { simple: true });
      if (sound !== 'ok') throw new InputError(`the database is damaged: ${String(sound)}`, { place });
      database.prepare('select max(version) from finops_schema').get();
    } finally {
      database.close();
    }
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError('no database of finops', { place, remedy: 'name a file of finops db backup', cause });
  }
}
