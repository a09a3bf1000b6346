import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import {
  addDays,
  type BillSays,
  type DailyCost,
  type Executed,
  realisedSavings,
} from '#app/remediation/realised-savings.ts';

const DAY = '2026-11-01';
const EXECUTED: Executed = {
  ...{ plan: 'p', digest: 'd', action: 'delete-volume', resource: 'vol-1', resourceIds: ['vol-1'], keptIds: [] },
  ...{ day: DAY, currency: 'USD', expectedMonthly: decimal('73'), outcome: 'done' },
};

function days(from: number, to: number, total: string | number, covered: string | number = 0): readonly DailyCost[] {
  return Array.from({ length: to - from + 1 }, (_, at) => ({
    ...{ day: addDays(DAY, from + at), total: decimal(total), covered: decimal(covered) },
  }));
}

function saved(bill: Partial<BillSays>, executed: Partial<Executed> = {}) {
  const whole = { currency: 'USD', resource: [], kept: [], completeUntil: addDays(DAY, 10), ...bill };
  const found = realisedSavings({ ...EXECUTED, ...executed }, whole);
  const text = (value: typeof found.realised) => value && decimalText(value);
  return { ...found, text: [found.state, text(found.realised), found.days] };
}

describe('what an execution saved is what the bill shows', () => {
  it('a resource that is gone saves what it cost a day, for every day of which the bill is complete', () => {
    // 2.40 a day before; nothing on 10 days since: 24. Promised were 73 × 24 / 730 = 2.40 a day, so 100 %.
    const found = saved({ resource: days(-28, 0, '2.4') });
    expect(found.text).toEqual(['verified', '24', 10]);
    expect(found.percentOfPromise?.toNumber()).toBe(100);
    expect(found.after['7']?.toNumber()).toBe(16.8);
    expect(found.after['30']).toBeNull();
  });

  it('less what is kept instead', () => {
    const found = saved({ resource: days(-28, 0, '2.4'), kept: days(1, 10, '0.4') });
    expect(found.text).toEqual(['verified', '20', 10]);
    expect(found.leakage?.toNumber()).toBe(4);
  });

  it('not what a commitment covered, which is paid all the same', () => {
    // Half of 2.40 was covered: at most 1.20 a day is claimed.
    const found = saved({ resource: days(-28, 0, '2.4', '1.2') });
    expect(found.text).toEqual(['verified', '12', 10]);
    expect(found.committed?.toNumber()).toBe(12);
    expect(saved({ resource: days(-28, 0, '2.4', '2.4') }).text).toEqual(['not-seen', '0', 10]);
  });

  it('the middle of the days before counts, so that one dear day promises nothing', () => {
    const before = [...days(-28, -2, '2'), ...days(-1, -1, '500')];
    expect(saved({ resource: [...before, ...days(1, 10, '1')] }).text).toEqual(['verified', '10', 10]);
  });
});

describe('nothing is claimed', () => {
  it('before a week is billed', () => {
    expect(saved({ resource: days(-28, 0, '2.4'), completeUntil: addDays(DAY, 6) }).text).toEqual([
      'executed',
      '14.4',
      6,
    ]);
  });

  it('where the bill is not lower, or higher', () => {
    expect(saved({ resource: [...days(-28, 0, '2'), ...days(1, 10, '2')] }).text).toEqual(['not-seen', '0', 10]);
    expect(saved({ resource: [...days(-28, 0, '2'), ...days(1, 10, '3')] }).text).toEqual(['not-seen', '-10', 10]);
  });

  it('where nothing was billed before, or nothing is known', () => {
    expect(saved({ resource: [] }).text).toEqual(['not-seen', null, 0]);
    expect(saved({ resource: days(-3, 0, '2') }).text).toEqual(['not-seen', null, 0]);
    expect(saved({ completeUntil: null }).text).toEqual(['not-seen', null, 0]);
    expect(realisedSavings(EXECUTED, null).state).toBe('not-seen');
  });

  it('where it was put back, or the cost came back', () => {
    expect(saved({ resource: days(-28, 0, '2') }, { outcome: 'rolled_back' }).text).toEqual(['failed', null, 0]);
    const back = [...days(-28, 0, '2'), ...days(1, 7, '0'), ...days(8, 10, '2')];
    expect(saved({ resource: back }).state).toBe('reversed');
  });

  it('of days that the bill does not have yet', () => {
    expect(saved({ resource: days(-28, 0, '2.4'), completeUntil: addDays(DAY, -5) }).text).toEqual([
      'executed',
      '0',
      0,
    ]);
  });
});

it('never more is claimed than was billed before, whatever the bill says', () => {
  const amount = fc.integer({ min: -1000, max: 1000 }).map((cents) => decimal(cents).dividedBy(100));
  const row = fc.record({ total: amount, share: fc.integer({ min: 0, max: 100 }) });
  const place = (rows: readonly { total: ReturnType<typeof decimal>; share: number }[], from: number) =>
    rows.map(({ total, share }, at) => ({
      ...{ day: addDays(DAY, from + at), total, covered: total.times(share).dividedBy(100) },
    }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 7, maxLength: 28 }), fc.array(row, { maxLength: 20 }), (before, after) => {
      const resource = [...place(before, -before.length), ...place(after, 1)];
      const found = saved({ resource, completeUntil: addDays(DAY, after.length) });
      const most = (found.baselineDaily ?? decimal(0)).times(found.days);
      if (most.greaterThanOrEqualTo(0)) expect(found.realised?.lessThanOrEqualTo(most)).toBe(true);
    }),
  );
});
