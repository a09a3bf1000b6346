import { Decimal } from '#app/measure/decimal.ts';

/** Actual less expected as plain decimal digits, to the sixth significant digit of the larger of the two. */
export function impactText(actual: number, expected: number): string {
  const larger = Math.max(Math.abs(actual), Math.abs(expected));
  const places = larger === 0 ? 0 : Math.max(0, 5 - Math.floor(Math.log10(larger)));
  return new Decimal(actual).minus(expected).toDecimalPlaces(places).toFixed();
}
