import { InputError } from '#app/errors.ts';
import type { FileStore, StoredFile } from '../files/file-store.ts';
import type { MalformedRow } from './csv-scanner.ts';
import { readCsv } from './read-csv.ts';
import { readParquet } from './read-parquet.ts';

/** Consecutive rows of a table, only the wanted columns, as text. */
export interface TableBatch {
  readonly rows: readonly (readonly (string | null)[])[];
  /** The number of `rows[i]` in its file, counted from 1 without the header. */
  readonly numbers: readonly number[];
  readonly malformed: readonly MalformedRow[];
}

/** Says, given the names of a table's columns, which of them (by index) are wanted, in the order of the rows. */
export type ColumnChoice = (names: readonly string[]) => readonly number[];

/** A file in a store. */
export interface TableFile {
  readonly store: FileStore;
  readonly file: Pick<StoredFile, 'name' | 'bytes'>;
}

const READERS: readonly (readonly [RegExp, (table: TableFile, choose: ColumnChoice) => AsyncIterable<TableBatch>])[] = [
  [/\.csv(\.gz|\.gzip)?$/i, readCsv],
  [/\.parquet$/i, readParquet],
];

/** Whether the name is that of a table: CSV, gzipped CSV, Parquet. */
export function isTable(name: string): boolean {
  return READERS.some(([pattern]) => pattern.test(name));
}

/**
 * The rows of a CSV, a gzipped CSV or a Parquet file, told apart by its name, as they are read. Values are text as the
 * file has them; of Parquet decimals, times and nested values in the text of JSON or ISO 8601.
 * @throws InputError when it is none of these, or breaks off.
 */
export function readTable(table: TableFile, choose: ColumnChoice): AsyncIterable<TableBatch> {
  const reader = READERS.find(([pattern]) => pattern.test(table.file.name))?.[1];
  if (reader) return reader(table, choose);
  throw new InputError('neither CSV (.csv, .csv.gz) nor Parquet (.parquet)', { place: { file: table.file.name } });
}
