import { Decimal as Base } from 'decimal.js';

/**
 * Numbers of HCL. The language asks for arbitrary precision; the reference keeps 512 bits of mantissa, which is
 * 155 decimal digits, so divisions are rounded there and literals, sums and products of that length are exact.
 */
const HclDecimal = Base.clone({ precision: 155, rounding: Base.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });

/** Digits beyond which a number is refused, so that no text of a few bytes stands for gigabytes. */
const MAX_NUMBER_DIGITS = 1_000;

/** The number that the digits spell; `Infinity` is allowed, NaN is a RangeError. */
export function hclNumber(value: string | number | bigint | Base): Base {
  const number = new HclDecimal(typeof value === 'bigint' ? value.toString() : value);
  if (number.isNaN()) throw new RangeError('not a number');
  return number;
}

/** True when writing the number takes more than {@link MAX_NUMBER_DIGITS} digits. */
export function isTooLong(number: Base): boolean {
  return number.isFinite() && (Math.abs(number.e) > MAX_NUMBER_DIGITS || number.d.length * 7 > MAX_NUMBER_DIGITS);
}

/** The number in plain digits without exponent: `1000000`, `0.1`; infinities as `+Inf` and `-Inf`. */
export function numberText(number: Base): string {
  if (!number.isFinite()) return number.isNegative() ? '-Inf' : '+Inf';
  return number.isZero() ? '0' : number.toFixed();
}
