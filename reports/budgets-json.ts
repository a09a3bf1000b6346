import type { MonthStanding } from '#app/budgets/month-standing.ts';
import type { CostRange } from '#app/budgets/run-rate.ts';
import type { BudgetStanding } from '#app/flows/budget-standings.ts';
import type { CurrencyStanding } from '#app/flows/forecast-costs.ts';
import type { Decimal } from '#app/measure/decimal.ts';
import { withoutEmailsIn } from '#app/measure/email-address.ts';
import { budgetStatus } from './budget-status.ts';

/** JSON of `finops budgets`: amounts are texts of plain digits, null where nobody knows. */
export function budgetsJson(standings: readonly BudgetStanding[], period: string): string {
  const budgets = standings.map((standing) => {
    const { budget, currency } = standing;
    return {
      id: budget.id,
      team: budget.team ?? null,
      currency,
      metric: budget.metric,
      limit: String(budget.limit),
      status: budgetStatus(standing),
      ...standingJson(standing),
    };
  });
  return JSON.stringify(withoutEmailsIn({ period, budgets }), null, 2);
}

/** JSON of `finops forecast`, one entry for each currency. */
export function forecastJson(
  forecasts: readonly CurrencyStanding[],
  head: { readonly period: string; readonly metric: string },
): string {
  const entries = forecasts.map((each) => ({ currency: each.currency, ...standingJson(each) }));
  return JSON.stringify(withoutEmailsIn({ ...head, forecasts: entries }), null, 2);
}

/** Where a month stands, as JSON. */
function standingJson({ actual, forecast, provisionalDays, remarks }: MonthStanding) {
  return { actual: digits(actual), forecast: rangeJson(forecast), provisionalDays, remarks };
}

function rangeJson(range: CostRange | null) {
  return range && { low: digits(range.low), expected: digits(range.expected), high: digits(range.high) };
}

function digits(amount: Decimal | null): string | null {
  return amount === null ? null : amount.toFixed();
}
