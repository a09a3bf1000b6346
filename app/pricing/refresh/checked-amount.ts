import { InputError, type Place } from '#app/errors.ts';
import { type Decimal, decimal, decimalText } from '#app/measure/decimal.ts';

/**
 * A price or a tier's start as the book stores it.
 * @throws InputError naming the place when it is not a finite number or below zero: such a price list is refused.
 */
export function checkedAmount(value: string | number | Decimal | null | undefined, place: Place): string {
  let amount: Decimal | null = null;
  try {
    amount = value === null || value === undefined || value === '' ? null : decimal(value);
  } catch {
    // What is no decimal is refused below, with its place.
    amount = null;
  }
  if (amount === null || amount.isNegative()) {
    throw new InputError(`not a price: ${String(value)}`, {
      place,
      remedy: 'the price list is refused and the book stays as it is; try the refresh again later',
    });
  }
  return decimalText(amount);
}
