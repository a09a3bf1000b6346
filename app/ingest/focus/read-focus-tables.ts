import type { Charge } from '#app/focus/charge.ts';
import type { FileStore } from '../files/file-store.ts';
import type { ChargeBatch, Delivery, RejectedRow } from '../source.ts';
import { readTable, type TableBatch } from '../tables/table.ts';
import { type FocusHeader, focusHeader } from './focus-header.ts';
import { type FocusOrigin, type FocusRowMapper, focusRowMapper } from './map-focus-row.ts';

/** Whose tables these are; without a version they are of the oldest that has their columns. */
export interface FocusTables {
  readonly store: FileStore;
  readonly sourceId: string;
  readonly version?: string | undefined;
  readonly complete?: FocusOrigin['complete'];
}

/** The charges of a delivery whose files are FOCUS tables. @throws InputError for a file that is none. */
export async function* readFocusTables(delivery: Delivery, tables: FocusTables): AsyncIterable<ChargeBatch> {
  for (const { name, bytes } of delivery.files) {
    let header: FocusHeader | null = null;
    const batches = readTable({ store: tables.store, file: { name, bytes: bytes ?? 0 } }, (names) => {
      header = focusHeader(names, name);
      return header.columns.map((column) => column.index);
    });
    let mapper: FocusRowMapper | null = null;
    let origin: FocusOrigin | null = null;
    for await (const batch of batches) {
      const read = header as FocusHeader | null;
      if (read === null) continue;
      const isFirst = mapper === null;
      origin ??= {
        sourceId: tables.sourceId,
        version: tables.version ?? read.version,
        file: name,
        complete: tables.complete,
      };
      mapper ??= focusRowMapper(read, origin);
      const charges = chargesOf(batch, { map: mapper.map, file: name });
      yield { ...charges, ...(isFirst ? { remarks: remarksOn(read) } : {}) };
    }
    const remarks: readonly string[] = (mapper as FocusRowMapper | null)?.remarks() ?? [];
    if (remarks.length > 0) yield { file: name, charges: [], rows: [], rejected: [], readCount: 0, remarks };
  }
}

function chargesOf(
  batch: TableBatch,
  { map, file }: { readonly map: FocusRowMapper['map']; readonly file: string },
): ChargeBatch {
  const charges: Charge[] = [];
  const rows: number[] = [];
  const rejected: RejectedRow[] = batch.malformed.map((each) => ({ file, ...each, billedCost: null, currency: null }));
  for (const [at, cells] of batch.rows.entries()) {
    const row = batch.numbers[at] ?? 0;
    const mapped = map(cells, row);
    if ('charge' in mapped) {
      charges.push(mapped.charge);
      rows.push(row);
    } else rejected.push({ file, row, ...mapped });
  }
  return { file, charges, rows, rejected, readCount: batch.rows.length + batch.malformed.length };
}

function remarksOn({ foreign }: FocusHeader): readonly string[] {
  return foreign.length === 0 ? [] : [`columns outside of FOCUS are not kept: ${foreign.join(', ')}`];
}
