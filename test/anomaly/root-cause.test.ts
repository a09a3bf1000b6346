import { describe, expect, it } from 'vitest';
import { attached } from '#app/anomaly/attach.ts';
import { costNodes, daysBetween } from '#app/anomaly/cost-nodes.ts';
import { findIncidents } from '#app/anomaly/find-incidents.ts';
import type { Incident } from '#app/anomaly/incident.ts';
import { reconcile } from '#app/anomaly/reconcile.ts';
import { type ReadCosts, rootCause } from '#app/anomaly/root-cause.ts';
import { Decimal } from '#app/measure/decimal.ts';
import type { CostQuery, CostRow } from '#app/warehouse/cost-query.ts';
import { random } from '#test/support/random.ts';

const DAYS = daysBetween('2026-07-20', '2026-11-20');
const ACCOUNTS = ['a1', 'a2', 'a3'];
const SERVICES = ['compute', 'database', 'storage', 'queue'];
const REGIONS = ['us', 'eu'];

interface Cost {
  readonly day: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly amount: string;
}

/** Where an incident is planted: keys that all its costs share. */
type Root = Readonly<Record<string, string>>;

/** Daily costs of 72 resources in three accounts, doubled at the root on the last three days. */
function costsWith(root: Root, seed: number): readonly Cost[] {
  const { normal, uniform } = random(seed);
  const resources = ACCOUNTS.flatMap((SubAccountId) =>
    SERVICES.flatMap((ServiceName) =>
      REGIONS.flatMap((RegionId) =>
        [1, 2, 3].map((at) => ({
          keys: {
            SubAccountId,
            ServiceName,
            RegionId,
            SkuMeter: 'use',
            ResourceId: `${SubAccountId}-${ServiceName}-${RegionId}-${at}`,
            x_SourceId: 's',
          },
          level: 20 + 60 * uniform(),
        })),
      ),
    ),
  );
  return DAYS.flatMap((day, at) =>
    resources.map(({ keys, level }) => {
      const isRoot = Object.entries(root).every(([key, value]) => keys[key as keyof typeof keys] === value);
      const factor = isRoot && at >= DAYS.length - 3 ? 2.2 : 1;
      return { day, keys, amount: (level * factor * Math.exp(0.05 * normal())).toFixed(4) };
    }),
  );
}

/** The query port over costs in memory. */
function readerOf(costs: readonly Cost[]): ReadCosts {
  return async ({ from, to, granularity, groupBy, where = {} }: CostQuery) => {
    const sums = new Map<string, CostRow>();
    for (const { day, keys, amount } of costs) {
      const at = `${day}T00:00:00Z`;
      if (at < from || at >= to) continue;
      const isMeant = Object.entries(where).every(
        ([key, values]) => !(key in keys) || values?.includes(keys[key] ?? null),
      );
      if (!isMeant) continue;
      const start = granularity === 'day' ? at : null;
      const own = Object.fromEntries(groupBy.map((each) => [each, keys[each] ?? null]));
      const key = JSON.stringify([start, own]);
      const before = sums.get(key)?.amount ?? '0';
      sums.set(key, { start, currency: 'USD', keys: own, amount: new Decimal(before).plus(amount).toFixed() });
    }
    return [...sums.values()];
  };
}

async function mainIncidents(root: Root, seed: number): Promise<readonly Incident[]> {
  const readCosts = readerOf(costsWith(root, seed));
  const span = {
    from: `${DAYS[0]}T00:00:00Z`,
    to: '2026-11-21T00:00:00Z',
    granularity: 'day',
    metric: 'EffectiveCost',
  } as const;
  const rows = await readCosts({ ...span, groupBy: ['SubAccountId', 'ServiceName', 'RegionId', 'x_SourceId'] });
  const newest = DAYS.at(-1) as string;
  const sources = [{ source: 's', completeBefore: newest, days: new Set(DAYS.slice(0, -1)), newest, isLive: true }];
  const rule = {
    thresholds: { leastImpact: '20', leastPercent: '5', greatImpact: '1000' },
    budget: 20,
    from: '2026-10-01',
  };
  const found = findIncidents({
    ...rule,
    nodes: costNodes({ rows, sources }),
    kept: new Set(),
    refuted: new Map(),
    planned: [],
  });
  const { changed } = reconcile({ kept: [], ...found, from: rule.from }, '2026-11-21T00:00:00Z');
  const walked = await Promise.all(
    changed.map(async (each) => ({ ...each, rootCause: await rootCause(each, readCosts) })),
  );
  return attached(walked.filter(({ state, lastDay }) => state === 'open' && lastDay >= '2026-11-18')).filter(
    ({ partOf }) => partOf === null,
  );
}

/** Keys of the deepest place that an incident names. */
function placeOf({ scope, rootCause: cause }: Incident): Root {
  const path = Object.fromEntries((cause?.path ?? []).map(({ dimension, value }) => [dimension, value]));
  const { SkuMeter: _meter, ...place } = { ...scope, ...path } as Record<string, string>;
  return place;
}

describe('where an incident comes from', () => {
  it.each([
    ['one resource', { SubAccountId: 'a2', ServiceName: 'database', RegionId: 'eu', ResourceId: 'a2-database-eu-2' }],
    ['all resources of a region', { SubAccountId: 'a1', ServiceName: 'queue', RegionId: 'us' }],
    ['a service of an account', { SubAccountId: 'a3', ServiceName: 'storage' }],
    ['all of an account', { SubAccountId: 'a2' }],
    ['a service in all accounts', { ServiceName: 'database' }],
    ['a region', { RegionId: 'eu' }],
  ])('is %s: told once, as the deepest place that explains it', async (_, root) => {
    for (const seed of [1, 2, 3]) {
      const [first, ...others] = await mainIncidents(root, seed);
      expect(others.map(placeOf)).toEqual([]);
      expect(placeOf(first!)).toEqual(root);
    }
  });

  it('names several parts where several make it', async () => {
    const [first] = await mainIncidents({ SubAccountId: 'a2' }, 4);
    const parts = first?.rootCause?.contributions ?? [];
    expect(parts.map(({ dimension }) => dimension)).toEqual(SERVICES.map(() => 'ServiceName'));
    expect(parts.map(({ value }) => value).toSorted()).toEqual(SERVICES.toSorted());
  });
});
