import { Decimal, ZERO } from '#app/measure/decimal.ts';
import { median, sumOf } from './averages.ts';
import { addDays, weekdayOf } from './month.ts';

const WEEKS = 4;
/** A day counts at most as so many usual ones: an expensive day is not the rule. */
const MOST_TIMES = 2;

/**
 * What each weekday (0 for Sunday) usually costs before a day: the mean of its last two, each counted at most at twice the
 * median of its last four. A weekday on which nothing was delivered in four weeks costs nothing: a team that switches
 * everything off at weekends. `test/budgets/forecast-accuracy.test.ts` holds it against simpler rules.
 */
export function usualDays(costs: ReadonlyMap<string, Decimal>, before: string): (weekday: number) => Decimal {
  const usual = new Map<number, Decimal>();
  for (let back = 1; back <= 7; back += 1) {
    const values = Array.from({ length: WEEKS }, (_, week) => costs.get(addDays(before, -back - 7 * week))).filter(
      (each) => each !== undefined,
    );
    usual.set(weekdayOf(addDays(before, -back)), meanOfLastTwo(values));
  }
  return (weekday) => usual.get(weekday) ?? ZERO;
}

/** Of values with the newest first. */
function meanOfLastTwo(values: readonly Decimal[]): Decimal {
  if (values.length === 0) return ZERO;
  const middle = median(values);
  const counted = values
    .slice(0, 2)
    .map((each) => (middle.greaterThan(0) ? Decimal.min(each, middle.times(MOST_TIMES)) : each));
  return sumOf(counted).dividedBy(counted.length);
}
