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

const BUDGETS = `- { id: shop, team: shop, limit: 250 }
- { id: data, limit: 320, metric: BilledCost, selector: { account: "222" } }
- { id: compute, limit: 5000, selector: { service: Amazon Elastic Compute Cloud } }
- { id: code, limit: 9, selector: { path: infra/* } }
- { id: none, limit: 9, team: nobody }
- { id: old, limit: 1, until: 2026-10-31 }
`;

/** One charge a day from October to 24 November: 10 of the team shop in account 111, 8 (billed 11) in account 222. */
function charges(): readonly Charge[] {
  const rows: Charge[] = [];
  for (let day = '2026-10-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
    const period = { ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` };
    const shop = { SubAccountId: '111', EffectiveCost: '10', BilledCost: '9', Tags: '{"team":"shop"}' };
    rows.push(charge({ ...period, ...shop, ChargeFrequency: 'Usage-Based' }));
    rows.push(charge({ ...period, SubAccountId: '222', EffectiveCost: '8', BilledCost: '11' }));
  }
  return rows;
}

async function repositoryWith(rows: readonly Charge[], files: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = folderWith({ '.finops/budgets.yml': BUDGETS, '.github/finops.yml': 'version: 1\n', ...files });
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  await putCharges(rows, database);
  await database.tables.destroy();
  return cwd;
}

describe('finops budgets', () => {
  it('says what is billed and forecast under each, by team, account and service, and null where nobody knows', async () => {
    const cwd = await repositoryWith(charges());
    const ran = await runFinops(['budgets', '--format', 'json'], { cwd });
    expect([ran.status, ran.err]).toEqual([0, '']);
    const { budgets } = JSON.parse(ran.out);
    const figures = budgets.map(
      (each: { id: string; status: string; actual: string; forecast: { expected: string } | null }) => [
        each.id,
        each.status,
        each.actual,
        each.forecast?.expected ?? null,
      ],
    );
    // By hand: 24 days are billed, 30 expected; 10, 11 (billed), 18 a day.
    expect(figures).toEqual([
      ['shop', 'forecast-over', '240', '300'],
      ['data', 'forecast-over', '264', '330'],
      ['compute', 'within', '432', '540'],
      ['code', 'unknown', null, null],
      ['none', 'unknown', null, null],
    ]);
    expect(budgets[0].provisionalDays).toEqual(['2026-11-23', '2026-11-24']);
    expect(budgets[3].remarks).toEqual(['the bill knows no path']);
    expect(budgets[4].remarks).toEqual(['no charge of these months falls under it']);
  });

  it('prints a table, and ends with 1 only where it was asked to', async () => {
    const cwd = await repositoryWith(charges());
    const ran = await runFinops(['budgets'], { cwd });
    expect(ran.status).toBe(0);
    expect(ran.out).toContain('Budget 2026-11');
    expect(ran.out).toMatch(/shop +shop +\$240 +\$300 +\$300 – \$300 +\$250 +96 % +will be over/);
    expect(ran.out).toMatch(/none +nobody +not known +not known/);
    expect((await runFinops(['budgets', '--fail-on', 'actual'], { cwd })).status).toBe(0);
    expect((await runFinops(['budgets', '--fail-on', 'forecast'], { cwd })).status).toBe(1);
    expect((await runFinops(['budgets', '--period', '2026-10', '--fail-on', 'actual'], { cwd })).status).toBe(1);
  });

  it('says in one line what is missing or wrong', async () => {
    const bare = folderWith({ '.github/finops.yml': 'version: 1\n' });
    expect((await runFinops(['budgets'], { cwd: bare })).err).toContain(
      'there are no budgets; write .finops/budgets.yml',
    );
    const unfilled = folderWith({ '.finops/budgets.yml': BUDGETS, '.github/finops.yml': 'version: 1\n' });
    const ran = await runFinops(['budgets'], { cwd: unfilled });
    expect([ran.status, ran.err]).toEqual([
      2,
      'finops: there is no warehouse of billed charges yet; run finops ingest first, or set FINOPS_DATABASE_URL\n',
    ]);
    const wrong = await runFinops(['budgets', '--period', '2026-13'], { cwd: unfilled });
    expect([wrong.status, wrong.err]).toEqual([2, 'finops: --period 2026-13 is not a month; write it as 2026-11\n']);
    const env = { FINOPS_DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' };
    const down = await runFinops(['budgets'], { cwd: unfilled, env });
    expect(down.status).toBe(4);
    expect(down.err).not.toContain('secret');
  });
});

describe('finops forecast', () => {
  it('answers for everything, for a tag, an account, a service, and for each currency alone', async () => {
    const euro = charge({ ChargePeriodStart: '2026-11-20T00:00:00Z', EffectiveCost: '7', BillingCurrency: 'EUR' });
    const cwd = await repositoryWith([...charges(), euro]);
    const expected = async (...argv: readonly string[]) => {
      const ran = await runFinops(['forecast', '--format', 'json', ...argv], { cwd });
      expect(ran.err).toBe('');
      return JSON.parse(ran.out).forecasts.map((each: { currency: string; forecast: { expected: string } | null }) => [
        each.currency,
        each.forecast?.expected ?? null,
      ]);
    };
    // 7 on one Friday of four: half of that is expected of the next one.
    expect(await expected()).toEqual([
      ['EUR', '10.5'],
      ['USD', '540'],
    ]);
    expect(await expected('--tag', 'team=shop')).toEqual([['USD', '300']]);
    expect(await expected('--account', '222', '--metric', 'BilledCost')).toEqual([['USD', '330']]);
    expect(await expected('--service', 'Amazon S3')).toEqual([['USD', null]]);
    const table = await runFinops(['forecast', '--account', '111', '--account', '222'], { cwd });
    expect(table.out).toMatch(/2026-11 +USD +\$432 +\$540/);
  });
});

describe('finops gate', () => {
  const files = {
    'main.tf': 'provider "aws" { region = "us-east-1" }\nresource "aws_eip" "a" {\n  tags = { team = "shop" }\n}\n',
    '.github/finops.yml': 'version: 1\nbudgets: .finops/budgets.yml\npolicies:\n  packs:\n    budgets: {}\n',
  };
  const gate = ['gate', '--planned', '.', '--format', 'json'];
  const fired = (out: string) =>
    JSON.parse(out)
      .results.filter((each: { outcome: string }) => each.outcome === 'deny')
      .map((each: { id: string }) => each.id);

  it('tells policies what is billed and forecast: an address more no longer fits into the month', async () => {
    const budgets = { '.finops/budgets.yml': '- { id: shop, team: shop, limit: 301 }\n' };
    const cwd = await repositoryWith(charges(), { ...files, ...budgets });
    const ran = await runFinops(gate, { cwd });
    // 300 are forecast, and an address costs 3.65 a month; 240 are billed.
    expect(fired(ran.out)).toEqual(['budgets/forecast-over-budget']);
    const tight = { '.finops/budgets.yml': '- { id: shop, team: shop, limit: 243 }\n' };
    const over = await runFinops(gate, { cwd: await repositoryWith(charges(), { ...files, ...tight }) });
    expect(fired(over.out)).toEqual(['budgets/committed-over-budget', 'budgets/forecast-over-budget']);
    const free = folderWith({ ...files, ...tight });
    expect(fired((await runFinops(gate, { cwd: free })).out)).toEqual([]);
  });
});
