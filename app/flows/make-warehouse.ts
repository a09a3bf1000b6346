import { FinopsError, UpstreamError } from '#app/errors.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { type Surroundings, warehouseAddress } from '#app/warehouse/warehouse-address.ts';

/**
 * What `use` makes of the warehouse of `FINOPS_DATABASE_URL`, its tables made or brought up to date.
 * @throws ConfigError for an address that is none; UpstreamError when it does not answer.
 */
export async function makeWarehouse<Result>(
  surroundings: Surroundings,
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = openDatabase(warehouseAddress(surroundings));
  try {
    await migrate(database);
    return await use(database);
  } catch (cause) {
    if (cause instanceof FinopsError) throw cause;
    const remedy = 'check FINOPS_DATABASE_URL, and that the database runs and may be written';
    throw new UpstreamError('the warehouse cannot be written', { retryable: true, remedy, cause });
  } finally {
    await database.tables.destroy();
  }
}
