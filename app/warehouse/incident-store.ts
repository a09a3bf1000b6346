import type { Database, FeedbackRow, IncidentRow, MuteRow } from './database.ts';
import { hasTable } from './has-table.ts';

/** Incidents by id, in the order of their first days; with a day only those that last until it or later. */
export async function readIncidents(
  request: { readonly since: string },
  { tables }: Database,
): Promise<readonly IncidentRow[]> {
  return tables
    .selectFrom('incidents')
    .selectAll()
    .where('last_day', '>=', request.since)
    .orderBy('first_day')
    .orderBy('id')
    .execute();
}

/** Writes incidents, all or none; one that is there already is replaced. */
export async function putIncidents(rows: readonly IncidentRow[], { tables }: Database): Promise<void> {
  await tables.transaction().execute(async (queries) => {
    for (const { id, ...rest } of rows) {
      await queries
        .insertInto('incidents')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    }
  });
}

/** Keeps what somebody said. */
export async function keepFeedback(row: FeedbackRow, { tables }: Database): Promise<void> {
  await tables
    .insertInto('incident_feedback')
    .values(row)
    .onConflict((conflict) => conflict.columns(['incident_id', 'given_at']).doNothing())
    .execute();
}

/** All that was said since an instant, oldest first. */
export async function readFeedback(
  request: { readonly since: string },
  { tables }: Database,
): Promise<readonly FeedbackRow[]> {
  return tables
    .selectFrom('incident_feedback')
    .selectAll()
    .where('given_at', '>=', request.since)
    .orderBy('given_at')
    .orderBy('incident_id')
    .execute();
}

/** Mutes a scope; the same id again replaces it. */
export async function keepMute(row: MuteRow, { tables }: Database): Promise<void> {
  const { id, ...rest } = row;
  await tables
    .insertInto('incident_mutes')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute();
}

/** The mutes that hold on a day. */
export async function readMutes(request: { readonly day: string }, { tables }: Database): Promise<readonly MuteRow[]> {
  return tables
    .selectFrom('incident_mutes')
    .selectAll()
    .where('until_day', '>=', request.day)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The same; null when no incident was ever kept: nobody looked, or nobody wrote down that there were none. */
export async function keptIncidents(
  request: { readonly since: string },
  database: Database,
): Promise<readonly IncidentRow[] | null> {
  if (!(await hasTable('incidents', database))) return null;
  const rows = await readIncidents(request, database);
  if (rows.length > 0) return rows;
  const any = await database.tables.selectFrom('incidents').select('id').limit(1).executeTakeFirst();
  return any ? [] : null;
}
