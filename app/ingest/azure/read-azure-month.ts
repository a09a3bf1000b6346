import { InputError } from '#app/errors.ts';
import type { Charge } from '#app/focus/charge.ts';
import type { FileStore, StoredFile } from '../files/file-store.ts';
import { readFocusTables } from '../focus/read-focus-tables.ts';
import type { ChargeBatch, RejectedRow } from '../source.ts';
import { readTable, type TableBatch } from '../tables/table.ts';
import { type DateStyle, dayReader } from './azure-dates.ts';
import type { AzureMonth } from './azure-deliveries.ts';
import { type AzureHeader, azureHeader } from './azure-header.ts';
import type { AzureBlob, AzureRun } from './azure-manifest.ts';
import { completeAzureFocus } from './complete-azure-focus.ts';
import { azureRowMapper, type MappedAzureRow } from './map-azure-row.ts';

/** Whose files these are. */
export interface AzureFiles {
  readonly store: FileStore;
  readonly sourceId: string;
  readonly dateStyle?: DateStyle | undefined;
}

/**
 * The charges of a month: of FOCUS exports as they are, else all of amortised cost and what actual cost has of purchases
 * of commitments.
 * @throws InputError when one of the two is missing, a file is, or has other rows or bytes than its manifest says.
 */
export async function* readAzureMonth(month: AzureMonth, files: AzureFiles): AsyncIterable<ChargeBatch> {
  for (const [scope, runs] of Map.groupBy(month.runs, (run) => run.exportScope)) refuseHalf(runs, scope);
  for (const run of month.runs) {
    for (const blob of run.blobs) {
      const file = storedFile(blob, run);
      let rows = 0;
      for await (const batch of readBlob(file, { run, files })) {
        rows += batch.readCount;
        yield batch;
      }
      if (blob.rowCount !== null && blob.rowCount !== rows) {
        const message = `it has ${rows} rows, its manifest says ${blob.rowCount}`;
        throw new InputError(message, {
          place: { file: file.name },
          remedy: 'fetch it again, or run the export again',
        });
      }
    }
  }
}

/** Amortised cost has no purchases of commitments, actual cost not what they cover. */
function refuseHalf(runs: readonly AzureRun[], scope: string): void {
  const sets = new Set(runs.map((run) => run.dataset));
  if (sets.has('focus') || sets.has('usage') || (sets.has('actual') && sets.has('amortized'))) return;
  const [run] = runs;
  if (run === undefined) return;
  const missing = sets.has('actual') ? 'amortised' : 'actual';
  throw new InputError(`${scope || run.exportName} has no export of ${missing} cost of this month`, {
    place: { file: run.manifest.name },
    remedy: 'export actual and amortised cost, or cost in FOCUS alone',
  });
}

function storedFile({ file, blobName, byteCount }: AzureBlob, run: AzureRun): StoredFile {
  if (file === null) {
    const remedy = 'fetch the whole folder of the run, or run the export again';
    throw new InputError(`the manifest names ${blobName}, which is not there`, {
      place: { file: run.manifest.name },
      remedy,
    });
  }
  if (byteCount !== null && byteCount !== file.bytes) {
    const message = `it has ${file.bytes} bytes, its manifest says ${byteCount}`;
    throw new InputError(message, { place: { file: file.name }, remedy: 'fetch it again' });
  }
  return file;
}

interface OfRun {
  readonly run: AzureRun;
  readonly files: AzureFiles;
}

function readBlob(file: StoredFile, { run, files }: OfRun): AsyncIterable<ChargeBatch> {
  if (run.dataset !== 'focus') return readCostTable(file, { run, files });
  const delivery = { scope: '', deliveryId: '', digest: '', files: [file] };
  return readFocusTables(delivery, {
    store: files.store,
    sourceId: files.sourceId,
    version: run.version ?? undefined,
    complete: completeAzureFocus,
  });
}

async function* readCostTable(file: StoredFile, { run, files }: OfRun): AsyncIterable<ChargeBatch> {
  let header: AzureHeader | null = null;
  const batches = readTable({ store: files.store, file }, (names) => {
    header = azureHeader(names, file.name);
    return header.indexes;
  });
  let map: ReturnType<typeof azureRowMapper> | null = null;
  for await (const batch of batches) {
    const read = header as AzureHeader | null;
    if (read === null) continue;
    const isFirst = map === null;
    map ??= azureRowMapper(read, {
      sourceId: files.sourceId,
      file: file.name,
      dataset: run.dataset === 'actual' ? 'actual' : 'amortized',
      month: run.first.slice(0, 7),
      dayOf: dayReader({ file: file.name, style: files.dateStyle, window: run }),
    });
    const remarks =
      isFirst && read.unknown.length > 0 ? [`columns that are not known: ${read.unknown.join(', ')}`] : [];
    yield { ...chargesOf(batch, { map, file: file.name }), remarks };
  }
}

function chargesOf(
  batch: TableBatch,
  {
    map,
    file,
  }: { readonly map: (row: readonly (string | null)[], number: number) => MappedAzureRow; readonly file: string },
): ChargeBatch {
  const charges: Charge[] = [];
  const rows: number[] = [];
  const rejected: RejectedRow[] = batch.malformed.map((each) => ({ file, ...each, billedCost: null, currency: null }));
  for (const [at, cells] of batch.rows.entries()) {
    const row = batch.numbers[at] ?? 0;
    const mapped = map(cells, row);
    if (mapped === null) continue;
    if ('charge' in mapped) {
      charges.push(mapped.charge);
      rows.push(row);
    } else rejected.push({ file, row, ...mapped });
  }
  return { file, charges, rows, rejected, readCount: batch.rows.length + batch.malformed.length };
}
