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

/** Stands for the time of a pull request that is not merged; before all times. */
const NOT_MERGED = '';

/** Keeps what the newest judged head of a pull request was estimated to add; it counts once it is merged. */
export async function keepJudgedChange(row: Omit<MergedChangeRow, 'merged_at'>, { tables }: Database): Promise<void> {
  await tables
    .insertInto('merged_changes')
    .values({ ...row, merged_at: NOT_MERGED })
    .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ document: row.document }))
    .execute();
}

/** A pull request is closed: merged at a time, or (null) forgotten. */
export async function settleChange(
  {
    repository,
    number,
    mergedAt,
  }: { readonly repository: string; readonly number: number; readonly mergedAt: string | null },
  { tables }: Database,
): Promise<void> {
  if (mergedAt === null) {
    await tables
      .deleteFrom('merged_changes')
      .where('repository', '=', repository)
      .where('number', '=', number)
      .execute();
    return;
  }
  await tables
    .updateTable('merged_changes')
    .set({ merged_at: mergedAt })
    .where('repository', '=', repository)
    .where('number', '=', number)
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
  const any = await database.tables
    .selectFrom('merged_changes')
    .select('number')
    .where('merged_at', '<>', NOT_MERGED)
    .limit(1)
    .executeTakeFirst();
  return any ? [] : null;
}
