import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBrokenEntry } from '#app/audit/audit-entry.ts';
import { type ApplyDeps, type ApplyReport, applyPlan } from '#app/flows/apply-plan.ts';
import { readLedger } from '#app/flows/remediation-ledger.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { planPath, writePlan } from '#app/remediation/read-plan.ts';
import { readAudit } from '#app/warehouse/audit-store.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { type FakeAws, fakeAws } from './fake-aws.ts';
import { ACCOUNT, action, volumePlan } from './plan-builder.ts';

const CONFIG = (execution = ''): string =>
  `version: 1\nremediation:\n  execution:\n    enabled: true\n    accounts: ['${ACCOUNT}']\n${execution}`;

let clock: Date;
let github: GitHubDouble;
let repository: RepositoryDouble;
let database: Database;
let aws: FakeAws;

beforeEach(async () => {
  clock = new Date('2026-11-25T12:00:00Z');
  github = await startGitHub({ now: () => clock });
  repository = github.createRepository('acme/infra', { files: { '.github/finops.yml': CONFIG() } });
  repository.repository.protectedBranches.add('main');
  for (const login of ['ann', 'bob', 'mallory']) repository.grant(login, 'write');
  repository.grant('rita', 'read');
  database = openDatabase('sqlite::memory:');
  await migrate(database);
  aws = fakeAws();
});

afterEach(async () => {
  github.verify();
  await github.close();
  await database.tables.destroy();
});

const plan = volumePlan();
const PATH = planPath(plan.id);

/** The plan on its way: opened by the bot, approved, merged; any part may be another. */
function merge(
  options: {
    readonly text?: string;
    readonly by?: string;
    readonly approvers?: readonly string[];
    readonly before?: (number: number) => void;
    readonly after?: (number: number) => void;
    readonly path?: string;
  } = {},
): string {
  const { text = writePlan(plan), by = 'finops[bot]', approvers = ['ann', 'bob'], path = PATH } = options;
  const branch = `finops/plan-${repository.repository.pulls.size}`;
  repository.push(branch, { [path]: text }, { by });
  const { number } = repository.openPull({ head: branch, by });
  options.before?.(number);
  for (const login of approvers) repository.review(number, login, { state: 'APPROVED', body: '' });
  options.after?.(number);
  repository.mergePull(number, 'ann');
  return text;
}

function apply(text: string, more: Partial<ApplyDeps> & { readonly path?: string } = {}): Promise<ApplyReport> {
  const permissions = { contents: 'write', pull_requests: 'read', administration: 'read' } as const;
  const token = github.workflowToken(repository, permissions);
  return applyPlan(
    { owner: 'acme', repo: 'infra', path: more.path ?? PATH, text },
    {
      database,
      now: () => clock,
      actor: 'finops',
      github: { client: clientOf(github, token) },
      openClients: () => aws.clients,
      policies: { assets: readPolicyAssets(join(repositoryRoot, 'policies')), newId: randomUUID },
      book: readPriceBook(join(repositoryRoot, 'dist/prices')),
      wait: async () => {},
      billedSince: async () => null,
      ...more,
    },
  );
}

async function refusal(text: string, more: Parameters<typeof apply>[1] = {}): Promise<string> {
  const report = await apply(text, more);
  expect(report.outcome).toBe('refused');
  expect(aws.calls.filter((each) => !/^(Get|Describe)/.test(each))).toEqual([]);
  expect(aws.volume).not.toBeNull();
  const entries = await readLedger({ database });
  expect(entries.some((each) => each.event === 'refused')).toBe(true);
  return report.reason ?? '';
}

describe('a merged plan', () => {
  it('is executed: what was reviewed, step by step, with who approved in the audit log', async () => {
    const report = await apply(merge());
    expect(report).toMatchObject({ outcome: 'done', approvers: ['ann', 'bob'], reason: null });
    expect(aws.volume).toBeNull();
    expect(aws.snapshots).toMatchObject([{ state: 'completed' }]);
    const calls = aws.calls.filter((each) => !/^(Get|Describe)/.test(each));
    expect(calls).toEqual(['CreateSnapshot', 'CreateTags', 'DeleteVolume']);
    const rows = await readAudit({ after: 0, limit: 100 }, database);
    const entries = rows.map((row) => ({
      ...{ sequence: row.sequence, recordedAt: row.recorded_at, record: JSON.parse(row.record) },
      ...{ previousHash: row.previous_hash, hash: row.hash },
    }));
    expect(firstBrokenEntry(entries)).toBeNull();
    expect(entries[0]?.record).toMatchObject({
      action: 'remediation.started',
      details: { approvers: 'ann, bob', approvalsNeeded: 2, pullRequest: 'acme/infra#1', bypass: 'none' },
    });
    expect(entries.at(-1)?.record.action).toBe('remediation.finished');
  });

  it('is executed once, on another database too', async () => {
    const text = merge();
    await apply(text);
    aws.volume = { state: 'available', type: 'gp2', tags: { team: 'web' } };
    expect((await apply(text)).reason).toContain('was executed before');
    const other = openDatabase('sqlite::memory:');
    await migrate(other);
    expect((await apply(text, { database: other })).reason).toContain('says that it was executed before');
    expect(aws.volume).not.toBeNull();
    await other.tables.destroy();
  });

  it('of which one began is not begun by a second run, nor another one beside it', async () => {
    const text = merge();
    aws.fail = { call: 'GetCallerIdentity', times: 0 };
    const pending = new Promise<void>(() => {});
    const hanging = apply(text, { wait: () => pending });
    void hanging;
    while (!aws.calls.includes('CreateSnapshot')) await new Promise((done) => setTimeout(done, 5));
    expect((await apply(text)).reason).toContain('is being executed');
    const second = volumePlan({
      target: { provider: 'aws', account: ACCOUNT, region: 'us-east-1', id: 'vol-0000000000000000a' },
    });
    const path = planPath(second.id);
    const other = await apply(merge({ text: writePlan(second), path }), { path });
    expect(other.reason).toContain('one at a time');
  });

  it('that was ended half-way goes on where it was, with the snapshot that it has', async () => {
    const text = merge();
    aws.fail = { call: 'DeleteVolume', times: 1 };
    const crash = new Error('the machine is gone');
    await expect(
      apply(text, {
        wait: async () => {
          throw crash;
        },
      }),
    ).rejects.toThrow(crash);
    aws.fail = null;
    expect((await apply(text)).reason).toContain('is being executed');
    clock = new Date(clock.getTime() + 3 * 3_600_000);
    const report = await apply(text);
    expect(report.outcome).toBe('done');
    expect(report.steps[0]).toEqual({ id: 'snapshot', outcome: 'skipped' });
    expect(aws.snapshots).toHaveLength(1);
  });

  it('whose step fails is reported as failed, and nothing is deleted without a snapshot', async () => {
    aws.fail = { call: 'CreateSnapshot', times: 9 };
    const report = await apply(merge());
    expect(report).toMatchObject({ outcome: 'failed', steps: [{ id: 'snapshot', outcome: 'failed' }] });
    expect(report.reason).toContain('InternalError');
    expect(aws.volume).not.toBeNull();
  });
});

it('with a token that may not write, not where nothing but a file of the run would remember it', async () => {
  const text = merge();
  const permissions = { contents: 'read', pull_requests: 'read' } as const;
  const readOnly = { client: clientOf(github, github.workflowToken(repository, permissions)) };
  expect(await refusal(text, { github: readOnly })).toContain('nothing would remember this execution');
});

describe('a plan is not executed', () => {
  it.each([
    ['that nobody approved', { approvers: [] }, 'nobody did'],
    ['that one person approved where the author is a bot', { approvers: ['ann'] }, 'needs 2 approvals'],
    ['that its author approved', { by: 'mallory', approvers: ['mallory', 'ann'] }, 'needs 2 approvals'],
    ['that people approved who cannot write', { approvers: ['ann', 'rita'] }, 'needs 2 approvals'],
    ['that bots approved', { approvers: ['ann', 'helper[bot]'] }, 'needs 2 approvals'],
  ])('%s', async (_, options, reason) => {
    expect(await refusal(merge(options))).toContain(reason);
  });

  it('that was changed after the approvals', async () => {
    const text = writePlan(volumePlan({ params: { keepSnapshotDays: 40 } }));
    const merged = merge({
      after: (number) => {
        repository.push(repository.pull(number).head.ref, { [PATH]: text }, { by: 'mallory' });
      },
    });
    expect(merged).not.toBe(text);
    expect(await refusal(text)).toContain('nobody did');
  });

  it('for which somebody asked for changes, or took the approval back', async () => {
    const asked = merge({
      after: (number) => void repository.review(number, 'mallory', { state: 'CHANGES_REQUESTED', body: 'no' }),
    });
    expect(await refusal(asked)).toContain('mallory asked for changes');
  });

  it('whose approval was taken back', async () => {
    const text = merge({ after: (number) => void repository.review(number, 'bob', { state: 'DISMISSED', body: '' }) });
    expect(await refusal(text)).toContain('ann did');
  });

  it('that was approved after the merge', async () => {
    const text = merge({ approvers: ['ann'] });
    clock = new Date(clock.getTime() + 60_000);
    repository.review(1, 'bob', { state: 'APPROVED', body: '' });
    expect(await refusal(text)).toContain('needs 2 approvals');
  });

  it('that was merged past the rules', async () => {
    const text = merge();
    repository.repository.bypasses.set(repository.pull(1).mergeSha ?? '', 'mallory');
    expect(await refusal(text)).toContain('mallory merged #1 past the rules of main');
  });

  it('where the rules of the branch ask for more', async () => {
    repository.repository.rules.set('main', [
      {
        type: 'pull_request',
        parameters: {
          required_approving_review_count: 3,
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: false,
          require_last_push_approval: false,
          required_review_thread_resolution: false,
        },
        ruleset_source_type: 'Repository',
        ruleset_source: 'acme/infra',
        ruleset_id: 1,
      },
    ]);
    expect(await refusal(merge())).toContain('needs 3 approvals');
  });

  it('on a branch that is not protected', async () => {
    repository.repository.protectedBranches.clear();
    expect(await refusal(merge())).toContain('main is not protected');
  });

  it('that is not on the branch, or is another one there', async () => {
    const text = merge();
    const changed = writePlan(volumePlan({ params: { keepSnapshotDays: 50 } }));
    expect(await refusal(changed)).toContain('main does not have this text');
    repository.push('main', { [PATH]: changed }, { by: 'mallory' });
    expect(await refusal(changed)).toContain('without a pull request');
    expect(await refusal(text)).toContain('main does not have this text');
  });

  it('under the name of another', async () => {
    const path = planPath('delete-volume-0123456789');
    expect(await refusal(merge({ path }), { path })).toContain('holds the plan');
  });

  it('that the team`s own policies deny', async () => {
    const rego =
      'package finops.mine\n\ndeny contains "not on fridays" if {\n\tcount(input.approvals) == 2\n\tinput.pullRequest.author == "finops"\n}\n\ndeny contains "no" if some each in input.pullRequest.files\n';
    repository.push('main', { '.finops/policies/mine.rego': rego }, { by: 'ann' });
    expect(await refusal(merge())).toContain('mine/deny: no');
  });
});

describe('a rail stops it', () => {
  it.each([
    ['the kill switch', `version: 1\nremediation:\n  execution: { accounts: ['${ACCOUNT}'] }\n`, 'kill-switch'],
    ['an account that is not allowed', 'version: 1\nremediation:\n  execution: { enabled: true }\n', 'account'],
    [
      'a freeze',
      CONFIG("    freeze: [{ from: '2026-11-20', until: '2026-11-30', reason: sale }]\n"),
      'freeze: frozen until 2026-11-30: sale',
    ],
    ['its age', CONFIG('    minimumAgeDays: 90\n'), 'age: it is 55 days old'],
    ['its amount', CONFIG('    maxMonthlySavings: 9\n'), 'amount: 10 USD'],
  ])('%s, as the base says it now', async (_, config, reason) => {
    const text = merge();
    repository.push('main', { '.github/finops.yml': config }, { by: 'ann' });
    expect(await refusal(text)).toContain(reason);
  });

  it.each([
    [
      'a volume that is attached meanwhile',
      () => {
        aws.volume = { state: 'in-use', type: 'gp2', tags: { team: 'web' } };
      },
      'drifted: state was "available", is "in-use"',
    ],
    [
      'a tag that came since',
      () => {
        aws.volume = { state: 'available', type: 'gp2', tags: { team: 'web', 'finops:hold': 'yes' } };
      },
      'hold',
    ],
    [
      'a volume that is gone',
      () => {
        aws.volume = null;
      },
      'is gone',
    ],
    [
      'other credentials',
      () => {
        aws.account = '999999999999';
      },
      'credentials are of 999999999999',
    ],
  ])('%s', async (_, change, reason) => {
    const text = merge();
    change();
    const report = await apply(text);
    expect(report.outcome).toBe('refused');
    expect(report.reason).toContain(reason);
    expect(aws.calls.filter((each) => !/^(Get|Describe)/.test(each))).toEqual([]);
  });

  it('a day after it expired', async () => {
    const text = merge();
    clock = new Date('2026-12-03T12:00:00Z');
    expect(await refusal(text)).toContain('expired');
  });

  it('a tag of production that the plan already had', async () => {
    const production = volumePlan({
      observed: { ...{ state: plan.preconditions.state }, tags: { env: 'Prod' }, createdAt: null },
    });
    aws.volume = { state: 'available', type: 'gp2', tags: { env: 'Prod' } };
    expect(await refusal(merge({ text: writePlan(production) }))).toContain('production: the tag env says Prod');
  });

  it('and may be tried again once it no longer does', async () => {
    const text = merge();
    repository.push('main', { '.github/finops.yml': 'version: 1\n' }, { by: 'ann' });
    expect(await refusal(text)).toContain('kill-switch');
    repository.push('main', { '.github/finops.yml': CONFIG() }, { by: 'ann' });
    expect((await apply(text)).outcome).toBe('done');
  });
});

it('what does not end as planned is put back', async () => {
  const modify = volumePlan({ action: action('modify-volume'), params: { iops: 3000, throughput: 125 } });
  const path = planPath(modify.id);
  const text = merge({ text: writePlan(modify), path, by: 'mallory' });
  const { ec2 } = aws.clients;
  let described = 0;
  const send = ec2.send.bind(ec2) as (command: object) => Promise<unknown>;
  // After the change the cloud says something else than what was asked for.
  Object.assign(ec2, {
    send: async (command: object) => {
      if (command.constructor.name === 'DescribeVolumes' || command.constructor.name === 'DescribeVolumesCommand') {
        described++;
        if (described > 2 && aws.volume?.type === 'gp3') aws.volume.type = 'io1';
      }
      return send(command);
    },
  });
  const report = await apply(text, { path });
  expect(report).toMatchObject({ outcome: 'rolled_back', reason: 'the volume is io1, not gp3' });
  expect(aws.volume?.type).toBe('gp2');
});
