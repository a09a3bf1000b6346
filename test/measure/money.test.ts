import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, decimal, decimalText } from '#app/measure/decimal.ts';
import { money, sumMoney } from '#app/measure/money.ts';

const cents = fc.integer({ min: -1e9, max: 1e9 });

describe('money', () => {
  it('adds tenths exactly', () => {
    expect(sumMoney([money('0.1', 'USD'), money('0.2', 'USD')], 'USD').amount.toFixed()).toBe('0.3');
  });

  it('refuses to add two currencies', () => {
    expect(() => sumMoney([money(1, 'USD'), money(1, 'EUR')], 'USD')).toThrow('cannot add EUR to USD');
  });

  it('sums to the same in any order', () => {
    fc.assert(
      fc.property(fc.array(cents), (values) => {
        const total = (list: readonly number[]): string =>
          sumMoney(
            list.map((each) => money(new Decimal(each).dividedBy(100), 'USD')),
            'USD',
          ).amount.toFixed();
        expect(total(values)).toBe(total([...values].reverse()));
      }),
    );
  });

  it('is written without exponent and without padding', () => {
    expect(decimalText(decimal('0.00000020'))).toBe('0.0000002');
    expect(decimalText(decimal('1e21'))).toBe('1000000000000000000000');
    expect(decimalText(decimal('-0'))).toBe('0');
  });

  it('refuses what is not a finite number', () => {
    for (const text of ['', 'abc', 'NaN', 'Infinity']) expect(() => decimal(text)).toThrow(RangeError);
  });
});
