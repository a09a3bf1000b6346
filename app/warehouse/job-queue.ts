import { sql } from 'kysely';
import type { Database, JobRow, Queries } from './database.ts';

export interface NewJob {
  /** What the job is about; a second job of the same key joins the first. */
  readonly key: string;
  readonly kind: string;
  readonly data: unknown;
}

export interface ClaimedJob extends NewJob {
  readonly generation: number;
  readonly attempts: number;
  /** When it was first asked for, milliseconds since 1970. */
  readonly wantedAt: number;
}

export interface ReceivedDelivery {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly jobs: readonly NewJob[];
}

export interface Lease {
  readonly owner: string;
  readonly now: number;
  readonly leaseMs: number;
}

/**
 * Stores a delivery and what it asks for, both or neither; `duplicate` when its id was stored before, and then nothing
 * changes. A job that waits or runs already is asked for once more instead of twice.
 */
export async function receiveDelivery(
  request: { readonly delivery: ReceivedDelivery; readonly now: number },
  { tables }: Database,
): Promise<'accepted' | 'duplicate'> {
  const { delivery, now } = request;
  return tables.transaction().execute(async (queries) => {
    const { guid, event, action } = delivery;
    const inserted = await queries
      .insertInto('webhook_deliveries')
      .values({ guid, event, action, received_at: now })
      .onConflict((conflict) => conflict.column('guid').doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return 'duplicate';
    // In one order everywhere, so that two transactions cannot wait for each other.
    for (const job of delivery.jobs.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
      await wantJob({ job, now }, queries);
    }
    return 'accepted';
  });
}

/** Asks for a job, now. A running one will run once more after it ends; one that waits for a retry waits no longer. */
export async function wantJob(
  request: { readonly job: NewJob; readonly now: number },
  queries: Queries,
): Promise<void> {
  const { job, now } = request;
  const fresh = { kind: job.kind, data: JSON.stringify(job.data) };
  await queries
    .insertInto('jobs')
    .values({
      ...fresh,
      key: job.key,
      generation: 1,
      wanted_at: now,
      available_at: now,
      attempts: 0,
      lease_owner: null,
      lease_until: null,
      last_error: null,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        ...fresh,
        generation: sql<number>`jobs.generation + 1`,
        available_at: now,
        attempts: 0,
      }),
    )
    .execute();
}

/** Takes the next job that nobody holds; null when there is none. A lease that ran out is nobody's. */
export async function claimJob(lease: Lease, { kind, tables }: Database): Promise<ClaimedJob | null> {
  const { owner, now, leaseMs } = lease;
  const skipLocked = kind === 'postgres' ? sql`for update skip locked` : sql``;
  const { rows } = await sql<JobRow>`
    update jobs set lease_owner = ${owner}, lease_until = ${now + leaseMs}, attempts = attempts + 1
    where key = (
      select key from jobs where available_at <= ${now} and (lease_until is null or lease_until <= ${now})
      order by available_at limit 1 ${skipLocked})
    returning *`.execute(tables);
  const row = rows[0];
  if (!row) return null;
  const { key, generation, attempts } = row;
  return { key, kind: row.kind, data: JSON.parse(row.data), generation, attempts, wantedAt: row.wanted_at };
}

/** Holds a job longer; false when the lease was lost to another. */
export async function extendLease(
  key: string,
  { lease, database }: { lease: Lease; database: Database },
): Promise<boolean> {
  const result = await database.tables
    .updateTable('jobs')
    .set({ lease_until: lease.now + lease.leaseMs })
    .where('key', '=', key)
    .where('lease_owner', '=', lease.owner)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a job; one that was asked for again since it was claimed becomes free instead. */
export async function completeJob(
  job: Pick<ClaimedJob, 'key' | 'generation'>,
  { owner, database }: { readonly owner: string; readonly database: Database },
): Promise<void> {
  const { tables } = database;
  await tables
    .deleteFrom('jobs')
    .where('key', '=', job.key)
    .where('lease_owner', '=', owner)
    .where('generation', '=', job.generation)
    .execute();
  await tables
    .updateTable('jobs')
    .set({ lease_owner: null, lease_until: null })
    .where('key', '=', job.key)
    .where('lease_owner', '=', owner)
    .execute();
}

/** Puts a job back until a later time, with what went wrong. */
export async function postponeJob(
  request: { readonly key: string; readonly until: number; readonly error: string },
  { owner, database }: { readonly owner: string; readonly database: Database },
): Promise<void> {
  await database.tables
    .updateTable('jobs')
    .set({
      lease_owner: null,
      lease_until: null,
      available_at: request.until,
      last_error: request.error.slice(0, 2000),
    })
    .where('key', '=', request.key)
    .where('lease_owner', '=', owner)
    .execute();
}

/** How many jobs wait or run, and since when the oldest was wanted (null when there is none). */
export async function queueState({
  tables,
}: Database): Promise<{ readonly jobs: number; readonly oldest: number | null }> {
  const row = await tables
    .selectFrom('jobs')
    .select((select) => [select.fn.countAll().as('jobs'), select.fn.min('wanted_at').as('oldest')])
    .executeTakeFirst();
  return { jobs: Number(row?.jobs ?? 0), oldest: row?.oldest ?? null };
}

/** Which of the ids were accepted. */
export async function knownDeliveries(guids: readonly string[], { tables }: Database): Promise<ReadonlySet<string>> {
  if (guids.length === 0) return new Set();
  const rows = await tables
    .selectFrom('webhook_deliveries')
    .select('guid')
    .where('guid', 'in', [...guids])
    .execute();
  return new Set(rows.map((row) => row.guid));
}

/** Forgets deliveries older than GitHub would ever send again; returns how many. */
export async function forgetDeliveries(before: number, { tables }: Database): Promise<number> {
  const result = await tables.deleteFrom('webhook_deliveries').where('received_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
