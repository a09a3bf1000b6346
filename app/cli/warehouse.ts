import { existsSync } from 'node:fs';
import { ConfigError, FinopsError, UpstreamError } from '#app/errors.ts';
import type { Database } from '#app/warehouse/database.ts';
import { warehouseAddress } from '#app/warehouse/warehouse-address.ts';
import type { World } from './command.ts';

/** Whether there is a warehouse to read: a server's answers for itself, a file has to be there. */
export function hasWarehouse(world: Pick<World, 'env' | 'cwd'>): boolean {
  const address = warehouseAddress(world);
  return !address.startsWith('sqlite:') || existsSync(address.slice('sqlite:'.length));
}

/**
 * What `use` makes of the open warehouse; its tables are taken as they are, so that a reader needs no right to change them.
 * @throws ConfigError when there is none; UpstreamError when it does not answer.
 */
export async function withWarehouse<Result>(
  world: Pick<World, 'env' | 'cwd'>,
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  if (!hasWarehouse(world)) {
    const remedy = 'run finops ingest first, or set FINOPS_DATABASE_URL';
    throw new ConfigError('there is no warehouse of billed charges yet', { remedy });
  }
  // Loaded here, so that no other command pays for the drivers.
  const { openDatabase } = await import('#app/warehouse/database.ts');
  const database = openDatabase(warehouseAddress(world));
  try {
    return await use(database);
  } catch (cause) {
    if (cause instanceof FinopsError) throw cause;
    const remedy = 'check FINOPS_DATABASE_URL and that the database answers';
    throw new UpstreamError('the warehouse cannot be read', { retryable: true, remedy, cause });
  } finally {
    await database.tables.destroy();
  }
}
