import { existsSync } from 'node:fs';
import { ConfigError, UpstreamError } from '#app/errors.ts';
import type { BilledFacts } from '#app/flows/billed-facts.ts';
import { warehouseAddress } from '#app/warehouse/warehouse-address.ts';
import type { World } from './command.ts';

/**
 * What the warehouse of `FINOPS_DATABASE_URL` (by default `.finops/finops.db`, where there is one) knows of consumption
 * and contracted prices; null when it holds no charge.
 * @throws ConfigError for an address that is none; UpstreamError when the database does not answer: an estimate without
 * what it knows would be another one.
 */
export async function readBilled({
  world,
  now,
}: {
  readonly world: World;
  readonly now: Date;
}): Promise<BilledFacts | null> {
  const address = warehouseAddress(world);
  if (address.startsWith('sqlite:') && !existsSync(address.slice('sqlite:'.length))) return null;
  // Loaded here, so that nobody without a warehouse pays for its drivers.
  const [{ openDatabase }, { readBilledFacts }] = await Promise.all([
    import('#app/warehouse/database.ts'),
    import('#app/flows/billed-facts.ts'),
  ]);
  const database = openDatabase(address);
  try {
    return await readBilledFacts(database, now);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    const remedy = 'check FINOPS_DATABASE_URL, or take it away to estimate without what was billed';
    throw new UpstreamError('the database of the charges cannot be read', { retryable: true, remedy, cause });
  } finally {
    await database.tables.destroy();
  }
}
