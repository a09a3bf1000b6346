import { Decimal, ZERO } from '#app/measure/decimal.ts';
import { spreadOf } from './billed-rate.ts';

/** A plan that was executed, and what it promised. */
export interface Executed {
  readonly plan: string;
  readonly digest: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceIds: readonly string[];
  /** FOCUS ResourceIds of what was made instead (a snapshot). */
  readonly keptIds: readonly string[];
  /** The day in UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly currency: string | null;
  readonly expectedMonthly: Decimal | null;
  readonly outcome: 'done' | 'failed' | 'rolled_back';
}

/** Daily EffectiveCost of a resource: all of it, and the part that a commitment covers. */
export interface DailyCost {
  readonly day: string;
  readonly total: Decimal;
  readonly covered: Decimal;
}

/** What the bill says of one executed plan. */
export interface BillSays {
  readonly currency: string;
  readonly resource: readonly DailyCost[];
  /** Of what was made instead. */
  readonly kept: readonly DailyCost[];
  /** The last day of which the bill is complete, `YYYY-MM-DD`; null where there is no bill. */
  readonly completeUntil: string | null;
}

/**
 * `executed`: too few days are billed since. `verified`: the bill is lower. `not-seen`: it is not, or nobody can tell.
 * `reversed`: it was lower, and is back. `failed`: nothing was changed.
 */
export type SavingsState = 'executed' | 'verified' | 'not-seen' | 'reversed' | 'failed';

export interface RealisedSavings {
  readonly executed: Executed;
  readonly state: SavingsState;
  readonly reason: string;
  readonly currency: string | null;
  /** Median of a day before; null where it is not known. */
  readonly baselineDaily: Decimal | null;
  /** Days since, of which the bill is complete. */
  readonly days: number;
  /** Over those days: what was billed less, without what a commitment goes on paying and without what is kept instead. */
  readonly realised: Decimal | null;
  /** Of the baseline over those days, what a commitment covered: it is paid all the same. */
  readonly committed: Decimal | null;
  /** What was billed for what was made instead. */
  readonly leakage: Decimal | null;
  /** After 7, 30 and 90 days, each null until so many are billed. */
  readonly after: Readonly<Record<'7' | '30' | '90', Decimal | null>>;
  /** Of what was promised for those days, in percent; null where nothing was promised. */
  readonly percentOfPromise: Decimal | null;
}

const BASELINE_DAYS = 28;
const LEAST_BASELINE_DAYS = 7;
const LEAST_DAYS = 7;
const REVERSED_DAYS = 3;
const DAY_MS = 86_400_000;

/**
 * What an execution saved, by the bill: for each whole day since, the median daily EffectiveCost of the 28 days before
 * less what was billed, never more than that median. The part that a commitment covered before is not claimed, because
 * the commitment is paid on; what was made instead is taken off. A day without a charge counts only where the bill is
 * complete by then. Nothing is claimed that the bill does not show.
 */
export function realisedSavings(executed: Executed, bill: BillSays | null): RealisedSavings {
  const none = { executed, currency: bill?.currency ?? executed.currency, ...NOTHING };
  if (executed.outcome !== 'done')
    return {
      ...none,
      state: 'failed',
      reason: executed.outcome === 'failed' ? 'the execution failed' : 'it was put back',
    };
  if (bill === null || bill.completeUntil === null)
    return { ...none, state: 'not-seen', reason: 'the warehouse has no charge of this resource' };
  const before = bill.resource.filter(({ day }) => day >= addDays(executed.day, -BASELINE_DAYS) && day < executed.day);
  const baseline = spreadOf(before.map((each) => each.total))?.median;
  if (!baseline || before.length < LEAST_BASELINE_DAYS)
    return { ...none, state: 'not-seen', reason: `only ${before.length} days before it are billed` };
  const days = daysBetween(addDays(executed.day, 1), bill.completeUntil);
  const share = coveredShare(before);
  const byDay = days.map((day) => savedOn(day, { bill, baseline, share }));
  const leakage = sum(days.map((day) => costOn(bill.kept, day)));
  const realised = sum(byDay).minus(leakage);
  const known = {
    ...{ executed, currency: bill.currency, baselineDaily: baseline, days: days.length, realised, leakage },
    committed: baseline.times(share).times(days.length),
    after: { '7': upTo(7), '30': upTo(30), '90': upTo(90) },
    percentOfPromise: percentOf(executed.expectedMonthly, { realised, days: days.length }),
  };
  return { ...known, ...stateOf({ bill, baseline, days, realised, share }) };

  function upTo(count: number): Decimal | null {
    if (days.length < count) return null;
    return sum(byDay.slice(0, count)).minus(sum(days.slice(0, count).map((day) => costOn(bill?.kept ?? [], day))));
  }
}

const NOTHING = {
  baselineDaily: null,
  days: 0,
  realised: null,
  committed: null,
  leakage: null,
  after: { '7': null, '30': null, '90': null },
  percentOfPromise: null,
} as const;

interface Basis {
  readonly bill: BillSays;
  readonly baseline: Decimal;
  readonly share: Decimal;
}

/** Of one day: never more than what was billed before and no commitment goes on paying. */
function savedOn(day: string, { bill, baseline, share }: Basis): Decimal {
  const actual = Decimal.max(ZERO, costOn(bill.resource, day));
  const claimable = baseline.times(new Decimal(1).minus(share));
  return Decimal.min(baseline.minus(actual), claimable);
}

function stateOf(found: Basis & { readonly days: readonly string[]; readonly realised: Decimal }): {
  readonly state: SavingsState;
  readonly reason: string;
} {
  const { bill, baseline, days, realised, share } = found;
  if (days.length < LEAST_DAYS)
    return { state: 'executed', reason: `${days.length} of ${LEAST_DAYS} days since are billed` };
  const last = days.slice(-REVERSED_DAYS);
  const isBack = last.every((day) => costOn(bill.resource, day).greaterThanOrEqualTo(baseline.times('0.9')));
  const wasLower = days.some((day) => costOn(bill.resource, day).lessThan(baseline.times('0.5')));
  if (isBack && wasLower) return { state: 'reversed', reason: `the bill is back where it was since ${last[0]}` };
  if (share.greaterThanOrEqualTo('0.99'))
    return { state: 'not-seen', reason: 'a commitment covered it before, and is paid on' };
  if (!realised.greaterThan(0)) return { state: 'not-seen', reason: 'the bill is not lower' };
  return { state: 'verified', reason: `the bill is lower on ${days.length} days` };
}

function coveredShare(days: readonly DailyCost[]): Decimal {
  const total = sum(days.map((each) => each.total));
  if (!total.greaterThan(0)) return ZERO;
  return Decimal.min(1, Decimal.max(0, sum(days.map((each) => each.covered)).dividedBy(total)));
}

function costOn(days: readonly DailyCost[], day: string): Decimal {
  return days.find((each) => each.day === day)?.total ?? ZERO;
}

function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((total, each) => total.plus(each), ZERO);
}

function percentOf(
  expectedMonthly: Decimal | null,
  { realised, days }: { readonly realised: Decimal; readonly days: number },
): Decimal | null {
  if (!expectedMonthly?.greaterThan(0) || days === 0) return null;
  const promised = expectedMonthly.times(24).times(days).dividedBy(730);
  return realised.dividedBy(promised).times(100);
}

/** The day so many days later, `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** All days from one to another, both inclusive. */
function daysBetween(from: string, until: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
