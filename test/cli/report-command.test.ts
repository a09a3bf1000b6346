import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/budgets/month.ts';
import { appendToLedger } from '#app/flows/remediation-ledger.ts';
import type { Charge } from '#app/focus/charge.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { keepDecision } from '#app/warehouse/decision-store.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const EVIL = '<img src=x onerror=alert(1)>|`@everyone` jo@example.com';

const onDay = (day: string) => ({
  ChargePeriodStart: `${day}T00:00:00Z`,
  ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z`,
});

/**
 * A day: 10 of the team shop, 4 without a team. From 18 November on a new machine of the team data for 20. The newest whole week
 * is 16 to 22 November, for the 24th is the last day that was delivered, and the two before noon of the 25th may grow.
 */
function charges(): readonly Charge[] {
  const rows: Charge[] = [];
  for (let day = '2026-10-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
    rows.push(charge({ ...onDay(day), SubAccountId: '111', EffectiveCost: '10', Tags: '{"team":"shop"}' }));
    rows.push(charge({ ...onDay(day), SubAccountId: '222', ServiceName: 'Amazon S3', EffectiveCost: '4' }));
    const machine = { SubAccountId: '111', ServiceName: 'Amazon RDS', SkuMeter: 'db.r6g.large', ResourceId: EVIL };
    const team = { EffectiveCost: '20', Tags: JSON.stringify({ team: EVIL }) };
    if (day >= '2026-11-18') rows.push(charge({ ...onDay(day), ...machine, ...team }));
    const plan = { CommitmentDiscountStatus: 'Used', ServiceName: 'Plan', EffectiveCost: '3', Tags: '{"team":"shop"}' };
    rows.push(charge({ ...onDay(day), ...plan }));
    rows.push(charge({ ...onDay(day), ...plan, CommitmentDiscountStatus: 'Unused', EffectiveCost: '1' }));
  }
  return rows;
}

const decision = (over: { readonly at: string; readonly number: number; readonly cost: number | null }) =>
  JSON.stringify({
    decision_id: `d${over.number}-${over.at}`,
    timestamp: over.at,
    input: {
      currency: 'USD',
      pullRequest: { number: over.number, title: EVIL, head: 'abc' },
      estimate: { difference: { monthlyCost: over.cost } },
    },
    result: { decision: 'deny', results: [{ id: 'budgets/max-increase', outcome: 'overridden' }] },
  });

const FILES = {
  '.github/finops.yml': 'version: 1\nbudgets: .finops/budgets.yml\n',
  '.finops/budgets.yml': '- { id: shop, team: shop, limit: 300 }\n',
  '.finops/waivers.yml':
    '- { id: w1, rule: tags/required, selector: { address: aws_instance.a }, reason: later, owner: jo@example.com, created: 2026-01-01, expires: 2026-12-01 }\n',
};

async function repositoryWith(rows: readonly Charge[], files: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = folderWith({ ...FILES, ...files });
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  await putCharges(rows, database);
  await keepDecision(decision({ at: '2026-11-17T10:00:00Z', number: 7, cost: 999 }), database);
  await keepDecision(decision({ at: '2026-11-18T10:00:00Z', number: 7, cost: 25.5 }), database);
  await keepDecision(decision({ at: '2026-11-19T10:00:00Z', number: 8, cost: null }), database);
  await keepDecision(decision({ at: '2026-11-23T10:00:00Z', number: 9, cost: 1 }), database);
  await database.tables.destroy();
  return cwd;
}

/** A section of the markdown. */
const sectionOf = (text: string, title: string): string => text.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

describe('finops report weekly', () => {
  it('compares the newest whole week with the one before, by team', async () => {
    const { out, err, status } = await runFinops(['report', 'weekly'], { cwd: await repositoryWith(charges()) });
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('# Cloud cost, week of 2026-11-16');
    const spend = sectionOf(out, 'Spend, week over week');
    // By hand: shop 7 × (10 + 3 + 1); data 5 × 20, and nothing before; 7 × 4 without a team.
    expect(spend).toContain('| shop | $98 | $98 | $0.00 | 0 % |');
    expect(spend).toMatch(/&lt;img .* \| \$100 \| \$0\.00 \| \+\$100\.00 \| {2}\|/);
    expect(spend).toContain('| (no owner) | $28 | $28 | $0.00 | 0 % |');
    expect(spend).toContain('| total | $226 | $126 | +$100.00 | +79.4 % |');
  });

  it('names the largest change with its cause, the month with its budget, and what else is known', async () => {
    const { out } = await runFinops(['report', 'weekly'], { cwd: await repositoryWith(charges()) });
    expect(sectionOf(out, 'Top movers')).toMatch(
      /\| Amazon RDS \| 111 \| us-east-1 \| \$100 \| \+\$100\.00 \| db.r6g.large of .*100.00, new \|/,
    );
    // 24 × 14 are billed for shop, 30 × 14 expected.
    expect(sectionOf(out, 'The month: budgets and forecast')).toContain(
      '| shop | $336 | $420 | $420 – $420 | $300 | 112 % | over |',
    );
    const pulls = sectionOf(out, 'Pull requests');
    expect(pulls).toContain('2 judged: 2 denied; 2 with an override.');
    expect(pulls).toContain('What was merged is not known here');
    expect(pulls).toMatch(/\| 7 \| .* \| \+\$25\.50 \| denied \| budgets&#47;max-increase \|/);
    expect(pulls).not.toContain('| 9 |');
    expect(sectionOf(out, 'Waivers that expire')).toContain('| w1 | tags&#47;required | (e-mail) | 2026-12-01 |  |');
    // All usage of the week is 226, 28 without the tag; 28 of commitments, 7 unused.
    expect(sectionOf(out, 'Untagged spend')).toContain('- team: $28 (12.4 %) of usage lacks it.');
    expect(sectionOf(out, 'Commitments')).toContain('- $7 (25 %) of what commitments cost was not used.');
    expect(sectionOf(out, 'How fresh the data are')).toContain('| test | 2026-11-24 | 2026-11-23 |  |');
  });

  it('goes by the rules of allocation where there are some, and ends where it is told to', async () => {
    const rules = 'version: 1\nrules:\n  - { id: a, match: { account: "111" }, owner: web }\n';
    const cwd = await repositoryWith(charges(), { '.finops/allocation.yml': rules });
    const { out } = await runFinops(['report', 'weekly', '--until', '2026-11-16'], { cwd });
    const spend = sectionOf(out, 'Spend, week over week');
    expect(out).toContain('2026-11-09 to 2026-11-15 (UTC)');
    expect(spend).toContain('| web | $70 | $70 | $0.00 | 0 % |');
    expect(spend).toContain('by the rules of .finops/allocation.yml');
    expect((await runFinops(['report', 'weekly', '--until', '2026-02-30'], { cwd })).status).toBe(2);
  });

  it('waits a week for a source that is late, and no longer, and names it', async () => {
    const late = (last: string) => {
      const rows: Charge[] = [];
      for (let day = '2026-10-01'; day <= last; day = addDays(day, 1)) {
        rows.push(charge({ ...onDay(day), EffectiveCost: '1', x_SourceId: 'azure' }));
      }
      return rows;
    };
    const waited = await runFinops(['report', 'weekly'], {
      cwd: await repositoryWith([...charges(), ...late('2026-11-18')]),
    });
    expect(waited.out).toContain('# Cloud cost, week of 2026-11-11');
    const gone = await runFinops(['report', 'weekly'], {
      cwd: await repositoryWith([...charges(), ...late('2026-11-08')]),
    });
    expect(gone.out).toContain('# Cloud cost, week of 2026-11-16');
    expect(sectionOf(gone.out, 'Spend, week over week')).toContain(
      '- azure has delivered nothing since 2026-11-08: the week is without what it has not delivered.',
    );
  });

  it('says of each section without data that there are none, and no zero', async () => {
    const cwd = folderWith({ '.github/finops.yml': 'version: 1\n' });
    const { out, status } = await runFinops(['report', 'weekly'], { cwd });
    expect(status).toBe(0);
    expect(out).not.toMatch(/\$0/);
    expect(sectionOf(out, 'Spend, week over week')).toBe('\nNo billed charges are recorded: run finops ingest.\n');
    expect(sectionOf(out, 'Anomalies')).toContain('No incidents are recorded;');
    const empty = await repositoryWith([]);
    expect((await runFinops(['report', 'weekly'], { cwd: empty })).out).not.toMatch(/\$0/);
  });
});

describe('a report as HTML', () => {
  it('is one file that fetches nothing and runs nothing, whatever a tag or a title says', async () => {
    const cwd = await repositoryWith(charges());
    const { out } = await runFinops(['report', 'weekly', '--format', 'html'], { cwd });
    expect(out).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(out).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(out).not.toMatch(/<script|<img|<a |<link|https?:|url\(/i);
    expect(out).not.toContain('jo@example.com');
    expect(out).toContain('&lt;img src=x onerror=alert(1)&gt;|`@everyone` (e-mail)');
    expect(out).toContain('<th scope="col">Team</th>');
    expect(out).toContain('<th scope="row">shop</th><td class="n">$98</td>');
    expect(out.match(/<rect /g)).toHaveLength(28);
  });

  it('and as markdown holds no mention, markup or address of theirs', async () => {
    const { out } = await runFinops(['report', 'weekly'], { cwd: await repositoryWith(charges()) });
    expect(out).not.toMatch(/<img|@everyone|jo@example\.com/);
  });
});

describe('finops report estimate', () => {
  const main = [
    'provider "aws" { region = "us-east-1" }',
    'resource "aws_nat_gateway" "a" {}',
    'resource "aws_unheard_of" "b" {}',
    '',
  ].join('\n');

  it('shows the total, the dearest first, and what is not known', async () => {
    const cwd = folderWith({ 'main.tf': main });
    const { out, status } = await runFinops(['report', 'estimate', '.'], { cwd });
    expect(status).toBe(0);
    // 730 hours at $0.045, https://aws.amazon.com/vpc/pricing/
    expect(out).toContain('| aws&#95;nat&#95;gateway.a | us-east-1 | $32.85 |  |');
    expect(sectionOf(out, 'What is not known')).toMatch(/aws&#95;unheard&#95;of.b \| {2}\| unsupported \|/);
    expect(sectionOf(out, 'What is not known')).toMatch(/aws&#95;nat&#95;gateway.a \| .* \| usage \|/);
    const html = await runFinops(['report', 'estimate', '.', '--format', 'html', '--out', 'e.html'], { cwd });
    expect([html.status, html.out]).toEqual([0, '']);
  });

  it('is not the only one: others are named when the name is none', async () => {
    const { status, err } = await runFinops(['report', 'monthly']);
    expect(status).toBe(2);
    expect(err).toContain('there is no report monthly; choose weekly');
  });
});

describe('what was merged and what was saved', () => {
  const nat = (count: number) =>
    `provider "aws" { region = "us-east-1" }\n${Array.from({ length: count }, (_, at) => `resource "aws_nat_gateway" "n${at}" {}\n`).join('')}`;

  function checkout(): string {
    const cwd = folderWith({ 'main.tf': nat(1) });
    const git = (at: string, ...argv: readonly string[]) =>
      execFileSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], {
        env: { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at },
      });
    git('2026-11-01T00:00:00Z', 'init', '-q', '-b', 'main');
    git('2026-11-01T00:00:00Z', 'add', '.');
    git('2026-11-01T00:00:00Z', 'commit', '-q', '-m', 'Begin');
    for (const [count, at, title] of [
      [3, '2026-11-18T00:00:00Z', 'More gateways (#12)'],
      [4, '2026-11-24T00:00:00Z', 'One more (#13)'],
    ] as const) {
      writeFileSync(join(cwd, 'main.tf'), nat(count));
      git(at, 'commit', '-q', '-a', '-m', title);
    }
    return cwd;
  }

  it('stands in the weekly by the estimate of the checkout, also without a warehouse', async () => {
    const { out } = await runFinops(['report', 'weekly', '--until', '2026-11-23'], { cwd: checkout() });
    const pulls = sectionOf(out, 'Pull requests');
    // Two gateways of 730 × 0.045 = 32.85 a month.
    expect(pulls).toContain('1 merged, together +$65.70 a month by their estimates.');
    expect(pulls).toContain('| 12 | More gateways | 2026-11-18 | +$65.70 |  |');
  });

  it('is shown by the bill', async () => {
    const cwd = folderWith({ '.github/finops.yml': 'version: 1\n' });
    const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
    await migrate(database);
    const rows: Charge[] = [];
    // A volume for 2.40 a day until 4 November, when it was deleted; something else delivers to the 24th.
    for (let day = '2026-10-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
      rows.push(charge({ ...onDay(day), ResourceId: 'other', EffectiveCost: '1' }));
      if (day <= '2026-11-04') rows.push(charge({ ...onDay(day), ResourceId: 'vol-1', EffectiveCost: '2.4' }));
    }
    await putCharges(rows, database);
    const deps = { database, now: () => new Date('2026-11-04T10:00:00Z'), actor: 'ada' };
    const plan = {
      action: 'delete-volume',
      resource: 'vol-1',
      resourceIds: 'vol-1',
      region: 'us-east-1',
      currency: 'USD',
    };
    const details = { digest: 'd1', ...plan, expectedMonthly: '73' };
    await appendToLedger({ key: 'a', event: 'started', plan: 'plan-1', details }, deps);
    await appendToLedger({ key: 'b', event: 'finished', plan: 'plan-1', details: { digest: 'd1' } }, deps);
    await database.tables.destroy();
    const { out } = await runFinops(['report', 'savings'], { cwd });
    // 5 to 22 November are complete: 18 days of 2.40.
    expect(out).toContain('- 1 verified by the bill');
    expect(out).toContain('The bill shows $43.20 saved since their executions.');
    expect(out).toMatch(/\| plan-1 \| vol-1 \| 2026-11-04 \| \$43\.20 \| 18 \| \+100 % \| verified by the bill \|/);
    const weekly = await runFinops(['report', 'weekly'], { cwd });
    expect(sectionOf(weekly.out, 'Remediation and realised savings')).toContain('$43.20');
    const none = await runFinops(['report', 'savings'], { cwd: folderWith({}) });
    expect(none.out).toContain('No remediation was executed');
  });
});
