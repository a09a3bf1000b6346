import type { Database, MergedChangeRow } from './database.ts';

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
