import type SQLite from 'better-sqlite3';
import { CHARGE_COLUMNS, type Charge } from '#app/focus/charge.ts';
import { copyCharges } from './copy-charges.ts';
import type { Database } from './database.ts';
import { stillLoading } from './delivery-store.ts';

/**
 * Writes the charges of a delivery that was admitted; nobody sees them before it is put in force. How many were written.
 * @throws whatever the charges throw; InvariantError when the load was given up meanwhile. What was written until then
 * is left for `abandonDelivery`.
 */
export async function loadCharges(
  { deliveryNo, batches }: { readonly deliveryNo: number; readonly batches: AsyncIterable<readonly Charge[]> },
  database: Database,
): Promise<number> {
  if (database.kind === 'postgres') return copyCharges({ deliveryNo, batches }, database);
  const insert = await insertStatement(database);
  let count = 0;
  for await (const charges of batches) {
    await database.tables.transaction().execute(async (queries) => {
      await stillLoading(deliveryNo, queries);
      // The same connection, and nothing else runs on it before this returns.
      for (const charge of charges) insert.run(deliveryNo, ...valuesOf(charge));
    });
    count += charges.length;
  }
  return count;
}

async function insertStatement(database: Extract<Database, { readonly kind: 'sqlite' }>): Promise<SQLite.Statement> {
  const file = await database.file();
  const names = CHARGE_COLUMNS.map((name) => `"${name}"`).join(', ');
  const places = CHARGE_COLUMNS.map(() => '?').join(', ');
  return file.prepare(`insert into charge_rows (delivery_no, ${names}) values (?, ${places})`);
}

function valuesOf(charge: Charge): readonly (string | null)[] {
  return CHARGE_COLUMNS.map((name) => charge[name]);
}
