import type { Database } from './database.ts';
import { removeLeftovers } from './remove-leftovers.ts';

/** What a prune removes, or would. */
export interface Pruned {
  readonly sourceId: string;
  readonly scope: string;
  readonly rowCount: number | null;
}

/**
 * Removes deliveries all of whose charges begin before a day (`2024-11-01`), and remembers them, so that they are not ingested
 * again; with `dry-run` only says which.
 */
export async function pruneCharges(
  { before, mode }: { readonly before: string; readonly mode: 'remove' | 'dry-run' },
  database: Database,
): Promise<readonly Pruned[]> {
  const rows = await database.tables
    .selectFrom('ingest_delivery')
    .select(['delivery_no', 'source_id', 'scope', 'row_count'])
    .where('state', '=', 'current')
    .where('delivery_no', '>', 0)
    .where('last_day', '<', before)
    .orderBy('source_id')
    .orderBy('scope')
    .execute();
  if (mode === 'remove' && rows.length > 0) {
    await database.tables
      .updateTable('ingest_delivery')
      .set({ state: 'pruning' })
      .where('state', '=', 'current')
      .where(
        'delivery_no',
        'in',
        rows.map((row) => row.delivery_no),
      )
      .execute();
    await removeLeftovers(database);
  }
  return rows.map((row) => ({ sourceId: row.source_id, scope: row.scope, rowCount: row.row_count }));
}
