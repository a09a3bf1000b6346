import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumMoney } from '#app/measure/money.ts';
import { fillTiers, known, less, plus, times } from '#app/measure/quantity.ts';

const amount = fc.integer({ min: 0, max: 1e9 });

describe('quantity', () => {
  it('fills tiers in order and loses nothing', () => {
    fc.assert(
      fc.property(amount, fc.array(fc.integer({ min: 1, max: 1e6 }), { maxLength: 5 }), (value, widths) => {
        const tiers = fillTiers(known(value), widths).map((each) => (each.state === 'known' ? each.value : null));
        expect(tiers).toHaveLength(widths.length + 1);
        const total = sumMoney(
          tiers.map((each) => ({ amount: each!, currency: 'X' })),
          'X',
        );
        expect(total.amount.toNumber()).toBe(value);
        const full = tiers.findIndex((each, index) => index < widths.length && each!.lessThan(widths[index]!));
        if (full >= 0) for (const each of tiers.slice(full + 1)) expect(each!.isZero()).toBe(true);
      }),
    );
  });

  it('shows the first 10 TB and what is left of 12,000 GB', () => {
    const tiers = fillTiers(known(12_000), [10_240, 40_960]);
    expect(tiers.map((each) => each.state === 'known' && each.value.toNumber())).toEqual([10_240, 1_760, 0]);
  });

  it('that is unknown stays unknown in arithmetic, never zero', () => {
    const unknown = { state: 'unknown', reason: 'var.n has no value' } as const;
    expect(times(unknown, 0)).toBe(unknown);
    expect(plus({ state: 'usage', key: 'k' }, unknown)).toBe(unknown);
  });

  it('keeps the weakest origin', () => {
    expect(times(known(2), known(3, 'usage-file'))).toMatchObject({ state: 'known', origin: 'usage-file' });
  });

  it('never falls below zero', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const rest = less(known(a), known(b));
        expect(rest.state === 'known' && rest.value.toNumber()).toBe(Math.max(0, a - b));
      }),
    );
  });
});
