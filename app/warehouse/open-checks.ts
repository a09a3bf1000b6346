import type { Database } from './database.ts';

export interface OpenCheck {
  /** One for each check run: repository, commit and name. */
  readonly key: string;
  readonly data: unknown;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
}

/** Notes a check run that is about to be begun, so that a crash cannot leave it in progress unnoticed. */
export async function noteOpenCheck(check: OpenCheck, { tables }: Database): Promise<void> {
  await tables
    .insertInto('open_checks')
    .values({ key: check.key, data: JSON.stringify(check.data), begun_at: check.begunAt })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ begun_at: check.begunAt }))
    .execute();
}

/** Notes that a check run was concluded. */
export async function closeOpenCheck(key: string, { tables }: Database): Promise<void> {
  await tables.deleteFrom('open_checks').where('key', '=', key).execute();
}

/** Check runs begun before a time and not concluded, oldest first. */
export async function openChecksBefore(before: number, { tables }: Database): Promise<readonly OpenCheck[]> {
  const rows = await tables
    .selectFrom('open_checks')
    .selectAll()
    .where('begun_at', '<', before)
    .orderBy('begun_at')
    .limit(100)
    .execute();
  return rows.map((row) => ({ key: row.key, data: JSON.parse(row.data), begunAt: row.begun_at }));
}
