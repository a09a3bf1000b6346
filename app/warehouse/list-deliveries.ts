import type { Database, DeliveryState } from './database.ts';

/** Exact sums of a delivery in one currency. */
export interface DeliverySums {
  readonly currency: string;
  readonly billed: string;
  readonly effective: string;
}

/** A delivery as `ingest status` shows it. */
export interface ListedDelivery {
  readonly sourceId: string;
  readonly scope: string;
  readonly deliveryId: string;
  readonly state: DeliveryState;
  /** ISO 8601, UTC; null while it is not in force. */
  readonly committedAt: string | null;
  readonly begunAt: string;
  readonly rowCount: number | null;
  readonly rejectedCount: number | null;
  /** First and last day with charges, `2026-10-01`. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly sums: readonly DeliverySums[];
  /** Why it was not taken. */
  readonly refusal: string | null;
}

/** What is in force, being loaded, or was refused, by source and scope; nothing where the tables were never made. */
export async function listDeliveries({ tables }: Database): Promise<readonly ListedDelivery[]> {
  const present = await tables.introspection.getTables();
  if (!present.some((table) => table.name === 'ingest_delivery')) return [];
  const rows = await tables
    .selectFrom('ingest_delivery')
    .selectAll()
    .where('delivery_no', '>', 0)
    .where('state', 'in', ['current', 'loading', 'refused'])
    .orderBy('source_id')
    .orderBy('scope')
    .orderBy('delivery_no')
    .execute();
  return rows.map((row) => ({
    sourceId: row.source_id,
    scope: row.scope,
    deliveryId: row.delivery_id,
    state: row.state,
    committedAt: row.committed_at,
    begunAt: row.begun_at,
    rowCount: row.row_count,
    rejectedCount: row.rejected_count,
    firstDay: row.first_day,
    lastDay: row.last_day,
    sums: row.sums === null ? [] : (JSON.parse(row.sums) as readonly DeliverySums[]),
    refusal: row.refusal,
  }));
}
