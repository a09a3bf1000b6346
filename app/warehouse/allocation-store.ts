import type { AllocationRow, Database } from './database.ts';

/** Rows of one statement; both databases bound the number of its parameters. */
const ROWS_AT_ONCE = 500;

/** Replaces the ledger of a month: all of it or nothing, so that a reader never sees two of them or half of one. */
export async function keepLedger(
  { period, rows }: { readonly period: string; readonly rows: readonly Omit<AllocationRow, 'period'>[] },
  { tables }: Database,
): Promise<void> {
  await tables.transaction().execute(async (queries) => {
    await queries.deleteFrom('allocation_ledger').where('period', '=', period).execute();
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const part = rows.slice(from, from + ROWS_AT_ONCE).map((row) => ({ period, ...row }));
      await queries.insertInto('allocation_ledger').values(part).execute();
    }
  });
}
