import type { Transaction } from 'kysely';
import { InvariantError } from '#app/errors.ts';
import type { CoveredDays } from './admit-delivery.ts';
import type { Database, Tables } from './database.ts';
import { removeRows } from './remove-rows.ts';

/** What was loaded of a delivery. */
export interface LoadedDelivery {
  readonly deliveryNo: number;
  readonly rowCount: number;
  readonly rejectedCount: number;
  readonly days: CoveredDays;
  /** JSON: exact sums by currency. */
  readonly sums: string;
  /** JSON: what was noticed. */
  readonly remarks: string;
}

/**
 * Puts a loaded delivery in force in place of the one before, in one transaction: a reader sees all of one or all of the
 * other. The rows of the one before are removed afterwards.
 * @throws InvariantError when the load was given up meanwhile; then nothing changed.
 */
export async function putInForce(
  loaded: LoadedDelivery & { readonly committedAt: string },
  database: Database,
): Promise<void> {
  await database.tables.transaction().execute(async (queries) => {
    const row = await stillLoading(loaded.deliveryNo, queries);
    await queries
      .updateTable('ingest_delivery')
      .set({ state: 'replaced' })
      .where('source_id', '=', row.source_id)
      .where('scope', '=', row.scope)
      .where('state', '=', 'current')
      .execute();
    await queries
      .updateTable('ingest_delivery')
      .set({ state: 'current', committed_at: loaded.committedAt, touched_at: Date.now(), ...figuresOf(loaded) })
      .where('delivery_no', '=', loaded.deliveryNo)
      .execute();
  });
}

/** Keeps why a delivery is not taken, and none of its rows. */
export async function refuseDelivery(
  { refusal, ...loaded }: LoadedDelivery & { readonly refusal: string },
  database: Database,
): Promise<void> {
  await removeRows(loaded.deliveryNo, database);
  await database.tables
    .updateTable('ingest_delivery')
    .set({ state: 'refused', refusal, ...figuresOf(loaded) })
    .where('delivery_no', '=', loaded.deliveryNo)
    .execute();
}

/** Forgets a load that failed, rows and all. */
export async function abandonDelivery(deliveryNo: number, database: Database): Promise<void> {
  // First the row: whoever still loads finds it gone and stops.
  await database.tables
    .updateTable('ingest_delivery')
    .set({ state: 'replaced' })
    .where('delivery_no', '=', deliveryNo)
    .where('state', '=', 'loading')
    .execute();
  await removeRows(deliveryNo, database);
  await database.tables.deleteFrom('ingest_delivery').where('delivery_no', '=', deliveryNo).execute();
}

/** Says that a load is still at work. @throws InvariantError when it was given up meanwhile. */
export async function stillLoading(deliveryNo: number, queries: Pick<Transaction<Tables>, 'updateTable'>) {
  const row = await queries
    .updateTable('ingest_delivery')
    .set({ touched_at: Date.now() })
    .where('delivery_no', '=', deliveryNo)
    .where('state', '=', 'loading')
    .returning(['source_id', 'scope'])
    .executeTakeFirst();
  if (row) return row;
  throw new InvariantError('the load was taken for dead by another run', { remedy: 'ingest again' });
}

function figuresOf(loaded: LoadedDelivery) {
  return {
    row_count: loaded.rowCount,
    rejected_count: loaded.rejectedCount,
    first_day: loaded.days.first,
    last_day: loaded.days.last,
    day_count: loaded.days.count,
    sums: loaded.sums,
    remarks: loaded.remarks,
  };
}
