import type { Charge } from '#app/focus/charge.ts';
import type { FileStore } from '../files/file-store.ts';
import { readFocusTables } from '../focus/read-focus-tables.ts';
import type { ChargeBatch, Delivery, DeliveryFile, RejectedRow } from '../source.ts';
import { readTable, type TableBatch } from '../tables/table.ts';
import { type CurHeader, curHeader, isCurHeader } from './cur-header.ts';
import { type CurLedger, curLedger } from './cur-ledger.ts';
import { curRowMapper } from './map-cur-row.ts';

/** Whose tables these are. */
export interface AwsTables {
  readonly store: FileStore;
  readonly sourceId: string;
}

/**
 * The charges of a delivery of AWS: a Cost and Usage Report of either version, or an export in FOCUS, told apart by the
 * header of its first file.
 * @throws InputError for a file that is neither.
 */
export async function* readAwsTables(delivery: Delivery, tables: AwsTables): AsyncIterable<ChargeBatch> {
  const [first] = delivery.files;
  if (first !== undefined && !isCurHeader(await columnsOf(first, tables))) {
    yield* readFocusTables(delivery, tables);
    return;
  }
  const ledger = curLedger();
  for (const file of delivery.files) yield* readCurTable(file, { tables, ledger });
  const residues = ledger.residues();
  yield {
    file: delivery.files.at(-1)?.name ?? '',
    charges: residues,
    rows: residues.map(() => 0),
    rejected: [],
    readCount: 0,
    remarks: ledger.remarks(),
  };
}

async function columnsOf(file: DeliveryFile, { store }: AwsTables): Promise<readonly string[]> {
  let columns: readonly string[] = [];
  const batches = readTable({ store, file: { name: file.name, bytes: file.bytes ?? 0 } }, (names) => {
    columns = names;
    return [];
  });
  for await (const _ of batches) break;
  return columns;
}

async function* readCurTable(
  file: DeliveryFile,
  { tables, ledger }: { readonly tables: AwsTables; readonly ledger: CurLedger },
): AsyncIterable<ChargeBatch> {
  let header: CurHeader | null = null;
  const batches = readTable({ store: tables.store, file: { name: file.name, bytes: file.bytes ?? 0 } }, (names) => {
    header = curHeader(names, file.name);
    return header.wanted;
  });
  let map: ReturnType<typeof curRowMapper> | null = null;
  for await (const batch of batches) {
    const read = header as CurHeader | null;
    if (read === null) continue;
    map ??= curRowMapper(read, { origin: { sourceId: tables.sourceId, file: file.name }, ledger });
    yield chargesOf(batch, { map, file: file.name });
  }
}

function chargesOf(
  batch: TableBatch,
  { map, file }: { readonly map: ReturnType<typeof curRowMapper>; readonly file: string },
): ChargeBatch {
  const charges: Charge[] = [];
  const rows: number[] = [];
  const rejected: RejectedRow[] = batch.malformed.map((each) => ({ file, ...each, billedCost: null, currency: null }));
  for (const [at, cells] of batch.rows.entries()) {
    const row = batch.numbers[at] ?? 0;
    const mapped = map(cells, row);
    if ('reason' in mapped) rejected.push({ file, row, ...mapped });
    else {
      for (const charge of mapped.charges) {
        charges.push(charge);
        rows.push(row);
      }
    }
  }
  return { file, charges, rows, rejected, readCount: batch.rows.length + batch.malformed.length };
}
