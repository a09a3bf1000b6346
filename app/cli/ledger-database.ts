import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { FinopsError, UpstreamError } from '#app/errors.ts';
import type { Database } from '#app/warehouse/database.ts';
import { warehouseAddress } from '#app/warehouse/warehouse-address.ts';
import type { World } from './command.ts';

/**
 * Runs with the database in which the audit log is kept; its tables are made where they are missing.
 * @throws ConfigError for an address that is none; UpstreamError where it does not answer: nothing is executed without it.
 */
export async function withLedger<T>(world: World, use: (database: Database) => Promise<T>): Promise<T> {
  const address = warehouseAddress(world);
  const [{ openDatabase }, { migrate }] = await Promise.all([
    import('#app/warehouse/database.ts'),
    import('#app/warehouse/migrate.ts'),
  ]);
  if (address.startsWith('sqlite:') && address !== 'sqlite::memory:')
    mkdirSync(dirname(address.slice('sqlite:'.length)), { recursive: true });
  const database = openDatabase(address);
  try {
    await migrate(database);
    return await use(database);
  } catch (cause) {
    if (cause instanceof FinopsError || !isDatabaseFault(cause)) throw cause;
    const remedy = 'check FINOPS_DATABASE_URL and that the database answers';
    throw new UpstreamError('the audit log cannot be written', { retryable: true, remedy, cause });
  } finally {
    await database.tables.destroy();
  }
}

/** Drivers give their errors a code; a fault of ours has none. */
function isDatabaseFault(error: unknown): boolean {
  return typeof (error as { readonly code?: unknown } | null)?.code === 'string';
}
