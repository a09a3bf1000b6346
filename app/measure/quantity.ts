import { Decimal, decimal } from './decimal.ts';

/** Who stated a quantity. `configuration`: the Terraform or the manifest; `measured`: billed consumption. */
export type QuantityOrigin = 'configuration' | 'usage-file' | 'measured' | 'assumed';

/**
 * How much of a unit is used in a month. A quantity that nobody stated (`usage`) and one that is decided only
 * at apply (`unknown`) are values of their own, never zero; arithmetic carries them through.
 */
export type Quantity =
  | { readonly state: 'known'; readonly value: Decimal; readonly origin: QuantityOrigin }
  | { readonly state: 'usage'; readonly key: string }
  | { readonly state: 'unknown'; readonly reason: string };

/** A quantity that the configuration itself states. */
export function known(value: Decimal | number | string, origin: QuantityOrigin = 'configuration'): Quantity {
  return { state: 'known', value: decimal(value), origin };
}

/** Weakest evidence last: the product of a configured and an assumed quantity is an assumed one. */
const WEAKNESS: readonly QuantityOrigin[] = ['configuration', 'measured', 'usage-file', 'assumed'];

/** `operation` applied to two quantities; unknown wins over usage, usage over known. */
export function combine(
  left: Quantity | number,
  right: Quantity | number,
  operation: (a: Decimal, b: Decimal) => Decimal,
): Quantity {
  const a = typeof left === 'number' ? known(left) : left;
  const b = typeof right === 'number' ? known(right) : right;
  if (a.state === 'unknown') return a;
  if (b.state === 'unknown') return b;
  if (a.state === 'usage') return a;
  if (b.state === 'usage') return b;
  const origin = WEAKNESS.indexOf(a.origin) >= WEAKNESS.indexOf(b.origin) ? a.origin : b.origin;
  return { state: 'known', value: operation(a.value, b.value), origin };
}

/** The sum of two quantities. */
export function plus(left: Quantity | number, right: Quantity | number): Quantity {
  return combine(left, right, (a, b) => a.plus(b));
}

/** The difference of two quantities, never below zero: nobody is billed a negative amount. */
export function less(left: Quantity | number, right: Quantity | number): Quantity {
  return combine(left, right, (a, b) => Decimal.max(0, a.minus(b)));
}

/** The product of two quantities. */
export function times(left: Quantity | number, right: Quantity | number): Quantity {
  return combine(left, right, (a, b) => a.times(b));
}

/** The quotient of two quantities. The divisor is a constant of the catalogue, never zero. */
export function per(left: Quantity | number, right: Quantity | number): Quantity {
  return combine(left, right, (a, b) => a.dividedBy(b));
}

/** The larger of two quantities. */
export function larger(left: Quantity | number, right: Quantity | number): Quantity {
  return combine(left, right, (a, b) => Decimal.max(a, b));
}

/** The smaller of two quantities. */
export function smaller(left: Quantity | number, right: Quantity | number): Quantity {
  return combine(left, right, (a, b) => Decimal.min(a, b));
}

/** The quantity rounded up to a whole number of units. */
export function roundUp(quantity: Quantity): Quantity {
  return quantity.state === 'known' ? { ...quantity, value: quantity.value.ceil() } : quantity;
}

/**
 * `quantity` filled into consecutive tiers of the given widths, what is left over in one last tier.
 * With a quantity that is not known every tier but the first is left out: nobody can say that it is reached.
 */
export function fillTiers(quantity: Quantity, widths: readonly (number | string)[]): readonly Quantity[] {
  if (quantity.state !== 'known') return [quantity];
  const filled: Quantity[] = [];
  let rest = quantity.value;
  for (const width of widths) {
    const part = Decimal.min(rest, width);
    filled.push({ ...quantity, value: part });
    rest = rest.minus(part);
  }
  filled.push({ ...quantity, value: rest });
  return filled;
}
