import { Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';
import { sumOf } from './averages.ts';
import { type Month, monthBefore } from './month.ts';

/** What a forecast asks the warehouse to tell apart. */
export const FORECAST_DIMENSIONS = ['x_SourceId', 'ChargeCategory', 'ChargeFrequency', 'ServiceName'] as const;

/** On more days of a month than this, a recurring charge (a savings plan's hourly fee) is one of every day. */
const MONTHLY_DAYS = 4;

/** Charges by how they come back. */
export interface Rhythms {
  /** Comes every day: usage, and fees by the hour. */
  readonly daily: readonly CostRow[];
  /** Comes once a month: support, subscriptions, taxes. */
  readonly monthly: readonly CostRow[];
  /** Nobody knows whether it comes again: purchases, credits, adjustments. */
  readonly once: readonly CostRow[];
}

/** Sorts rows by day and `FORECAST_DIMENSIONS` by how their charges come back. */
export function rhythmsOf(rows: readonly CostRow[], month: Month): Rhythms {
  const last = monthBefore(month);
  const daysOf = new Map<string, Set<string>>();
  for (const row of rows) {
    const name = (row.start ?? '').slice(0, 7);
    const key = `${name} ${keyOf(row)}`;
    const days = daysOf.get(key) ?? new Set();
    daysOf.set(key, days.add(row.start ?? ''));
  }
  const isDense = (row: CostRow): boolean =>
    [last.name, month.name].some((name) => (daysOf.get(`${name} ${keyOf(row)}`)?.size ?? 0) > MONTHLY_DAYS);
  const groups = Map.groupBy(rows, (row) => {
    const { ChargeCategory: category, ChargeFrequency: frequency } = row.keys;
    if (category === 'Credit' || category === 'Adjustment') return 'once';
    if (category === 'Tax') return 'monthly';
    if (frequency === 'Recurring') return isDense(row) ? 'daily' : 'monthly';
    return category === 'Usage' ? 'daily' : 'once';
  });
  return { daily: groups.get('daily') ?? [], monthly: groups.get('monthly') ?? [], once: groups.get('once') ?? [] };
}

/** What is still to come of charges that come once a month: last month's amount, less what is billed of it this month. */
export function monthlyToCome(rows: readonly CostRow[], month: Month): Decimal {
  const last = monthBefore(month);
  const totals = Map.groupBy(rows, keyOf).values();
  return sumOf(
    [...totals].map((group) => {
      const of = (name: string): Decimal =>
        sumOf(group.filter((row) => row.start?.startsWith(name)).map((row) => decimal(row.amount)));
      return Decimal.max(ZERO, of(last.name).minus(of(month.name)));
    }),
  );
}

function keyOf({ keys }: CostRow): string {
  return JSON.stringify(FORECAST_DIMENSIONS.map((name) => keys[name] ?? null));
}
