import { describe, expect, it } from 'vitest';
import { costNodes, daysBetween } from '#app/anomaly/cost-nodes.ts';
import { type FindRequest, findIncidents } from '#app/anomaly/find-incidents.ts';
import { scopeKey } from '#app/anomaly/scope.ts';

const DAYS = daysBetween('2026-07-01', '2026-11-20');
const LAST = DAYS.at(-1) as string;
const SCOPE = { SubAccountId: 'a', ServiceName: 's', RegionId: 'r' };
const KEY = scopeKey(SCOPE, 'USD');

/** About 100 a day, 5 % more or less, in one scope; another amount on the days named. */
function found(other: Readonly<Record<string, number>>, request: Partial<FindRequest> = {}) {
  const rows = DAYS.map((day, at) => ({
    start: `${day}T00:00:00Z`,
    currency: 'USD',
    keys: { ...SCOPE, x_SourceId: 'x' },
    amount: String(other[day] ?? 100 + 5 * Math.sin(at * 2.4)),
  }));
  const sources = [{ source: 'x', completeBefore: LAST, days: new Set(DAYS.slice(0, -1)), newest: LAST, isLive: true }];
  const usual = {
    thresholds: { leastImpact: '20', leastPercent: '20', greatImpact: '1000' },
    budget: 20,
    from: '2026-09-20',
  };
  const judged = { kept: new Set<string>(), refuted: new Map<string, number>(), planned: [] };
  const result = findIncidents({ ...usual, ...judged, nodes: costNodes({ rows, sources }), ...request });
  const own = result.found.filter(({ scope }) => scopeKey(scope, 'USD') === KEY);
  return { own, mayOpen: own.filter((each) => result.mayOpen.has(each)) };
}

describe('incidents of a scope', () => {
  it('are stretches of strange days; two days between them are bridged, three calm ones end it', () => {
    const { own } = found({ '2026-10-05': 200, '2026-10-08': 200, '2026-10-20': 200 });
    expect(own.map(({ firstDay, lastDay, state }) => [firstDay, lastDay, state])).toEqual([
      ['2026-10-05', '2026-10-08', 'closed'],
      ['2026-10-20', '2026-10-20', 'closed'],
    ]);
    expect(found({ '2026-11-17': 200 }).own).toMatchObject([{ state: 'open' }]);
  });

  it('need half as much evidence again after one was refuted, and less so as days pass', () => {
    // About seven deviations of the 4 % noise of this series: enough by itself, not with half as much again.
    const weak = { '2026-11-10': 133 };
    expect(found(weak).mayOpen).toHaveLength(1);
    expect(found(weak, { refuted: new Map([[KEY, 0]]) }).mayOpen).toHaveLength(0);
    expect(found(weak, { refuted: new Map([[KEY, 59]]) }).mayOpen).toHaveLength(1);
    expect(found({ '2026-11-10': 300 }, { refuted: new Map([[KEY, 0]]) }).mayOpen).toHaveLength(1);
  });

  it('are not found on days that were planned, which change nothing of what is expected afterwards', () => {
    const days = daysBetween('2026-10-10', '2026-10-30');
    const launch = Object.fromEntries(days.map((day) => [day, 300]));
    const planned = [{ scope: SCOPE, currency: 'USD', firstDay: '2026-10-10', lastDay: '2026-10-30' }];
    expect(found(launch).own.length).toBeGreaterThan(0);
    expect(found(launch, { planned }).own).toEqual([]);
    const after = found({ ...launch, '2026-11-05': 200 }, { planned }).own;
    expect(after).toMatchObject([{ firstDay: '2026-11-05' }]);
    expect(Math.abs(Number(after[0]!.expected) - 100)).toBeLessThan(6);
  });

  it('of two weeks at a new level are accepted', () => {
    const higher = Object.fromEntries(daysBetween('2026-10-10', LAST).map((day) => [day, 180]));
    expect(found(higher).own).toMatchObject([{ firstDay: '2026-10-10', lastDay: '2026-10-23', state: 'accepted' }]);
  });
});
