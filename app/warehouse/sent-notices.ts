import type { Database } from './database.ts';

/** A notice that arrived: by which route, about what, in which state. */
export interface SentNotice {
  readonly route: string;
  readonly key: string;
  /** `resolved`, or `open` with its revision. */
  readonly state: string;
}

/** The newest state that a route was told of a matter; null when it was told nothing. */
export async function sentState(
  { route, key }: Omit<SentNotice, 'state'>,
  { tables }: Database,
): Promise<string | null> {
  const row = await tables
    .selectFrom('sent_notices')
    .select('state')
    .where('route', '=', route)
    .where('notice_key', '=', key)
    .executeTakeFirst();
  return row?.state ?? null;
}

/** Notes that a notice arrived; a later state replaces the one before. */
export async function noteSent(
  { notice, sentAt }: { readonly notice: SentNotice; readonly sentAt: string },
  { tables }: Database,
): Promise<void> {
  const { route, key, state } = notice;
  await tables
    .insertInto('sent_notices')
    .values({ route, notice_key: key, state, sent_at: sentAt })
    .onConflict((conflict) => conflict.columns(['route', 'notice_key']).doUpdateSet({ state, sent_at: sentAt }))
    .execute();
}
