import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { startGitHub } from '#test/support/github/github-double.ts';
import { type PostgresServer, startPostgres } from '#test/support/postgres.ts';

interface Scheduled {
  readonly event?: string;
  readonly database?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly isPrivate?: boolean;
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** 100 GB of gp2 at 0.10 a month against 0.08 of gp3: https://aws.amazon.com/ebs/pricing/ (2026-11-25). */
const VOLUME = [
  'provider "aws" {\n  region = "us-east-1"\n}',
  'resource "aws_ebs_volume" "a" {\n  availability_zone = "us-east-1a"\n  size = 100\n  type = "gp2"\n}\n',
].join('\n');

function run(
  command: string,
  { event = 'schedule', database = '', files = {}, isPrivate = true, token = 'unused', env = {} }: Scheduled,
): Promise<ActionRun> {
  return runAction({
    inputs: { command, 'database-url': database, 'github-token': token },
    env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: event, ...env },
    event: { repository: { default_branch: 'main', private: isPrivate } },
    workspace: folderWith(files),
  });
}

/** Two charges of FOCUS 1.2, 12.25 and 7.5: 19.75 by hand. One names somebody, and one tries to command the runner. */
function bills(): Readonly<Record<string, string>> {
  const rows = [
    charge({ BilledCost: '12.25', EffectiveCost: '12.25', ServiceName: 'EC2' }),
    charge({ BilledCost: '7.5', EffectiveCost: '7.5', ServiceName: '::error::mallory@example.com' }),
  ].map(({ x_ChargeKey, x_SourceId, x_SourceFocusVersion, ...focus }) => focus);
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => String((row as Record<string, unknown>)[name] ?? '')).join(','));
  return {
    '.github/finops.yml': 'version: 1\ningest:\n  - { id: bill, kind: focus-file, path: bills, files: "*.csv" }\n',
    'bills/october.csv': `${names.join(',')}\n${lines.join('\n')}\n`,
  };
}

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres.close());

describe('commands of the Action that a schedule runs', () => {
  it.each([
    ['ingest', ['pull_request', 'pull_request_target', 'issue_comment', 'merge_group', 'workflow_run']],
    ['detect', ['pull_request']],
    ['remediate', ['pull_request_target']],
    ['report', ['issue_comment']],
  ])(
    '%s refuses events that a stranger can cause',
    async (command, events) => {
      for (const event of events) {
        const ran = await run(command, { event, database: 'postgres://nobody@127.0.0.1:1/none' });
        expect([event, ran.status]).toEqual([event, 2]);
        expect(ran.log).toContain(`the command ${command} does not run on ${event}`);
      }
    },
    30_000,
  );

  it.each(['', 'sqlite:.finops/finops.db'])('want PostgreSQL, and not %j', async (database) => {
    const ran = await run('ingest', { database });
    expect(ran.status).toBe(2);
    expect(ran.log).toContain('needs a PostgreSQL database');
  });

  it('ingest brings the bill into the warehouse and says so to the team', async () => {
    const ran = await run('ingest', { database: await postgres.newDatabase(), files: bills() });
    expect([ran.status, ran.log]).toEqual([0, expect.any(String)]);
    expect(ran.summary).toContain('19.75');
    expect(ran.outputs['report-path']).toMatch(/report\.md$/);
  }, 60_000);

  it('ingest shows nothing of the bill in a public repository', async () => {
    const ran = await run('ingest', { database: await postgres.newDatabase(), files: bills(), isPrivate: false });
    expect(ran.status).toBe(0);
    expect(`${ran.summary}\n${ran.log}`).not.toContain('19.75');
    expect(ran.summary).toContain('publicAmounts');
  }, 60_000);

  it('detect and report work on what was ingested', async () => {
    const database = await postgres.newDatabase();
    await run('ingest', { database, files: bills() });
    const detected = await run('detect', { database, files: bills() });
    expect([detected.status, detected.summary]).toEqual([0, expect.stringContaining('No open incidents')]);
    const reported = await run('report', { database, files: bills() });
    expect(reported.status).toBe(0);
    expect(reported.summary).toMatch(/^# Cloud cost, week of 2026-11-18\n/);
    // What the week does not have is said, and is no zero.
    expect(reported.summary).toContain('No billed charges are recorded');
  }, 60_000);

  it('remediate opens a pull request for what costs less', async () => {
    const github = await startGitHub({ now: () => new Date('2026-11-25T12:00:00Z') });
    const files = { 'infra/main.tf': VOLUME, '.github/finops.yml': 'version: 1\n' };
    const repository = github.createRepository('acme/infra', { files });
    const token = github.workflowToken(repository, { contents: 'write', pull_requests: 'write' });
    const env = { GITHUB_API_URL: `${github.url}/api/v3` };
    const ran = await run('remediate', { database: await postgres.newDatabase(), files, token, env });
    expect([ran.status, ran.summary]).toEqual([0, expect.stringContaining('1 new pull requests')]);
    expect(repository.pull(1).title).toContain('gp3');
    github.verify();
    await github.close();
  }, 60_000);

  it('end with the status of what they ran, and say why', async () => {
    const ran = await run('ingest', { database: 'postgres://nobody@127.0.0.1:1/none', files: bills() });
    expect(ran.status).toBe(4);
    expect(ran.log).toContain('ingest ended with status 4');
  }, 60_000);

  it('never let a text of the bill command the runner, nor print an e-mail address', async () => {
    const { '.github/finops.yml': config = '', ...rest } = bills();
    const broken = { ...rest, 'bills/broken.csv': 'BilledCost,ServiceName\n::warning::mallory@example.com,x\n' };
    const ran = await run('ingest', {
      database: await postgres.newDatabase(),
      files: { '.github/finops.yml': config, ...broken },
    });
    expect(ran.status).toBe(3);
    const token = /^::stop-commands::(\S+)$/m.exec(ran.log)?.[1];
    const [, inside = ''] = ran.log.split(`::stop-commands::${token}`);
    expect(inside).toContain('broken.csv');
    expect(inside).toContain(`::${token}::`);
    expect(`${ran.log}${ran.summary}`).not.toContain('mallory@example.com');
  }, 60_000);
});
