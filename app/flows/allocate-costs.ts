import { allocate, joinCosts } from '#app/allocation/allocate.ts';
import { type Allocation, type AllocationRule, ruleHoldsOn } from '#app/allocation/allocation-file.ts';
import { neededDimensions } from '#app/allocation/dimensions.ts';
import { type Balance, balancesOf, type LedgerRow } from '#app/allocation/ledger.ts';
import { addDays, instantOf, monthOf } from '#app/budgets/month.ts';
import { newestUsage } from '#app/warehouse/charge-store.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';
import { openBilledMonth } from './budget-standings.ts';

/** Who pays for a month, and by which rules. */
export interface AllocatedPeriod {
  /** `YYYY-MM`. */
  readonly period: string;
  readonly ledger: readonly LedgerRow[];
  readonly balances: readonly Balance[];
  /** The first day of it whose charges may still grow; null when there is none, or nothing is known of it. */
  readonly provisionalFrom: string | null;
}

/** Allocates a month by the rules that hold on each of its days. @throws UpstreamError when charges come in meanwhile. */
export async function allocateCosts(
  { allocation, period }: { readonly allocation: Allocation; readonly period: string },
  { database, now }: { readonly database: Database; readonly now: Date },
): Promise<AllocatedPeriod> {
  const { days, end } = monthOf(period);
  const ledger = await allocateDays({ rules: allocation.rules, from: days[0] ?? end, before: end }, { database });
  const { sources } = await openBilledMonth(period, { database, now });
  const [open] = sources
    .filter(({ isLive }) => isLive)
    .map(({ completeBefore }) => completeBefore)
    .sort();
  const provisionalFrom = ledger.length > 0 && open !== undefined && open < end ? open : null;
  return { period, ledger, balances: balancesOf(ledger), provisionalFrom };
}

/** The ledger of some days, `before` exclusive: one segment for each time through which the same rules hold. */
export async function allocateDays(
  {
    rules,
    from,
    before,
  }: { readonly rules: readonly AllocationRule[]; readonly from: string; readonly before: string },
  { database }: { readonly database: Database },
): Promise<readonly LedgerRow[]> {
  if (from >= before || (await newestUsage('9999-12-31T00:00:00Z', database)) === null) return [];
  const ledger: LedgerRow[] = [];
  for (const segment of segmentsOf(rules, { from, before })) {
    const active = rules.filter((rule) => ruleHoldsOn(rule, segment.from));
    const groupBy = neededDimensions(active.flatMap(namesOf));
    const query = {
      from: instantOf(segment.from),
      to: instantOf(segment.before),
      granularity: 'total',
      groupBy,
    } as const;
    const billed = await readCosts({ ...query, metric: 'BilledCost' }, database);
    const effective = await readCosts({ ...query, metric: 'EffectiveCost' }, database);
    const charges = joinCosts(billed, effective);
    ledger.push(...allocate({ from: segment.from, until: addDays(segment.before, -1), rules: active, charges }));
  }
  return ledger;
}

function namesOf({ match, owner }: AllocationRule): readonly string[] {
  return [...Object.keys(match), ...(typeof owner === 'object' ? [`tag:${owner.tag}`] : [])];
}

interface Days {
  readonly from: string;
  readonly before: string;
}

/** Cut where a rule begins or ends to hold. */
function segmentsOf(rules: readonly AllocationRule[], { from, before }: Days): readonly Days[] {
  const cuts = rules.flatMap((rule) => [rule.from, rule.until && addDays(rule.until, 1)]);
  const inside = cuts.filter((day) => day !== undefined && day > from && day < before);
  const starts = [...new Set([from, ...inside.map(String)])].sort();
  return starts.map((start, at) => ({ from: start, before: starts[at + 1] ?? before }));
}
