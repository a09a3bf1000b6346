import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/budgets/month.ts';
import type { Charge } from '#app/focus/charge.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const RULES = `version: 1
rules:
  - { id: support, match: { kind: support }, split: { method: fixed, weights: { shop: 0.75, data: 0.25 } } }
  - { id: team, owner: { tag: team } }
  - { id: old, match: { account: "222" }, owner: shop, until: 2026-11-10 }
  - { id: new, match: { account: "222" }, owner: data, from: 2026-11-11 }
units:
  - { id: order, owner: shop, file: orders.csv }
  - { id: visit, file: visits.csv }
  - { id: call, owner: nobody, file: orders.csv }
`;

/** From 1 to 24 November: 10 a day of the team shop, 8 (billed 6) in account 222; 40 of support on the first. */
function charges(): readonly Charge[] {
  const rows: Charge[] = [];
  for (let day = '2026-11-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
    const period = { ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` };
    rows.push(charge({ ...period, EffectiveCost: '10', BilledCost: '10', Tags: '{"team":"shop"}' }));
    rows.push(charge({ ...period, SubAccountId: '222', EffectiveCost: '8', BilledCost: '6' }));
  }
  const first = { ChargePeriodStart: '2026-11-01T00:00:00Z', ServiceName: 'AWS Support (Business)' };
  return [...rows, charge({ ...first, EffectiveCost: '40', BilledCost: '40' })];
}

async function repositoryWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const orders = ['date,value', '2026-11-01,100', '2026-11-02,100', ''].join('\n');
  const cwd = folderWith({
    '.github/finops.yml': 'version: 1\n',
    '.finops/allocation.yml': RULES,
    'orders.csv': orders,
    'visits.csv': 'date,value\n2026-11-02,5\n',
    ...files,
  });
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  await putCharges(charges(), database);
  await database.tables.destroy();
  return cwd;
}

describe('finops allocate', () => {
  it('follows rules from the day on which they hold, shares by weights, and adds up', async () => {
    const cwd = await repositoryWith();
    const ran = await runFinops(['allocate', '--format', 'json'], { cwd });
    expect([ran.status, ran.err]).toEqual([0, '']);
    const document = JSON.parse(ran.out);
    // By hand: shop 24 × 10 + 10 × 8 + 30 of support; data 14 × 8 + 10; in all 24 × 18 + 40 = 472.
    expect(document.totals).toEqual([
      { currency: 'USD', billedCost: '424', effectiveCost: '472', allocatedPercent: '100' },
    ]);
    const owners = document.owners.map((each: Record<string, string>) => [
      each['owner'],
      each['directEffectiveCost'],
      each['sharedEffectiveCost'],
      each['billedCost'],
    ]);
    expect(owners).toEqual([
      ['data', '112', '10', '94'],
      ['shop', '320', '30', '330'],
    ]);
    expect(document).toMatchObject({ period: '2026-11', unallocated: [], provisionalFrom: '2026-11-23' });
  });

  it('divides by what was counted, over the days that both know; what is missing is null, never zero', async () => {
    const { units } = JSON.parse(
      (await runFinops(['allocate', '--format', 'json'], { cwd: await repositoryWith() })).out,
    );
    const [order, visit, call] = units;
    // Two days: 2 × (10 + 8) + 30 of support, for 200 orders.
    expect(order).toMatchObject({
      until: '2026-11-02',
      effectiveCost: '66',
      quantity: '200',
      unitCost: '0.33',
      reason: null,
    });
    expect(visit).toMatchObject({
      unitCost: null,
      effectiveCost: null,
      reason: 'visits.csv says nothing of 2026-11-01',
    });
    expect(call).toMatchObject({ unitCost: null, effectiveCost: null, reason: 'nothing is allocated to nobody' });
  });

  it('explains an owner: which rule, out of which service or pool, on which days', async () => {
    const cwd = await repositoryWith();
    const { out } = await runFinops(['allocate', '--explain', 'data'], { cwd });
    expect(out).toMatch(/new +charges of Amazon Elastic Compute Cloud +2026-11-11 to 2026-11-30 +\$112\.00 +\$84\.00/);
    expect(out).toMatch(/support +25 % of \$40\.00 shared +2026-11-01 to 2026-11-10 +\$10\.00 +\$10\.00/);
    expect(out).toMatch(/total +\$122\.00 +\$94\.00/);
    const none = await runFinops(['allocate', '--explain', 'sales'], { cwd });
    expect([none.status, none.err]).toEqual([
      2,
      'finops: nothing of 2026-11 is allocated to sales; choose one of data, shop\n',
    ]);
  });

  it('prints a table with totals, unit costs and what is provisional', async () => {
    const { out } = await runFinops(['allocate'], { cwd: await repositoryWith() });
    expect(out).toMatch(/shop +\$320\.00 +\$30\.00 +\$350\.00 +\$330\.00 +74\.2 %/);
    expect(out).toMatch(/total +\$472\.00 +\$424\.00/);
    expect(out).toContain('Charges from 2026-11-23 on are provisional');
    expect(out).toMatch(/order +shop +\$66\.00 +200 +\$0\.33 +2026-11-02/);
    const past = await runFinops(['allocate', '--period', '2026-01'], { cwd: await repositoryWith() });
    expect(past.out).toBe('Nothing is billed in 2026-01, or nothing of it has been ingested.\n');
  });

  it('refuses a wrong file with its line, and says where there is none', async () => {
    const cwd = await repositoryWith({ '.finops/allocation.yml': 'version: 1\nrules:\n  - { id: a, ownr: x }\n' });
    const ran = await runFinops(['allocate'], { cwd });
    expect([ran.status, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^finops: \.finops\/allocation\.yml:3: unknown key rules\.0\.ownr; /);
    const none = await runFinops(['allocate'], { cwd: folderWith({ '.github/finops.yml': 'version: 1\n' }) });
    expect(none.err).toContain('there is no file .finops/allocation.yml');
  });
});
