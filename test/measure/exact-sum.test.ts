import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import { exactSum } from '#app/measure/exact-sum.ts';

const sumOf = (texts: readonly string[]): string => {
  const sum = exactSum();
  for (const text of texts) sum.add(text);
  return sum.text();
};

describe('an exact sum', () => {
  it('is what the same numbers are on paper', () => {
    expect(sumOf([])).toBe('0');
    // Binary fractions say 0.30000000000000004.
    expect(sumOf(['0.1', '0.2'])).toBe('0.3');
    expect(sumOf(['-0.5', '0.25', '0.250'])).toBe('0');
    expect(sumOf(['0.0000000191107392311096200001', '1'])).toBe('1.0000000191107392311096200001');
    expect(sumOf(['-0.05', '-12'])).toBe('-12.05');
    expect(sumOf(Array.from({ length: 10_000 }, () => '999999999.999'))).toBe('9999999999990');
  });

  it('is that of decimal.js for any numbers', () => {
    const text = fc
      .tuple(fc.bigInt(-(10n ** 25n), 10n ** 25n), fc.nat(28))
      .map(([units, places]) => decimalText(decimal(String(units)).times(decimal(`1e-${places}`))));
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        expect(sumOf(texts)).toBe(decimalText(texts.reduce((total, each) => total.plus(decimal(each)), ZERO)));
      }),
    );
  });

  it('takes nothing but plain decimals', () => {
    for (const text of ['', '1e3', 'NaN', '1,5', '.5', '+1']) expect(() => sumOf([text])).toThrow(RangeError);
  });
});
