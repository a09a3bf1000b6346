import type { MergedChange } from '#app/anomaly/rank-suspects.ts';
import { instantOf } from '#app/budgets/month.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { Database } from '#app/warehouse/database.ts';
import { keptMergedChanges } from '#app/warehouse/merged-changes.ts';
import type { ReadMergedChanges } from '../find-suspects.ts';
import type { Week } from './week.ts';

/** What a merged change was estimated to add a month. */
export interface Merged {
  /** Of the pull request; null for a commit without one. */
  readonly number: number | null;
  readonly title: string;
  readonly mergedAt: string;
  /** Null where nothing in it has a price. */
  readonly currency: string | null;
  /** Of what is known; null where nothing is. */
  readonly monthlyCost: Decimal | null;
  /** How many of its resources have an amount that is not known. */
  readonly unknown: number;
}

/**
 * What was merged in a week, the dearest first: what the warehouse keeps and what the checkout says. Null when neither knows of
 * anything: a shallow checkout has no past, and then nobody knows whether there was none.
 */
export async function mergedInWeek(
  { week, mergedChanges }: { readonly week: Week; readonly mergedChanges: ReadMergedChanges },
  database: Database | null,
): Promise<readonly Merged[] | null> {
  const span = { from: instantOf(week.from), to: instantOf(week.before) };
  const rows = database && (await keptMergedChanges({ since: span.from }, database));
  const kept =
    rows?.map(({ document, merged_at: mergedAt }) => ({ ...(JSON.parse(document) as MergedChange), mergedAt })) ?? [];
  const found = [...kept, ...(await mergedChanges(span))].filter(
    ({ mergedAt }) => Date.parse(mergedAt) < Date.parse(span.to),
  );
  if (rows === null && found.length === 0) return null;
  const once = new Map(
    found.map((each) => [each.number === null ? each.mergedAt : `${each.repository}#${each.number}`, each]),
  );
  return [...once.values()].map(mergedOf).sort((one, other) => sizeOf(other).comparedTo(sizeOf(one)));
}

function mergedOf({ number, title, mergedAt, resources }: MergedChange): Merged {
  const known = resources.flatMap(({ monthlyDelta }) => (monthlyDelta === null ? [] : [decimal(monthlyDelta)]));
  return {
    ...{ number, title, mergedAt },
    currency: resources[0]?.currency ?? null,
    // A change of nothing that is priced adds nothing; one of which nothing is known has no amount.
    monthlyCost: resources.length > 0 && known.length === 0 ? null : known.reduce((sum, each) => sum.plus(each), ZERO),
    unknown: resources.length - known.length,
  };
}

function sizeOf({ monthlyCost }: Merged): Decimal {
  return monthlyCost?.abs() ?? ZERO;
}
