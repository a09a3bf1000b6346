import { type Decimal, ZERO } from '#app/measure/decimal.ts';

/** The middle value, or the mean of the two in the middle; zero of none. */
export function median(values: readonly Decimal[]): Decimal {
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
