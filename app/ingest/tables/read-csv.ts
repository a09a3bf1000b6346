import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FinopsError, InputError } from '#app/errors.ts';
import { csvScanner, type MalformedRow } from './csv-scanner.ts';
import type { ColumnChoice, TableBatch, TableFile } from './table.ts';
import { utf8Pieces } from './utf8-pieces.ts';

/** Inflated bytes that are handed on at once. */
const CHUNK = 512 * 1024;

/** The rows of a CSV in UTF-8, with or without BOM, gzipped where its name says so. @throws InputError, see `readTable`. */
export async function* readCsv({ store, file }: TableFile, choose: ColumnChoice): AsyncIterable<TableBatch> {
  let rows: string[][] = [];
  let numbers: number[] = [];
  let malformed: MalformedRow[] = [];
  const scanner = csvScanner({
    header: choose,
    row(values, row) {
      rows.push(values);
      numbers.push(row);
    },
    malformed: (row) => malformed.push(row),
  });
  const take = (): TableBatch => {
    const batch = { rows, numbers, malformed };
    rows = [];
    numbers = [];
    malformed = [];
    return batch;
  };
  const pieces = utf8Pieces();
  try {
    for await (const chunk of await bytesOf({ store, file })) {
      scanner.scan(withoutNul(pieces.text(chunk)));
      if (rows.length > 0 || malformed.length > 0) yield take();
    }
    pieces.end();
    scanner.end();
  } catch (cause) {
    if (cause instanceof FinopsError) throw cause;
    throw new InputError(reasonOf(cause), { place: { file: file.name }, cause, remedy: 'fetch or export it again' });
  }
  yield take();
}

async function bytesOf({ store, file }: TableFile): Promise<AsyncIterable<Uint8Array>> {
  const bytes = await store.stream(file.name);
  if (!/\.gz(ip)?$/i.test(file.name)) return bytes;
  const source = Readable.from(bytes, { objectMode: false, highWaterMark: CHUNK });
  const gunzip = createGunzip({ chunkSize: CHUNK });
  source.on('error', (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}

/** No database keeps NUL in a text. */
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\u{fffd}') : text;
}

function reasonOf(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | null)?.code;
  if (typeof code === 'string' && code.startsWith('Z_')) return 'the file is not whole: its compression breaks off';
  return cause instanceof Error ? cause.message : String(cause);
}
