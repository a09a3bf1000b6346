import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Charge } from '#app/focus/charge.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/** The clock of `runFinops` stands at 2026-11-25; charges end with the 24th. */
const LAST = Date.parse('2026-11-24T00:00:00Z');
const DAY_MS = 86_400_000;
const cwd = folderWith({});
const env = { FINOPS_DATABASE_URL: `sqlite:${join(cwd, 'finops.db')}`, USER: 'ada' };
const finops = (...argv: readonly string[]) => runFinops(argv, { cwd, env });

/** 100 a day and a little more or less, of one machine; another amount on each of the last three days. */
function workerCharges(last: string): readonly Charge[] {
  return Array.from({ length: 120 }, (_, day) => {
    const start = new Date(LAST - (119 - day) * DAY_MS).toISOString().replace('.000', '');
    const amount = day >= 117 ? last : String(100 + ((day * 7) % 5));
    return charge({
      ...{ SubAccountId: 'prod', ResourceId: 'i-9', ResourceName: 'worker', SkuMeter: 'BoxUsage' },
      ...{ BilledCost: amount, EffectiveCost: amount, ChargeFrequency: 'Usage-Based' },
      ...{ ChargePeriodStart: start, x_ChargeKey: `day ${day}`, Tags: '{"team":"shop"}' },
    });
  });
}

interface Shown {
  readonly id: string;
  readonly partOf: string | null;
  readonly state: string;
  readonly impact: string;
  readonly muted: unknown;
}

async function openIncident(): Promise<Shown | undefined> {
  const { out } = await finops('detect', '--format', 'json');
  const { incidents } = JSON.parse(out) as { readonly incidents: readonly Shown[] };
  return incidents.find(({ partOf }) => partOf === null);
}

describe('finops detect over the warehouse', () => {
  beforeAll(async () => {
    const database = openDatabase(env.FINOPS_DATABASE_URL);
    await migrate(database);
    await putCharges(workerCharges('350'), database);
    await database.tables.destroy();
  });

  it('prints the open incident with actual, expected, impact and where it comes from', async () => {
    const { status, out, err } = await finops('detect');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('1 open incident.');
    expect(out).toMatch(
      /prod \/ Amazon Elastic Compute Cloud \/ us-east-1 .*2026-11-22 … 11-24 +\$1,050\.00 +\$30\d\.\d\d +\+\$74\d\.\d\d/,
    );
    expect(out).toMatch(/worker \+\$74\d\.\d\d \(team=shop\)/);
  });

  it('prints the same again, as the job does', async () => {
    const { out } = await finops('detect');
    expect((await finops('detect')).out).toBe(out);
    expect(await finops('job', 'detect')).toEqual({ status: 0, out, err: '' });
  });

  it('tells of no incident below the amounts that are asked for, and keeps it', async () => {
    const { out } = await finops('detect', '--min-impact', '5000', '--great-impact', '9000');
    expect(out).toContain('No open incidents');
    expect((await openIncident())?.state).toBe('open');
  });

  it('hides what is muted until a day, with its reason, and shows it on request', async () => {
    const muted = await finops('detect', 'mute', '--account', 'prod', '--until', '2026-12-01', '--reason', 'load test');
    expect(muted).toEqual({ status: 0, out: 'prod is muted to 2026-12-01: load test\n', err: '' });
    const { out } = await finops('detect');
    expect(out).toContain('No open incidents');
    expect(out).toContain('1 muted; finops detect --all shows them.');
    expect((await finops('detect', '--all')).out).toContain('muted to 2026-12-01');
    expect((await openIncident())?.muted).toEqual({ until: '2026-12-01', reason: 'load test' });
  });

  it('takes feedback: confirmed it stays, planned it goes and does not come back', async () => {
    const { id } = (await openIncident()) as Shown;
    expect((await finops('detect', 'feedback', id, '--verdict', 'yes')).out).toContain('the incident is open');
    expect((await finops('detect', 'feedback', id, '--verdict', 'planned', '--reason', 'launch')).out).toBe(
      `${id}: planned is kept; the incident is planned\n`,
    );
    await finops('detect');
    expect((await finops('detect', '--all')).out).toContain('No open incidents');
  });

  it.each([
    [['detect', 'feedback', 'nothing', '--verdict', 'no'], 'there is no incident nothing'],
    [['detect', 'feedback', 'x', '--verdict', 'maybe'], 'finops detect feedback needs one ID and --verdict'],
    [
      ['detect', 'mute', '--account', 'prod', '--until', 'soon', '--reason', 'x'],
      'finops detect mute needs a scope, a day and a reason',
    ],
    [['detect', 'mute', '--account', 'prod', '--until', '2026-11-24', '--reason', 'x'], '--until 2026-11-24 is over'],
    [
      ['detect', 'mute', '--account', 'prod', '--until', '2026-12-24'],
      'finops detect mute needs a scope, a day and a reason',
    ],
    [['detect', '--min-impact', 'much'], '--min-impact much is no amount'],
    [['detect', 'nonsense'], 'finops detect takes no nonsense'],
  ])('refuses %s', async (argv, message) => {
    const { status, err } = await finops(...argv);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it('says what to do where there is no warehouse', async () => {
    const { status, err } = await runFinops(['detect'], { cwd: folderWith({}) });
    expect(status).toBe(2);
    expect(err).toContain('there is no warehouse of billed charges yet; run finops ingest first');
  });
});

describe('the suspects of an incident', () => {
  it('are pull requests of the checkout, estimated at their first parent', async () => {
    const repository = folderWith({ 'main.tf': instance('t3.micro') });
    const git = (at: string, ...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-C', repository, ...args], {
        env: { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at },
        stdio: 'pipe',
      });
    git('2026-11-01T10:00:00Z', 'init', '-q', '-b', 'main');
    git('2026-11-01T10:00:00Z', 'remote', 'add', 'origin', 'https://github.com/acme/infra.git');
    git('2026-11-01T10:00:00Z', 'add', '.');
    git('2026-11-01T10:00:00Z', 'commit', '-qm', 'Begin (#1)');
    writeFileSync(join(repository, 'main.tf'), instance('p4d.24xlarge'));
    git('2026-11-21T10:00:00Z', 'commit', '-qam', 'Give the worker more room (#42)');
    writeFileSync(join(repository, 'main.tf'), `${instance('p4d.24xlarge')}# later\n`);
    git('2026-11-23T10:00:00Z', 'commit', '-qam', 'Say so (#43)');
    const database = openDatabase(`sqlite:${join(repository, 'finops.db')}`);
    await migrate(database);
    await putCharges(workerCharges('800'), database);
    await database.tables.destroy();
    const options = { cwd: repository, env: { FINOPS_DATABASE_URL: `sqlite:${join(repository, 'finops.db')}` } };
    const { status, out } = await runFinops(['detect'], options);
    expect(status).toBe(0);
    expect(out).toMatch(
      /may come from acme\/infra#42 "Give the worker more room" \(\d\d % sure: aws_instance.worker is called worker/,
    );
    expect(out).not.toContain('#43');
    expect(out).not.toContain('#1 ');
    expect((await runFinops(['detect'], options)).out).toBe(out);
  });
});

function instance(type: string): string {
  return [
    'provider "aws" {\n  region = "us-east-1"\n}',
    `resource "aws_instance" "worker" {\n  ami           = "ami-1"\n  instance_type = "${type}"\n  tags = { Name = "worker" }\n}\n`,
  ].join('\n');
}
