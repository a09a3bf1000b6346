import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import type { PriceRow } from '../price-row.ts';
import type { RefreshStore } from './refresh-store.ts';

const Journal = z.object({
  scope: z.string(),
  startedOn: z.string(),
  cursor: z.string().nullable(),
  complete: z.boolean(),
  pages: z.number().int().nonnegative(),
  skipped: z.record(z.string(), z.number()),
  /** Bytes of the file of rows that the journal counts; what stands behind them was not finished. */
  bytes: z.number().int().nonnegative(),
});

/**
 * A store in a directory: `DIR/.refresh-NAME/{rows.ndjson,journal.json}` while a refresh runs, `DIR/BOOK/` when it is
 * done. Rows are appended before the journal is renamed into place, so that a process that dies in between repeats one
 * page; a book is written under another name and renamed as a whole.
 */
export function refreshDirectory(directory: string, name: string): RefreshStore {
  const staging = join(directory, `.refresh-${name}`);
  const rowsFile = join(staging, 'rows.ndjson');
  const journalFile = join(staging, 'journal.json');

  async function readWhole(): Promise<z.infer<typeof Journal> | null> {
    const text = await readFile(journalFile, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return null;
      throw cause;
    });
    if (text === null) return null;
    try {
      return Journal.parse(JSON.parse(text));
    } catch (cause) {
      const remedy = `delete ${staging} and refresh again`;
      throw new InputError('the journal of the refresh is damaged', { place: { file: journalFile }, remedy, cause });
    }
  }

  return {
    readJournal: readWhole,
    async clear() {
      await rm(staging, { recursive: true, force: true });
    },
    async keepPage(page, journal) {
      await mkdir(staging, { recursive: true });
      const counted = (await readWhole())?.bytes ?? 0;
      const text = page.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      if (await stat(rowsFile).catch(() => null)) await truncate(rowsFile, counted);
      await appendFile(rowsFile, text);
      const bytes = counted + Buffer.byteLength(text);
      await replaceFile(journalFile, JSON.stringify({ ...journal, bytes }));
    },
    async *rows(): AsyncGenerator<PriceRow> {
      const bytes = (await readWhole())?.bytes ?? 0;
      if (bytes === 0) return;
      const lines = createInterface({ input: createReadStream(rowsFile, { end: bytes - 1 }), crlfDelay: Infinity });
      for await (const line of lines) yield JSON.parse(line) as PriceRow;
    },
    async writeBook(bookName, files) {
      const [target, draft] = [join(directory, bookName), join(directory, `.draft-${bookName}`)];
      await rm(draft, { recursive: true, force: true });
      await mkdir(draft, { recursive: true });
      for (const [file, bytes] of files) await writeDurably(join(draft, file), bytes);
      const old = join(directory, `.replaced-${bookName}`);
      await rm(old, { recursive: true, force: true });
      await rename(target, old).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'ENOENT') throw cause;
      });
      await rename(draft, target);
      await rm(old, { recursive: true, force: true });
      return target;
    },
  };
}

async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
