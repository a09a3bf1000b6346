import { UpstreamError } from '#app/errors.ts';
import { budgetAmounts } from '#app/flows/budget-standings.ts';
import { openAnomalies } from '#app/flows/open-anomalies.ts';
import type { PoliciesDeps } from '#app/flows/open-policies.ts';
import type { Database } from '#app/warehouse/database.ts';
import { openPostgres } from '#app/warehouse/open-postgres.ts';
import type { ActionInputs } from './inputs.ts';
import type { ActionWorld } from './world.ts';

/**
 * What the warehouse of the input `database-url` knows of budgets and open incidents, for the policies; nothing without
 * the input. The functions throw UpstreamError when the database does not answer: a gate without what it knows would be
 * another one.
 */
export function openBudgetAmounts(
  { 'database-url': address }: Pick<ActionInputs, 'database-url'>,
  { now }: Pick<ActionWorld, 'now'>,
): Pick<PoliciesDeps, 'budgetAmounts' | 'openAnomalies'> {
  if (address === '') return {};
  return {
    async budgetAmounts(asked) {
      if (asked.budgets.length === 0) return new Map();
      return withDatabase(address, (database) => budgetAmounts(asked, { database, now }));
    },
    openAnomalies: (asked) => withDatabase(address, (database) => openAnomalies(asked, { database })),
  };
}

async function withDatabase<T>(address: string, read: (database: Database) => Promise<T>): Promise<T> {
  const database = openPostgres(address);
  try {
    return await read(database);
  } catch (cause) {
    const remedy = 'check the input database-url, or leave it out to judge without what was billed';
    throw new UpstreamError('the database of the charges cannot be read', { retryable: true, remedy, cause });
  } finally {
    await database.tables.destroy();
  }
}
