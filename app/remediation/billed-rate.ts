import { type Decimal, ZERO } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { CostQuery, CostRow } from '#app/warehouse/cost-query.ts';

/** The query port of the warehouse; the function is handed in. */
export type ReadCosts = (query: CostQuery) => Promise<readonly CostRow[]>;

/** What a resource was billed a day, EffectiveCost, over whole days (UTC). */
export interface BilledDays {
  readonly currency: string;
  /** Amount by day, `YYYY-MM-DD`; a day without a charge is missing: nothing was billed, or nothing was delivered. */
  readonly days: ReadonlyMap<string, Decimal>;
}

/** A daily amount as a monthly one: 730 hours. */
export function perMonth(daily: Decimal): Decimal {
  return daily.times(HOURS_PER_MONTH).dividedBy(24);
}

/**
 * Daily EffectiveCost of a resource in `[from, to)`, under any of its FOCUS ResourceIds; one entry a currency. Charges for
 * commitments themselves have no resource, so that what is covered counts at the rate that the commitment gives.
 */
export async function readBilledDays(
  request: { readonly resourceIds: readonly string[]; readonly from: string; readonly to: string },
  readCosts: ReadCosts,
): Promise<readonly BilledDays[]> {
  const { resourceIds, from, to } = request;
  const rows = await readCosts({
    ...{ from, to, metric: 'EffectiveCost', granularity: 'day', groupBy: [] },
    where: { ResourceId: resourceIds, ChargeCategory: ['Usage'] },
  });
  return [...Map.groupBy(rows, (row) => row.currency)].map(([currency, own]) => {
    const days = new Map<string, Decimal>();
    for (const { start, amount } of own) {
      const day = (start ?? '').slice(0, 10);
      days.set(day, (days.get(day) ?? ZERO).plus(amount));
    }
    return { currency, days };
  });
}

/** Lowest, middle and highest of some amounts; null of none. The middle of an even number is the mean of two. */
export function spreadOf(
  amounts: readonly Decimal[],
): { readonly low: Decimal; readonly median: Decimal; readonly high: Decimal } | null {
  const sorted = amounts.toSorted((one, other) => one.comparedTo(other));
  const [low] = sorted;
  const high = sorted.at(-1);
  if (!low || !high) return null;
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? high;
  const median = sorted.length % 2 === 1 ? upper : upper.plus(sorted[half - 1] ?? upper).dividedBy(2);
  return { low, median, high };
}
