import type { Selection } from '#app/budgets/budget-selection.ts';
import { type MonthStanding, monthStanding } from '#app/budgets/month-standing.ts';
import type { CostMetric } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';
import { openBilledMonth } from './budget-standings.ts';

/** Where a month stands in one currency. */
export interface CurrencyStanding extends MonthStanding {
  readonly currency: string;
}

/** Where the month of a selection stands, one for each currency it was billed in; in `currency` when it never was. */
export async function forecastCosts(
  request: {
    readonly period: string;
    readonly metric: CostMetric;
    readonly where: Exclude<Selection, string>;
    readonly currency: string;
  },
  deps: { readonly database: Database; readonly now: Date },
): Promise<readonly CurrencyStanding[]> {
  const { metric, where } = request;
  const { month, sources, read } = await openBilledMonth(request.period, deps);
  const rows = await read({ metric, where });
  const found = [...new Set(rows.map((row) => row.currency))].sort();
  return (found.length > 0 ? found : [request.currency]).map((currency) => ({
    currency,
    ...monthStanding({ rows: rows.filter((row) => row.currency === currency), sources, month, currency }),
  }));
}
