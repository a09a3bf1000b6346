import type { MergedChange } from '#app/anomaly/rank-suspects.ts';
import { instantOf } from '#app/budgets/month.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { Database } from '#app/warehouse/database.ts';
import { keptMergedChanges } from '#app/warehouse/merged-changes.ts';
import type { Week } from './week.ts';

/** What merged pull requests were estimated to add a month, in one currency. */
export interface Merged {
  readonly currency: string;
  readonly count: number;
  readonly monthlyCost: Decimal;
  /** How many of them have a part whose amount is not known. */
  readonly incomplete: number;
}

/** Pull requests that were merged in a week; null when none was ever kept. */
export async function mergedInWeek(
  { week }: { readonly week: Week },
  { database }: { readonly database: Database },
): Promise<readonly Merged[] | null> {
  const rows = await keptMergedChanges({ since: instantOf(week.from) }, database);
  if (rows === null) return null;
  const changes = rows
    .filter(({ merged_at: at }) => at < instantOf(week.before))
    .map(({ document }) => JSON.parse(document) as MergedChange);
  const parts = changes.flatMap((change, at) => change.resources.map((resource) => ({ at, ...resource })));
  return [...Map.groupBy(parts, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    count: new Set(own.map(({ at }) => at)).size,
    monthlyCost: own.reduce((sum, { monthlyDelta }) => sum.plus(decimal(monthlyDelta ?? '0')), ZERO),
    incomplete: new Set(own.filter(({ monthlyDelta }) => monthlyDelta === null).map(({ at }) => at)).size,
  }));
}
