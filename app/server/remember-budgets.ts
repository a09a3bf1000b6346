import { type BudgetAmounts, budgetAmounts } from '#app/flows/budget-standings.ts';
import type { ReadBudgetAmounts } from '#app/flows/open-policies.ts';
import type { Database } from '#app/warehouse/database.ts';

/** Bills come once a day: what was read is good for so long. */
const KEPT_MS = 10 * 60_000;
/** Of so many files of budgets. */
const MOST_KEPT = 50;

interface Kept {
  readonly readAt: number;
  readonly amounts: Promise<ReadonlyMap<string, BudgetAmounts>>;
}

/**
 * Reads what the server's own database knows of budgets, at most every ten minutes for the same ones: a review asks
 * several times. What failed is not kept.
 */
export function rememberBudgets(database: Database): (now: Date) => ReadBudgetAmounts {
  const kept = new Map<string, Kept>();
  return (now) => (asked) => {
    const key = JSON.stringify([asked.currency, asked.budgets, now.toISOString().slice(0, 7)]);
    const known = kept.get(key);
    if (known && Math.abs(now.getTime() - known.readAt) < KEPT_MS) return known.amounts;
    const reading = { readAt: now.getTime(), amounts: budgetAmounts(asked, { database, now }) };
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, reading);
    reading.amounts.catch(() => {
      // Whoever asked is told; the next one asks again.
      if (kept.get(key) === reading) kept.delete(key);
    });
    return reading.amounts;
  };
}
