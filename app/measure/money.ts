import { InvariantError } from '#app/errors.ts';
import { Decimal, ZERO } from './decimal.ts';

/** An exact amount with its currency (ISO 4217 code). Never a `number`. */
export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

/** The money of `amount` in `currency`. */
export function money(amount: Decimal | string | number, currency: string): Money {
  return { amount: new Decimal(amount), currency };
}

/**
 * The sum of the amounts, zero in `currency` when there is none.
 * @throws InvariantError when an amount has another currency: converting is a decision, not arithmetic.
 */
export function sumMoney(amounts: Iterable<Money>, currency: string): Money {
  let total = ZERO;
  for (const each of amounts) {
    if (each.currency !== currency) {
      throw new InvariantError(`cannot add ${each.currency} to ${currency}`);
    }
    // Zero is the one amount to which adding another makes nothing new.
    total = total === ZERO ? each.amount : total.plus(each.amount);
  }
  return { amount: total, currency };
}
