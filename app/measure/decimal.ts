import { Decimal as Base } from 'decimal.js';

/**
 * Exact decimal arithmetic. 60 significant digits leave sums and products of prices and quantities exact;
 * only a division can round, and then at the 60th digit.
 */
export const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });
export type Decimal = Base;

export const ZERO: Decimal = new Decimal(0);

/**
 * The decimal number that `value` spells.
 * @throws RangeError when it is not a finite number.
 */
export function decimal(value: string | number | Decimal): Decimal {
  if (typeof value === 'object') return finite(value);
  const known = KNOWN.get(value);
  if (known !== undefined) return known;
  let made: Decimal;
  try {
    made = finite(new Decimal(value));
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new RangeError(`not a decimal number: ${String(value)}`, { cause });
  }
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(value, made);
  return made;
}

/** Decimals never change, and the same few numbers (1, 730, the size of a disk) are asked for over and over. */
const KNOWN = new Map<string | number, Decimal>();
const MOST_KNOWN = 5_000;

function finite(value: Decimal): Decimal {
  if (!value.isFinite()) throw new RangeError(`not a finite number: ${String(value)}`);
  return value;
}

/** The decimal as plain digits, without exponent and without padding: `0.0000002`, `30`, `-1.5`. */
export function decimalText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}
