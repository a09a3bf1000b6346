import { Decimal, ZERO } from '#app/measure/decimal.ts';
import { median, sumOf } from './averages.ts';
import { addDays, weekdayOf } from './month.ts';
import { usualDays } from './usual-days.ts';

/** What days that are not complete will cost. */
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

/** So many weeks say how far off a forecast may be. */
const WEEKS = 4;
const DAYS_FOR_WEEKS = 14;
/** With fewer complete days nobody knows what a day costs. */
export const DAYS_FOR_A_RATE = 3;
/** Of an estimate more decimals say nothing. */
const DECIMALS = 6;

/**
 * What open days will cost, from the complete days before `before`. A day is expected to cost what its weekday usually does
 * (`usualDays`). `low` and `high` are the sums if the rest were like the cheapest or the dearest of the last four weeks, or as
 * far off as the same rule was in each of them: of generated costs three months in four end within. With less than two
 * weeks, a day is expected to cost the median of all, at least the least and at most the most of them. A day is never
 * expected to cost less than is billed of it. Null with fewer than three complete days.
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
  const like = (costOf: (weekday: number) => Decimal): Decimal =>
    sumOf(open.map(({ day, billed }) => Decimal.max(costOf(weekdayOf(day)), billed))).toDecimalPlaces(DECIMALS);
  if (recent.length < DAYS_FOR_WEEKS) {
    const [low, expected, high] = [Decimal.min(...recent), median(recent), Decimal.max(...recent)];
    return { low: like(() => low), expected: like(() => expected), high: like(() => high) };
  }
  const usual = usualDays(costs, before);
  const expected = like(usual);
  const others = [
    ...weeks.filter((week) => week.size > 0).map((week) => like((weekday) => week.get(weekday) ?? usual(weekday))),
    ...missesBefore(costs, before).map((miss) => like((weekday) => usual(weekday).times(miss))),
  ];
  return { low: Decimal.min(expected, ...others), expected, high: Decimal.max(expected, ...others) };
}

/** By what factor each of the last weeks cost more than was usual before it, as far as that was known. */
function missesBefore(costs: ReadonlyMap<string, Decimal>, before: string): readonly Decimal[] {
  return Array.from({ length: WEEKS }, (_, week) => addDays(before, -7 * (week + 1))).flatMap((begin) => {
    const earlier = [...costs.keys()].filter((day) => day < begin).length;
    if (earlier < DAYS_FOR_WEEKS) return [];
    const usual = usualDays(costs, begin);
    const week = weekBefore(addDays(begin, 7), costs);
    const expected = sumOf([...week.keys()].map(usual));
    return expected.greaterThan(0) ? [Decimal.max(0, sumOf(week.values()).dividedBy(expected))] : [];
  });
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
