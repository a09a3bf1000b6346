import { describe, expect, it } from 'vitest';
import type { FoundIncident } from '#app/anomaly/incident.ts';
import { isLarge, worthTelling } from '#app/anomaly/worth-telling.ts';

const thresholds = { leastImpact: '20', leastPercent: '20', greatImpact: '1000' };

function incident(impact: string, score = 0.9, expected = '100'): FoundIncident {
  const days = { firstDay: '2026-11-20', lastDay: '2026-11-20' };
  const rest = { kind: 'rise', scope: {}, currency: 'USD', state: 'open', actual: '0', detectors: [] } as const;
  return { ...rest, ...days, impact, expected, score };
}

describe('what is worth telling', () => {
  it('is an amount and a share of what was expected, or a great amount alone', () => {
    expect(isLarge(incident('20', 0.9, '100'), thresholds)).toBe(true);
    expect(isLarge(incident('19.99', 0.9, '1'), thresholds)).toBe(false);
    expect(isLarge(incident('199', 0.9, '1000'), thresholds)).toBe(false);
    expect(isLarge(incident('1000', 0.9, '1000000'), thresholds)).toBe(true);
    expect(isLarge(incident('-50', 0.9, '100'), thresholds)).toBe(true);
    expect(isLarge(incident('25', 0.9, '0'), thresholds)).toBe(true);
  });

  it('must be rarer the more scopes were judged', () => {
    // A score of 0.5 comes on 0.4 % of usual days: fine among 10 scopes (0.1 x 1/10), not among 10,000.
    const weak = incident('50', 0.5);
    expect(worthTelling([weak], { judged: 10, budget: 20, thresholds })).toEqual([weak]);
    expect(worthTelling([weak], { judged: 10_000, budget: 20, thresholds })).toEqual([]);
    const rare = incident('50', 0.97);
    expect(worthTelling([rare, weak], { judged: 10_000, budget: 20, thresholds })).toEqual([rare]);
  });

  it('keeps to the budget of a day, greatest first, and a great amount is always told', () => {
    const all = ['30', '90', '60', '5000'].map((impact) => incident(impact));
    const told = worthTelling(all, { judged: 10, budget: 2, thresholds });
    expect(told.map(({ impact }) => impact)).toEqual(['5000', '90']);
    const great = worthTelling([incident('5000', 0.5)], { judged: 1e6, budget: 0, thresholds });
    expect(great.map(({ impact }) => impact)).toEqual(['5000']);
  });
});
