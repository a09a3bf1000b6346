import { UpstreamError } from '#app/errors.ts';
import { budgetAmounts } from '#app/flows/budget-standings.ts';
import type { ReadBudgetAmounts } from '#app/flows/open-policies.ts';
import { openPostgres } from '#app/warehouse/open-postgres.ts';
import type { ActionInputs } from './inputs.ts';
import type { ActionWorld } from './world.ts';

/**
 * What the warehouse of the input `database-url` knows of budgets, for the policies; nothing without the input. The
 * function throws UpstreamError when the database does not answer: a gate without what it knows would be another one.
 */
export function openBudgetAmounts(
  { 'database-url': address }: Pick<ActionInputs, 'database-url'>,
  { now }: Pick<ActionWorld, 'now'>,
): { readonly budgetAmounts?: ReadBudgetAmounts } {
  if (address === '') return {};
  return {
    async budgetAmounts(asked) {
      if (asked.budgets.length === 0) return new Map();
      const database = openPostgres(address);
      try {
        return await budgetAmounts(asked, { database, now });
      } catch (cause) {
        const remedy = 'check the input database-url, or leave it out to judge without what was billed';
        throw new UpstreamError('the database of the charges cannot be read', { retryable: true, remedy, cause });
      } finally {
        await database.tables.destroy();
      }
    },
  };
}
