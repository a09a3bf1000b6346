import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#app/budgets/month.ts';
import type { Charge } from '#app/focus/charge.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { type PostgresServer, startPostgres } from '#test/support/postgres.ts';
import { random } from '#test/support/random.ts';
import { runFinops } from '#test/support/world.ts';

/** Three months of four services, three teams, two accounts; taxes, a commitment, support and a credit. */
function charges(): readonly Charge[] {
  const { uniform } = random(5);
  const rows: Charge[] = [];
  for (let day = '2026-09-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
    const period = { ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` };
    for (let each = 0; each < 12; each += 1) {
      const cost = (uniform() * 10).toFixed(12);
      rows.push(
        charge({
          ...period,
          ...{ EffectiveCost: cost, BilledCost: (Number(cost) * 0.9).toFixed(10), SubAccountId: `${each % 2}` },
          ...{ ServiceName: `Service ${each % 4}`, ResourceId: `r-${each}`, SkuMeter: `m-${each % 5}` },
          Tags: each % 4 === 3 ? null : JSON.stringify({ team: ['shop', 'data', 'ops'][each % 3] }),
          CommitmentDiscountStatus: each === 5 ? 'Used' : each === 9 ? 'Unused' : null,
        }),
      );
    }
    if (day.endsWith('-01')) {
      rows.push(charge({ ...period, ServiceName: 'AWS Support (Business)', EffectiveCost: '29.123456789' }));
      rows.push(charge({ ...period, ChargeCategory: 'Tax', ServiceName: 'Tax', EffectiveCost: '77.000000001' }));
      rows.push(charge({ ...period, ChargeCategory: 'Credit', ServiceName: 'Credits', EffectiveCost: '-5' }));
    }
  }
  return rows;
}

const FILES = {
  '.github/finops.yml': 'version: 1\nbudgets: .finops/budgets.yml\n',
  '.finops/budgets.yml':
    '- { id: shop, team: shop, limit: 500 }\n- { id: one, limit: 500, selector: { account: "1" }, metric: BilledCost }\n',
  '.finops/allocation.yml': `version: 1
rules:
  - { id: tax, match: { kind: tax }, split: { method: proportional } }
  - { id: support, match: { kind: support }, split: { method: even } }
  - { id: team, owner: { tag: team } }
  - { id: rest, match: { account: "0" }, owner: ops, from: 2026-11-10 }
`,
};

describe('figures of the bill', () => {
  let postgres: PostgresServer;
  let cwd: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    postgres = await startPostgres();
    cwd = folderWith(FILES);
    env = { FINOPS_DATABASE_URL: await postgres.newDatabase() };
    const rows = charges();
    for (const address of [`sqlite:${join(cwd, '.finops/finops.db')}`, env['FINOPS_DATABASE_URL'] ?? '']) {
      const database = openDatabase(address);
      await migrate(database);
      await putCharges(rows, database);
      await database.tables.destroy();
    }
  }, 120_000);
  afterAll(() => postgres.close());

  it.each([
    [['budgets', '--format', 'json']],
    [['forecast', '--format', 'json']],
    [['forecast', '--period', '2026-10', '--metric', 'BilledCost', '--format', 'json']],
    [['allocate', '--format', 'json']],
    [['allocate', '--period', '2026-10', '--explain', 'ops']],
    [['report', 'weekly', '--format', 'html']],
    [['job', 'allocate']],
  ])('are the same from SQLite and from PostgreSQL: %j', async (argv) => {
    const embedded = await runFinops(argv, { cwd });
    const served = await runFinops(argv, { cwd, env });
    expect(embedded).toMatchObject({ status: 0, err: '' });
    expect(served).toEqual(embedded);
    expect(embedded.out.length).toBeGreaterThan(100);
  });
});
