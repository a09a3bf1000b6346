import type { BudgetStanding } from '#app/flows/budget-standings.ts';

/** `over`: more is billed than the limit; `forecast-over`: more is expected; `unknown`: nobody knows what is billed. */
export type BudgetStatus = 'over' | 'forecast-over' | 'within' | 'unknown';

/** What a budget's figures say of its limit. */
export function budgetStatus({ budget, actual, forecast }: BudgetStanding): BudgetStatus {
  if (actual?.greaterThan(budget.limit)) return 'over';
  if (forecast?.expected.greaterThan(budget.limit)) return 'forecast-over';
  return actual === null || forecast === null ? 'unknown' : 'within';
}

/** The status in words. */
export const STATUS_TEXT: Readonly<Record<BudgetStatus, string>> = {
  over: 'over',
  'forecast-over': 'will be over',
  within: 'within',
  unknown: 'not known',
};
