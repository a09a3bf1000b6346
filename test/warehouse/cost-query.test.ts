import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { type CostQuery, readCosts } from '#app/warehouse/cost-query.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { startPostgres } from '#test/support/postgres.ts';

const OCTOBER: CostQuery = {
  from: '2026-10-01T00:00:00Z',
  to: '2026-11-01T00:00:00Z',
  metric: 'BilledCost',
  granularity: 'total',
  groupBy: [],
};

const CHARGES = [
  // 0.1 + 0.2 is 0.3; binary fractions say 0.30000000000000004.
  charge({ BilledCost: '0.1', EffectiveCost: '1', Tags: '{"team":"shop","a\\"b":true,"n":7,"none":null}' }),
  charge({ BilledCost: '0.2', EffectiveCost: '2', Tags: '{"team":"shop"}', ChargePeriodStart: '2026-10-05T23:00:00Z' }),
  charge({ BilledCost: '5', BillingCurrency: 'EUR', SubAccountId: 'b', Tags: '{}' }),
  charge({ BilledCost: '-0.0000000191107392311096200001', SubAccountId: 'a', ServiceName: "it's" }),
  charge({ BilledCost: '7', ChargePeriodStart: '2026-10-31T23:59:59Z', ChargeCategory: 'Tax' }),
  charge({ BilledCost: '1000', ChargePeriodStart: '2026-11-01T00:00:00Z' }),
  charge({ BilledCost: '2000', ChargePeriodStart: '2026-09-30T23:00:00Z' }),
];

describe.each([
  ['SQLite', async () => ({ url: `sqlite:${join(folderWith({}), 'finops.db')}`, close: async () => {} })],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      return { url: await server.newDatabase(), close: server.close };
    },
  ],
] as const)('costs on %s', (_name, start) => {
  let database: Database;
  let close: () => Promise<void>;
  const costs = (query: Partial<CostQuery>) => readCosts({ ...OCTOBER, ...query }, database);

  beforeAll(async () => {
    const started = await start();
    close = started.close;
    database = openDatabase(started.url);
    await migrate(database);
    await putCharges(CHARGES, database);
  });
  afterAll(async () => {
    await database.tables.destroy();
    await close();
  });

  it('of a split row have the tags of what it is allocated to, then its own', async () => {
    const split = {
      ChargePeriodStart: '2026-12-05T00:00:00Z',
      ChargePeriodEnd: '2026-12-06T00:00:00Z',
      BilledCost: '1',
    };
    await putCharges(
      [
        charge({ ...split, AllocatedTags: '{"team":"pod"}', Tags: '{"team":"node","env":"prod"}' }),
        charge({ ...split, Tags: '{"team":"node"}' }),
      ],
      database,
    );
    const december = { from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
    const rows = await costs({ ...december, groupBy: ['tag:team', 'tag:env'] });
    expect(rows.map((row) => row.keys)).toEqual([
      { 'tag:team': 'node', 'tag:env': null },
      { 'tag:team': 'pod', 'tag:env': 'prod' },
    ]);
  });

  it('are exact sums of the period, its end excluded, one row for each currency', async () => {
    // 0.1 + 0.2 + 7 - 0.0000000191107392311096200001 by hand.
    expect(await costs({})).toEqual([
      { start: null, currency: 'EUR', keys: {}, amount: '5' },
      { start: null, currency: 'USD', keys: {}, amount: '7.2999999808892607688903799999' },
    ]);
    expect(await costs({ metric: 'EffectiveCost', where: { 'tag:team': ['shop'] } })).toMatchObject([{ amount: '3' }]);
  });

  it('stand by hour, day or month of the begin, in UTC and in order', async () => {
    const starts = async (granularity: CostQuery['granularity'], query: Partial<CostQuery> = {}) =>
      (await costs({ granularity, ...query })).map((row) => row.start);
    expect(await starts('hour', { where: { 'tag:team': ['shop'] } })).toEqual([
      '2026-10-05T00:00:00Z',
      '2026-10-05T23:00:00Z',
    ]);
    expect(await starts('day', { where: { 'tag:team': ['shop'] } })).toEqual(['2026-10-05T00:00:00Z']);
    const months = await costs({ granularity: 'month', from: '2026-09-01T00:00:00Z', to: '2026-12-01T00:00:00Z' });
    expect(months.filter((row) => row.currency === 'USD').map((row) => [row.start, row.amount])).toEqual([
      ['2026-09-01T00:00:00Z', '2000'],
      ['2026-10-01T00:00:00Z', '7.2999999808892607688903799999'],
      ['2026-11-01T00:00:00Z', '1000'],
    ]);
  });

  it('are told apart by dimensions, what has no value apart from all others', async () => {
    const rows = await costs({
      groupBy: ['SubAccountId', 'ServiceProviderName'],
      where: { ChargeCategory: ['Usage'] },
    });
    expect(rows.map((row) => [row.keys, row.currency, row.amount])).toEqual([
      [{ SubAccountId: null, ServiceProviderName: 'AWS' }, 'USD', '0.3'],
      [{ SubAccountId: 'a', ServiceProviderName: 'AWS' }, 'USD', '-0.0000000191107392311096200001'],
      [{ SubAccountId: 'b', ServiceProviderName: 'AWS' }, 'EUR', '5'],
    ]);
  });

  it('read tags of any name and kind', async () => {
    const keysOf = async (tag: `tag:${string}`) =>
      (await costs({ groupBy: [tag], where: { BillingAccountId: ['123456789012'] } })).map((row) => [
        row.keys[tag],
        row.currency,
      ]);
    expect(await keysOf('tag:team')).toEqual([
      [null, 'EUR'],
      [null, 'USD'],
      ['shop', 'USD'],
    ]);
    expect(await keysOf('tag:a"b')).toContainEqual(['true', 'USD']);
    expect(await keysOf('tag:n')).toContainEqual(['7', 'USD']);
    expect(await keysOf('tag:none')).not.toContainEqual(['null', 'USD']);
    expect(await keysOf("tag:it's")).toHaveLength(2);
  });

  it('count only the values that are asked for, null among them, none where the list is empty', async () => {
    const sum = async (where: CostQuery['where']) =>
      (await costs({ ...(where && { where }) })).map((row) => `${row.amount} ${row.currency}`);
    expect(await sum({ SubAccountId: [null], ChargeCategory: ['Usage'] })).toEqual(['0.3 USD']);
    expect(await sum({ SubAccountId: [null, 'b'], ChargeCategory: ['Usage'] })).toEqual(['5 EUR', '0.3 USD']);
    expect(await sum({ ServiceName: ["it's"] })).toEqual(['-0.0000000191107392311096200001 USD']);
    expect(await sum({ SubAccountId: [] })).toEqual([]);
    expect(await sum({ 'tag:team': [null], ChargeCategory: ['Tax'] })).toEqual(['7 USD']);
  });
});
