import { Decimal, ZERO } from '#app/measure/decimal.ts';
import { addDays, weekdayOf } from './month.ts';

/** What days that are not complete will cost: of the cheapest, the usual and the dearest week. */
export interface CostRange {
  readonly low: Decimal;
  readonly expected: Decimal;
  readonly high: Decimal;
}

/** A day that is not complete, and what of it is billed already. */
export interface OpenDay {
  readonly day: string;
  readonly billed: Decimal;
}

const WEEKS = 3;
const DAYS_FOR_WEEKS = 14;
/** With fewer complete days nobody knows what a day costs. */
export const DAYS_FOR_A_RATE = 3;

/**
 * What open days will cost, from the complete days before `before`. A day is expected to cost the median of its weekday
 * in the last three weeks, so that one expensive day says nothing about the rest, and a new level counts from its second
 * week on; `low` and `high` are the sums if all were like the cheapest or the dearest of these weeks, or as far from the
 * usual as the last three days: a level that is newer than a week is possible, not expected. With less than two
 * weeks, a day is expected to cost the median of all. A day is never expected to cost less than is billed of it. Null with
 * fewer than three complete days.
 */
export function expectOpenDays(
  open: readonly OpenDay[],
  known: { readonly costs: ReadonlyMap<string, Decimal>; readonly before: string },
): CostRange | null {
  if (open.length === 0) return { low: ZERO, expected: ZERO, high: ZERO };
  const { costs, before } = known;
  const weeks = Array.from({ length: WEEKS }, (_, week) => weekBefore(addDays(before, -7 * week), costs));
  const recent = weeks.flatMap((week) => [...week.values()]);
  if (recent.length < DAYS_FOR_A_RATE) return null;
  if (recent.length < DAYS_FOR_WEEKS) {
    const flat = { low: Decimal.min(...recent), expected: median(recent), high: Decimal.max(...recent) };
    const sum = (value: Decimal): Decimal => sumOf(open.map(({ billed }) => Decimal.max(value, billed)));
    return { low: sum(flat.low), expected: sum(flat.expected), high: sum(flat.high) };
  }
  const usual = (weekday: number): Decimal => {
    const values = weeks.flatMap((week) => week.get(weekday) ?? []);
    // A weekday on which nothing was ever delivered costs nothing: a team that switches everything off at weekends.
    return values.length > 0 ? median(values) : ZERO;
  };
  const like = (costOf: (weekday: number) => Decimal): Decimal =>
    sumOf(open.map(({ day, billed }) => Decimal.max(costOf(weekdayOf(day)), billed)));
  const expected = like(usual);
  const scenarios = weeks
    .filter((week) => week.size > 0)
    .map((week) => like((weekday) => week.get(weekday) ?? usual(weekday)));
  const newest = levelOfNewest(costs, { before, usual });
  if (newest !== null) scenarios.push(like((weekday) => usual(weekday).times(newest)));
  return { low: Decimal.min(expected, ...scenarios), expected, high: Decimal.max(expected, ...scenarios) };
}

/** What the last three days cost by what such days usually cost; null where that is nothing, or a day of them is missing. */
function levelOfNewest(
  costs: ReadonlyMap<string, Decimal>,
  { before, usual }: { readonly before: string; readonly usual: (weekday: number) => Decimal },
): Decimal | null {
  const days = [1, 2, 3].map((back) => addDays(before, -back));
  const known = days.flatMap((day) => costs.get(day) ?? []);
  const expected = sumOf(days.map((day) => usual(weekdayOf(day))));
  if (known.length < days.length || !expected.greaterThan(0)) return null;
  return Decimal.max(0, sumOf(known).dividedBy(expected));
}

/** Costs of the seven days before one, by weekday, as far as they were delivered. */
function weekBefore(day: string, costs: ReadonlyMap<string, Decimal>): ReadonlyMap<number, Decimal> {
  const week = new Map<number, Decimal>();
  for (let back = 1; back <= 7; back += 1) {
    const at = addDays(day, -back);
    const cost = costs.get(at);
    if (cost !== undefined) week.set(weekdayOf(at), cost);
  }
  return week;
}

/** The middle value, or the mean of the two in the middle; of at least one. */
function median(values: readonly Decimal[]): Decimal {
  const sorted = values.toSorted((one, other) => one.comparedTo(other));
  const upper = sorted[Math.floor(sorted.length / 2)] ?? ZERO;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return lower.plus(upper).dividedBy(2);
}

/** The sum, zero of none. */
export function sumOf(values: Iterable<Decimal>): Decimal {
  let sum = ZERO;
  for (const each of values) sum = sum.plus(each);
  return sum;
}
