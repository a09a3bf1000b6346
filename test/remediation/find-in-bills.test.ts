import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { findInBills } from '#app/flows/find-in-bills.ts';
import { decimalText } from '#app/measure/decimal.ts';
import { addDays } from '#app/remediation/realised-savings.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';

let database: Database;
beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrate(database);
});
afterEach(() => database.tables.destroy());

/** The same cost on each of the days from one to another before 26 November. */
async function bill(
  ResourceId: string,
  SkuMeter: string,
  at: { from: number; to: number; daily: string },
): Promise<void> {
  const days = Array.from({ length: at.from - at.to + 1 }, (_, index) => addDays('2026-11-26', index - at.from));
  const EffectiveCost = at.daily;
  await putCharges(
    days.map((day) =>
      charge({
        ...{
          ResourceId,
          SkuId: 'sku',
          SkuMeter,
          EffectiveCost,
          BilledCost: EffectiveCost,
          SubAccountId: '123456789012',
        },
        ...{ ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` },
      }),
    ),
    database,
  );
}

async function found(known: readonly string[] = []) {
  const request = {
    settings: DEFAULT_CONFIG.remediation,
    known: new Set(known),
    now: new Date('2026-11-26T12:00:00Z'),
  };
  const findings = await findInBills(request, (query) => readCosts(query, database));
  return findings.map(({ remedy, resources, savings }) => [
    remedy,
    resources[0]?.address,
    savings.state === 'known' ? decimalText(savings.savings.expected.amount) : savings.reason,
  ]);
}

it('an idle address saves what it was billed, for a month of 730 hours', async () => {
  await bill('eip', 'USE1-PublicIPv4:IdleAddress', { from: 40, to: 1, daily: '0.12' });
  await bill('used', 'USE1-PublicIPv4:InUseAddress', { from: 40, to: 1, daily: '0.12' });
  // 30 × 0.12 a 30 days: 0.12 × 730 / 24
  expect(await found()).toEqual([['billed-idle-address', 'eip', '3.65']]);
  expect(await found(['eip'])).toEqual([]);
});

it('gp2 saves a fifth, and old snapshots an amount that nobody can tell', async () => {
  await bill('vol', 'EBS:VolumeUsage.gp2', { from: 32, to: 1, daily: '1.2' });
  await bill('old', 'EUC1-EBS:SnapshotUsage', { from: 110, to: 1, daily: '0.5' });
  await bill('new', 'EUC1-EBS:SnapshotUsage', { from: 30, to: 1, daily: '0.5' });
  // 1.2 × 730 / 24 × 0.2
  expect(await found()).toEqual([
    ['billed-gp2', 'vol', '7.3'],
    ['billed-snapshot', 'old', 'snapshots share blocks, so that deleting one may free nothing'],
  ]);
});

it('nothing is found where nothing was billed', async () => {
  await bill('eip', 'PublicIPv4:IdleAddress', { from: 40, to: 1, daily: '0' });
  expect(await found()).toEqual([]);
});
