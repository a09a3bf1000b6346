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
  const insert = await inserter(database);
  let count = 0;
  for await (const charges of gathered(batches)) {
    await database.tables.transaction().execute(async (queries) => {
      await stillLoading(deliveryNo, queries);
      // The same connection, and nothing else runs on it before this returns.
      insert(charges, deliveryNo);
    });
    count += charges.length;
  }
  return count;
}

/** Each transaction is a write to the disk. */
const ROWS_AT_ONCE = 2_000;

async function* gathered(batches: AsyncIterable<readonly Charge[]>): AsyncIterable<readonly Charge[]> {
  let pending: Charge[] = [];
  for await (const charges of batches) {
    pending.push(...charges);
    if (pending.length < ROWS_AT_ONCE) continue;
    yield pending;
    pending = [];
  }
  if (pending.length > 0) yield pending;
}

/** Inserts through statements that bind only what rows have: of 74 columns a source fills about half. */
async function inserter(
  database: Extract<Database, { readonly kind: 'sqlite' }>,
): Promise<(charges: readonly Charge[], deliveryNo: number) => void> {
  const file = await database.file();
  const statements = new Map<string, SQLite.Statement>();
  return (charges, deliveryNo) => {
    const columns = CHARGE_COLUMNS.filter((name) => charges.some((charge) => charge[name] !== null));
    const key = columns.join();
    const statement = statements.get(key) ?? file.prepare(insertText(columns));
    statements.set(key, statement);
    const values: (string | number | null)[] = [deliveryNo];
    for (const charge of charges) {
      for (let at = 0; at < columns.length; at += 1) values[at + 1] = charge[columns[at] as keyof Charge];
      statement.run(values);
    }
  };
}

function insertText(columns: readonly string[]): string {
  const names = columns.map((name) => `"${name}"`).join(', ');
  return `insert into charge_rows (delivery_no, ${names}) values (?${', ?'.repeat(columns.length)})`;
}
