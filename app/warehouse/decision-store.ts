import { InputError } from '#app/errors.ts';
import type { Database } from './database.ts';
import { hasTable } from './has-table.ts';

/** Keeps one line of the decision log; a decision that is there already stays as it is. @throws InputError for no event. */
export async function keepDecision(line: string, { tables }: Database): Promise<void> {
  const event = JSON.parse(line) as {
    readonly decision_id?: unknown;
    readonly timestamp?: unknown;
    readonly result?: { readonly decision?: unknown };
  };
  const { decision_id: id, timestamp, result } = event;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof result?.decision !== 'string') {
    throw new InputError('this is no event of a decision log');
  }
  await tables
    .insertInto('decision_log')
    .values({ decision_id: id, recorded_at: timestamp, decision: result.decision, event: line.trimEnd() })
    .onConflict((conflict) => conflict.column('decision_id').doNothing())
    .execute();
}

/** The event of a decision as one line of JSON; null when there is none of that id. */
export async function decisionOf(id: string, { tables }: Database): Promise<string | null> {
  const row = await tables.selectFrom('decision_log').select('event').where('decision_id', '=', id).executeTakeFirst();
  return row?.event ?? null;
}

/**
 * The events of decisions in a time, RFC 3339, `to` exclusive, in their order; each is one line of JSON. Null when no decision
 * was ever kept.
 */
export async function decisionsBetween(
  { from, to }: { readonly from: string; readonly to: string },
  database: Database,
): Promise<readonly string[] | null> {
  if (!(await hasTable('decision_log', database))) return null;
  const { tables } = database;
  const rows = await tables
    .selectFrom('decision_log')
    .select('event')
    .where('recorded_at', '>=', from)
    .where('recorded_at', '<', to)
    .orderBy('recorded_at')
    .execute();
  if (rows.length > 0) return rows.map(({ event }) => event);
  const any = await tables.selectFrom('decision_log').select('decision_id').limit(1).executeTakeFirst();
  return any ? [] : null;
}
