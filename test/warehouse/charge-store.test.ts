import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readBilledFacts } from '#app/flows/billed-facts.ts';
import { FOCUS_COLUMNS } from '#app/focus/focus-columns.ts';
import { newestUsage, putCharges, readConsumption, readContractedPrices } from '#app/warehouse/charge-store.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { startPostgres } from '#test/support/postgres.ts';

const OCTOBER = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };

const traffic = (quantity: string, overrides: Parameters<typeof charge>[0] = {}) =>
  charge({
    ResourceId: 'nat-1',
    SkuMeter: 'NatGateway-Bytes',
    ConsumedUnit: 'GB',
    ConsumedQuantity: quantity,
    ...overrides,
  });

async function sqliteStore() {
  const folder = mkdtempSync(join(tmpdir(), 'finops-charges-'));
  let count = 0;
  return {
    open: async () => `sqlite:${join(folder, `${count++}.db`)}`,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresStore() {
  const server = await startPostgres();
  return { open: () => server.newDatabase(), close: () => server.close() };
}

it('the table of columns is that of FOCUS 1.4: 65, of which 15 are always filled, and the two that it removed', () => {
  // Counts of the specification: https://focus.finops.org/focus-specification/v1-4/ (facts read 2026-11-26).
  const columns = Object.values(FOCUS_COLUMNS);
  expect(columns.filter((each) => each.level !== 'removed')).toHaveLength(65);
  expect(columns.filter((each) => each.level === 'removed')).toHaveLength(2);
  expect(columns.filter((each) => each.level === 'mandatory' && !each.isNullable)).toHaveLength(15);
  const upTo = (version: string) => columns.filter((each) => each.since <= version).length;
  expect([upTo('1.0'), upTo('1.1'), upTo('1.2'), upTo('1.3')]).toEqual([43, 50, 57, 65]);
});

describe.each([
  ['SQLite', sqliteStore],
  ['PostgreSQL', postgresStore],
] as const)('charges on %s', (_, createStore) => {
  let store: Awaited<ReturnType<typeof createStore>>;
  let database: Database;

  beforeAll(async () => {
    store = await createStore();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    database = openDatabase(await store.open());
    await migrate(database);
  });
  afterEach(() => database.tables.destroy());

  it('add up exactly, where binary fractions would not', async () => {
    // 0.1 + 0.2 is 0.3; thirty tenths are 3; the last digits of 28 survive.
    const tenths = Array.from({ length: 30 }, () => traffic('0.1', { ResourceId: 'nat-2' }));
    const long = traffic('0.0000000191107392311096200001', { ResourceId: 'nat-3' });
    await putCharges([traffic('0.1'), traffic('0.2'), ...tenths, long], database);
    const rows = await readConsumption(OCTOBER, database);
    const quantities = Object.fromEntries(rows.map((row) => [row.resourceId, row.quantity]));
    expect(quantities['nat-1']).toBe('0.3');
    expect(Number(quantities['nat-2'])).toBe(3);
    expect(quantities['nat-3']).toBe('0.0000000191107392311096200001');
  });

  it('written twice equal once, and a corrected one replaces the first', async () => {
    const first = traffic('5');
    await putCharges([first], database);
    await putCharges([first], database);
    expect((await readConsumption(OCTOBER, database)).map((row) => row.quantity)).toEqual(['5']);
    await putCharges([{ ...first, ConsumedQuantity: '6' }], database);
    expect((await readConsumption(OCTOBER, database)).map((row) => row.quantity)).toEqual(['6']);
  });

  it('keep what they are through the database', async () => {
    const written = traffic('1', { Tags: '{"team":"a"}', BilledCost: '0.10', ChargeDescription: "it's “quoted”" });
    await putCharges([written], database);
    const [read] = await database.tables.selectFrom('charges').selectAll().execute();
    expect({ ...read, BilledCost: Number(read?.BilledCost) }).toEqual({ ...written, BilledCost: 0.1 });
  });

  it('count as consumption only as usage of a resource in the period', async () => {
    await putCharges(
      [
        traffic('1'),
        traffic('2', { ChargePeriodStart: '2026-11-01T00:00:00Z' }),
        traffic('4', { ChargeCategory: 'Credit' }),
        traffic('8', { ResourceId: null }),
        traffic('16', { ChargePeriodStart: '2026-09-30T23:00:00Z' }),
      ],
      database,
    );
    expect((await readConsumption(OCTOBER, database)).map((row) => row.quantity)).toEqual(['1']);
  });

  it('tell contracted from list prices, but for what a commitment covers and corrections', async () => {
    const priced = (overrides: Parameters<typeof charge>[0]) =>
      charge({ PricingUnit: 'Hrs', ListUnitPrice: '0.096', ContractedUnitPrice: '0.0864', ...overrides });
    await putCharges(
      [
        priced({ SkuMeter: 'BoxUsage:m5.large', SkuPriceId: 'a' }),
        priced({ SkuMeter: 'BoxUsage:m5.large', SkuPriceId: 'a', ChargePeriodStart: '2026-10-09T00:00:00Z' }),
        priced({ SkuMeter: 'BoxUsage:m5.xlarge', PricingCategory: 'Committed' }),
        priced({ SkuMeter: 'BoxUsage:m5.xlarge', ChargeClass: 'Correction' }),
      ],
      database,
    );
    const rows = await readContractedPrices(OCTOBER, database);
    expect(rows).toMatchObject([
      { meter: 'BoxUsage:m5.large', unit: 'Hrs', currency: 'USD', seenOn: '2026-10-09T00:00:00Z' },
    ]);
    expect([Number(rows[0]?.listUnitPrice), Number(rows[0]?.contractedUnitPrice)]).toEqual([0.096, 0.0864]);
  });

  it('make facts of the newest whole month, and none without a charge or a table', async () => {
    const now = new Date('2026-11-25T00:00:00Z');
    expect(await readBilledFacts(database, now)).toBeNull();
    await putCharges([traffic('7'), traffic('9', { ChargePeriodStart: '2026-11-02T00:00:00Z' })], database);
    const facts = await readBilledFacts(database, now);
    expect([facts?.month, facts?.consumption.map((row) => row.quantity)]).toEqual(['2026-10', ['7']]);
    const empty = openDatabase(await store.open());
    expect(await newestUsage('2026-11-01T00:00:00Z', empty)).toBeNull();
    await empty.tables.destroy();
  });
});
