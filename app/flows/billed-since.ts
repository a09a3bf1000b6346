import type { ReadCosts } from '#app/remediation/billed-rate.ts';

const LOOKBACK_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Asks the warehouse since which day one of some FOCUS ResourceIds is billed, at most ninety days back; null where it
 * knows none of them.
 */
export function billedSince(
  readCosts: ReadCosts,
  now: Date,
): (resourceIds: readonly string[]) => Promise<string | null> {
  return async (resourceIds) => {
    const rows = await readCosts({
      from: new Date(now.getTime() - LOOKBACK_DAYS * DAY_MS).toISOString(),
      to: now.toISOString(),
      metric: 'BilledCost',
      granularity: 'day',
      groupBy: [],
      where: { ResourceId: resourceIds },
    });
    const starts = rows.flatMap((row) => (row.start === null ? [] : [row.start])).sort();
    return starts[0] ?? null;
  };
}
