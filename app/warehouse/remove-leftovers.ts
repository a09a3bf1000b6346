import { hostname } from 'node:os';
import type { Database } from './database.ts';
import { abandonDelivery } from './delivery-store.ts';
import { removeRows } from './remove-rows.ts';

/** A load that showed no sign of life for so long is over, whatever became of its process. */
const SILENT_MS = 10 * 60_000;

/**
 * Removes what earlier runs left: rows of replaced deliveries, and of loads whose process is gone. How many deliveries
 * that were.
 */
export async function removeLeftovers(database: Database): Promise<number> {
  const rows = await database.tables
    .selectFrom('ingest_delivery')
    .select(['delivery_no', 'state', 'owner', 'touched_at', 'committed_at'])
    .where('state', 'in', ['loading', 'replaced', 'pruning'])
    .execute();
  const left = rows.filter((row) => row.state !== 'loading' || isOver(row));
  for (const row of left) {
    if (row.committed_at === null) await abandonDelivery(row.delivery_no, database);
    else {
      await removeRows(row.delivery_no, database);
      await database.tables
        .updateTable('ingest_delivery')
        .set({ state: row.state === 'pruning' ? 'pruned' : 'removed' })
        .where('delivery_no', '=', row.delivery_no)
        .execute();
    }
  }
  return left.length;
}

function isOver({ owner, touched_at }: { readonly owner: string; readonly touched_at: number }): boolean {
  if (Date.now() - touched_at > SILENT_MS) return true;
  const [host, pid] = owner.split(' ');
  return host === hostname() && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
