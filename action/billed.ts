import { ConfigError, UpstreamError } from '#app/errors.ts';
import { type BilledFacts, readBilledFacts } from '#app/flows/billed-facts.ts';
import { openPostgres } from '#app/warehouse/open-postgres.ts';
import type { ActionInputs } from './inputs.ts';
import type { ActionWorld } from './world.ts';

/**
 * What the warehouse of the input `database-url` knows of consumption and contracted prices; null without the input,
 * and where it holds no charge. Who may see figures that follow from it is for the flows to say.
 * @throws ConfigError for SQLite, which needs a native module that a checkout of the Action lacks; UpstreamError when
 * the database does not answer: an estimate without what it knows would be another one.
 */
export async function readBilled(
  { 'database-url': address }: Pick<ActionInputs, 'database-url'>,
  { now, info }: Pick<ActionWorld, 'now' | 'info'>,
): Promise<BilledFacts | null> {
  if (address === '') return null;
  if (address.startsWith('sqlite:')) {
    throw new ConfigError('input database-url: the Action cannot open SQLite, which needs a native module', {
      remedy: 'give the address of a PostgreSQL (postgres://…), or leave it out',
    });
  }
  const database = openPostgres(address);
  try {
    const facts = await readBilledFacts(database, now);
    info(
      facts === null
        ? 'The database holds no charge before this month: list prices and stated usage count.'
        : `Contracted prices and consumption of ${facts.month} count where the repository's readers may see them.`,
    );
    return facts;
  } catch (cause) {
    const remedy = 'check the input database-url, or leave it out to estimate without what was billed';
    throw new UpstreamError('the database of the charges cannot be read', { retryable: true, remedy, cause });
  } finally {
    await database.tables.destroy();
  }
}
