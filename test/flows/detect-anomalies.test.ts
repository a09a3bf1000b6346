import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DetectionRequest, detectAnomalies } from '#app/flows/detect-anomalies.ts';
import type { Charge } from '#app/focus/charge.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { readIncidents } from '#app/warehouse/incident-store.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { startPostgres } from '#test/support/postgres.ts';
import { random } from '#test/support/random.ts';

const DAYS = 130;
/** The charges end with 2026-11-24; it is the 26th. */
const NOW = new Date('2026-11-26T09:00:00Z');
const DAY_MS = 86_400_000;

function dayText(day: number): string {
  return new Date(Date.parse('2026-11-24T00:00:00Z') - (DAYS - 1 - day) * DAY_MS).toISOString().slice(0, 10);
}

/** Charges of one day: three services in two accounts, one of them in two regions, about 100 each. */
function chargesOf(day: number, factor: (resource: string) => number = () => 1): readonly Charge[] {
  const { normal } = random(day + 1);
  const at = `${dayText(day)}T00:00:00Z`;
  const one = (SubAccountId: string, ServiceName: string, RegionId: string, ResourceId: string): Charge => {
    const amount = (100 * Math.exp(0.02 * normal()) * factor(ResourceId)).toFixed(4);
    return charge({
      ...{ SubAccountId, ServiceName, RegionId, ResourceId, BilledCost: amount, EffectiveCost: amount },
      ChargeFrequency: 'Usage-Based',
      SkuMeter: 'BoxUsage',
      ResourceName: ResourceId.toUpperCase(),
      Tags: '{"team":"shop"}',
      ChargePeriodStart: at,
      ChargePeriodEnd: at,
      x_ChargeKey: `${ResourceId} ${day}`,
    });
  };
  return [
    one('prod', 'Compute', 'us-east-1', 'i-1'),
    one('prod', 'Compute', 'us-east-1', 'i-2'),
    one('prod', 'Compute', 'eu-west-1', 'i-3'),
    one('prod', 'Database', 'us-east-1', 'db-1'),
    one('test', 'Storage', 'us-east-1', 'b-1'),
  ];
}

function allDays(factor: (day: number, resource: string) => number = () => 1): readonly Charge[] {
  return Array.from({ length: DAYS }, (_, day) => chargesOf(day, (resource) => factor(day, resource))).flat();
}

const REQUEST: DetectionRequest = {
  now: NOW,
  thresholds: { leastImpact: '20', leastPercent: '20', greatImpact: '5000' },
  budget: 20,
  mergedChanges: async () => [],
};

describe.each([
  [
    'SQLite',
    async () => ({ url: () => Promise.resolve(`sqlite:${join(folderWith({}), 'finops.db')}`), close: async () => {} }),
  ],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      return { url: server.newDatabase, close: server.close };
    },
  ],
] as const)('detection over the charges in %s', (_name, start) => {
  let server: Awaited<ReturnType<typeof start>>;
  let database: Database;
  const incidents = () => readIncidents({ since: '2026-01-01' }, database);

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    database = openDatabase(await server.url());
    await migrate(database);
    return () => database.tables.destroy();
  });

  it('finds nothing where nothing is', async () => {
    await putCharges(allDays(), database);
    const { open, news, judged, newestDay, calendar } = await detectAnomalies(REQUEST, database);
    expect({ open, news, calendar, newestDay }).toEqual({ open: [], news: [], calendar: [], newestDay: '2026-11-24' });
    // Everything; two accounts; three services of theirs; four regions.
    expect(judged).toBe(10);
  });

  it('tells of one cause once, where it lies, with amount, resource and tags; and running again changes nothing', async () => {
    await putCharges(
      allDays((day, resource) => (resource === 'i-1' && day >= DAYS - 4 ? 3 : 1)),
      database,
    );
    const { open, news } = await detectAnomalies(REQUEST, database);
    const [incident, ...others] = open.filter(({ partOf }) => partOf === null);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      kind: 'rise',
      scope: { SubAccountId: 'prod', ServiceName: 'Compute', RegionId: 'us-east-1' },
      currency: 'USD',
      firstDay: '2026-11-21',
      lastDay: '2026-11-24',
      state: 'open',
      muted: null,
    });
    // Two machines at 100 a day were expected; one of them costs 300: 4 x 400 in all, 800 of them too much.
    expect(Math.abs(Number(incident!.actual) - 1600)).toBeLessThan(60);
    expect(Math.abs(Number(incident!.impact) - 800)).toBeLessThan(80);
    expect(Number(incident!.actual) - Number(incident!.expected)).toBeCloseTo(Number(incident!.impact), 9);
    expect(incident?.rootCause?.path.at(-1)).toMatchObject({ dimension: 'ResourceId', value: 'i-1', name: 'I-1' });
    expect(incident?.rootCause?.tags).toEqual({ team: 'shop' });
    expect(news.map(({ what, incident: { id } }) => [what, id])).toEqual([['opened', incident!.id]]);
    const before = await incidents();
    expect(await detectAnomalies({ ...REQUEST, now: new Date(NOW.getTime() + 3_600_000) }, database)).toMatchObject({
      news: [],
    });
    expect(await incidents()).toEqual(before);
  });

  it('goes on with an incident, and closes it when three complete days are calm', async () => {
    const high = (day: number, resource: string) => (resource === 'db-1' && (day === 120 || day === 121) ? 2.5 : 1);
    const until = (last: number) =>
      allDays(high).filter((each) => each.ChargePeriodStart.slice(0, 10) <= dayText(last));
    const run = (last: number) =>
      detectAnomalies({ ...REQUEST, now: new Date(Date.parse(dayText(last)) + 33 * 3_600_000) }, database);
    await putCharges(until(120), database);
    const first = await run(120);
    const id = first.open.find(({ scope }) => scope.ServiceName === 'Database' && scope.RegionId)!.id;
    await putCharges(until(121), database);
    const second = await run(121);
    expect(second.open.find((each) => each.id === id)).toMatchObject({ firstDay: dayText(120), lastDay: dayText(121) });
    expect(second.news.filter(({ incident }) => incident.id === id).map(({ what }) => what)).toEqual(['doubled']);
    await putCharges(until(126), database);
    const last = await run(126);
    expect(last.open.map((each) => each.id)).not.toContain(id);
    expect(last.news.find(({ incident }) => incident.id === id)).toMatchObject({
      what: 'closed',
      incident: { state: 'closed' },
    });
  });

  it('closes without a word what a restatement takes away', async () => {
    await putCharges(
      allDays((day, resource) => (resource === 'i-1' && day === DAYS - 4 ? 4 : 1)),
      database,
    );
    const { open } = await detectAnomalies(REQUEST, database);
    expect(open.length).toBeGreaterThan(0);
    await putCharges(allDays(), database);
    const after = await detectAnomalies(REQUEST, database);
    expect(after).toMatchObject({ open: [], news: [] });
    expect(new Set((await incidents()).map(({ state }) => state))).toEqual(new Set(['restated']));
  });

  it('does not take days for a drop that are not delivered in full', async () => {
    await putCharges(
      allDays((day) => (day >= DAYS - 2 ? 0.2 : 1)),
      database,
    );
    expect((await detectAnomalies(REQUEST, database)).open).toEqual([]);
  });

  it('keeps what cancels in sums apart', async () => {
    const moved = (day: number, resource: string) =>
      day < DAYS - 3 ? 1 : resource === 'db-1' ? 2 : resource === 'i-3' ? 0.01 : 1;
    await putCharges(allDays(moved), database);
    const { open } = await detectAnomalies(REQUEST, database);
    expect(open.some(({ scope }) => scope.ServiceName === 'Database')).toBe(true);
  });

  it('checks charges of the calendar against the month before', async () => {
    const fee = (month: string, amount: string) =>
      charge({
        ChargeCategory: 'Purchase',
        ChargeFrequency: 'Recurring',
        SubAccountId: 'prod',
        ServiceName: 'Support',
        BilledCost: amount,
        ChargePeriodStart: `2026-${month}-01T00:00:00Z`,
      });
    await putCharges([fee('09', '100'), fee('10', '110'), fee('11', '180')], database);
    const { calendar, open } = await detectAnomalies(REQUEST, database);
    expect(open).toEqual([]);
    expect(calendar).toEqual([
      {
        category: 'Purchase',
        account: 'prod',
        service: 'Support',
        currency: 'USD',
        month: '2026-11',
        actual: '180',
        monthBefore: '110',
      },
    ]);
  });
});
