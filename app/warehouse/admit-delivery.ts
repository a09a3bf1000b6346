import { hostname } from 'node:os';
import type { Selectable, Transaction } from 'kysely';
import type { Database, DeliveredRow, Tables } from './database.ts';

/** What is about to be loaded. */
export interface DeliveryToLoad {
  readonly sourceId: string;
  readonly scope: string;
  readonly deliveryId: string;
  readonly digest: string;
  /** JSON. */
  readonly files: string;
  /** ISO 8601, UTC. */
  readonly begunAt: string;
}

/** Of a scope, which days have charges. */
export interface CoveredDays {
  /** `2026-10-01`; null without any charge. */
  readonly first: string | null;
  readonly last: string | null;
  readonly count: number;
}

/** What a delivery would replace. */
export interface DeliveryInForce {
  readonly days: CoveredDays;
  /** JSON: exact sums by currency, as they were given to `putInForce`. */
  readonly sums: string | null;
}

/** Whether a delivery is to be loaded. */
export type Admission =
  | { readonly state: 'loading'; readonly deliveryNo: number; readonly inForce: DeliveryInForce | null }
  /** It is in force already. */
  | { readonly state: 'unchanged' }
  /** It was read before and not taken. */
  | { readonly state: 'refused'; readonly refusal: string }
  /** Another run loads the same scope. */
  | { readonly state: 'busy'; readonly owner: string };

/**
 * Admits a delivery to be loaded, at most one at a time for each source and scope. One that is in force is not loaded
 * again; one that was refused is not read again unless asked for (`reread`).
 */
export async function admitDelivery(
  delivery: DeliveryToLoad & { readonly reread: 'if-new' | 'also-refused' },
  { tables }: Database,
): Promise<Admission> {
  const { sourceId, scope, deliveryId, digest } = delivery;
  return tables.transaction().execute(async (queries) => {
    // A write comes first, so that of two runs one waits here for the other.
    await queries.updateTable('ingest_delivery').set({ touched_at: 0 }).where('delivery_no', '=', 0).execute();
    const known = await queries
      .selectFrom('ingest_delivery')
      .selectAll()
      .where('source_id', '=', sourceId)
      .where('scope', '=', scope)
      .where('state', 'in', ['current', 'loading', 'refused', 'pruning', 'pruned'])
      .orderBy('delivery_no', 'desc')
      .execute();
    const isSame = (row: Selectable<DeliveredRow>): boolean => row.delivery_id === deliveryId && row.digest === digest;
    const current = known.find((row) => row.state === 'current');
    if (current && isSame(current)) return { state: 'unchanged' };
    // What was pruned on purpose does not come back by itself.
    if (known.some((row) => row.state.startsWith('prun') && isSame(row))) return { state: 'unchanged' };
    const refused = known.find((row) => row.state === 'refused' && isSame(row));
    if (refused && delivery.reread === 'if-new') return { state: 'refused', refusal: refused.refusal ?? '' };
    const loading = known.find((row) => row.state === 'loading');
    if (loading) return { state: 'busy', owner: loading.owner };
    if (refused) await queries.deleteFrom('ingest_delivery').where('delivery_no', '=', refused.delivery_no).execute();
    const row = await insertLoading(delivery, queries);
    if (row === undefined) return { state: 'busy', owner: 'another run' };
    return {
      state: 'loading',
      deliveryNo: row.delivery_no,
      inForce: current ? { days: daysOf(current), sums: current.sums } : null,
    };
  });
}

/** Two runs at once: the unique index lets one of them in. */
function insertLoading(delivery: DeliveryToLoad, queries: Transaction<Tables>) {
  return queries
    .insertInto('ingest_delivery')
    .values({
      source_id: delivery.sourceId,
      scope: delivery.scope,
      delivery_id: delivery.deliveryId,
      digest: delivery.digest,
      state: 'loading',
      files: delivery.files,
      begun_at: delivery.begunAt,
      touched_at: Date.now(),
      owner: `${hostname()} ${process.pid}`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('delivery_no')
    .executeTakeFirst();
}

function daysOf(row: Pick<Selectable<DeliveredRow>, 'first_day' | 'last_day' | 'day_count'>): CoveredDays {
  return { first: row.first_day, last: row.last_day, count: row.day_count ?? 0 };
}
