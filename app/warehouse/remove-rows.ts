import { sql } from 'kysely';
import type { Database } from './database.ts';

/** SQLite lets nobody else write meanwhile, so that one statement must not take long. */
const ROWS_AT_ONCE = 20_000;

/** Removes the charges of a delivery that is not, or no longer, in force. */
export async function removeRows(deliveryNo: number, { kind, tables }: Database): Promise<void> {
  if (deliveryNo === 0) return;
  if (kind === 'postgres') {
    await tables.deleteFrom('charge_rows').where('delivery_no', '=', deliveryNo).execute();
    return;
  }
  for (;;) {
    const { numAffectedRows } = await sql`delete from charge_rows where rowid in
      (select rowid from charge_rows where delivery_no = ${deliveryNo} limit ${ROWS_AT_ONCE})`.execute(tables);
    if ((numAffectedRows ?? 0n) === 0n) return;
  }
}
