import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, decimal, decimalText } from '#app/measure/decimal.ts';
import { perHourText } from '#reports/per-hour.ts';

describe('an amount per hour', () => {
  it.each([
    // A month has 730 hours; 1 / 730 = 0.00136986301369863013698630…
    ['730', '1'],
    ['1', '0.00136986301369863014'],
    ['-1.5', '-0.00205479452054794521'],
    ['0', '0'],
    ['-0', '0'],
    ['0.000000000000000000001', '0'],
    ['73000000000000000000000000', '100000000000000000000000'],
  ])('%s is %s', (monthly, hourly) => {
    expect(perHourText(decimal(monthly))).toBe(hourly);
  });

  it('is what an exact division gives', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(25), (coefficient, places) => {
        const monthly = new Decimal(coefficient.toString()).times(new Decimal(10).pow(-places));
        expect(perHourText(monthly)).toBe(decimalText(monthly.dividedBy(730).toDecimalPlaces(20)));
      }),
    );
  });
});
