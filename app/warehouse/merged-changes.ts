import type { Database, MergedChangeRow } from './database.ts';
import { hasTable } from './has-table.ts';

/** Keeps what a merged pull request was estimated to add; the same one again replaces it. */
export async function keepMergedChange(row: MergedChangeRow, { tables }: Database): Promise<void> {
  const { merged_at, document } = row;
  await tables
    .insertInto('merged_changes')
    .values(row)
    .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ merged_at, document }))
    .execute();
}

/** What was merged since an instant, oldest first. */
export async function readMergedChanges(
  request: { readonly since: string },
  { tables }: Database,
): Promise<readonly MergedChangeRow[]> {
  return tables
    .selectFrom('merged_changes')
    .selectAll()
    .where('merged_at', '>=', request.since)
    .orderBy('merged_at')
    .orderBy('repository')
    .orderBy('number')
    .execute();
}

/** The same; null when no merged pull request was ever kept. */
export async function keptMergedChanges(
  request: { readonly since: string },
  database: Database,
): Promise<readonly MergedChangeRow[] | null> {
  if (!(await hasTable('merged_changes', database))) return null;
  const rows = await readMergedChanges(request, database);
  if (rows.length > 0) return rows;
  const any = await database.tables.selectFrom('merged_changes').select('number').limit(1).executeTakeFirst();
  return any ? [] : null;
}
