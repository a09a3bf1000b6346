import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';
import { repositoryRoot } from '#test/support/shared.ts';

const PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n';
const ONE = `${PROVIDER}resource "aws_nat_gateway" "a" {}\n`;
const TEN = `${PROVIDER}resource "aws_nat_gateway" "a" {\n  count = 10\n}\n`;
const CONFIG = [
  'version: 1',
  'overrides: { teams: [leads] }',
  'policies:',
  '  packs:',
  '    budgets: { level: soft, maxIncrease: 100 }',
].join('\n');

let github: GitHubDouble;
let repository: RepositoryDouble;

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra', {
    files: { 'infra/main.tf': ONE, '.github/finops.yml': `${CONFIG}\n`, 'README.md': 'words\n' },
    isPrivate: true,
  });
  github.createTeam('acme', 'leads', ['bob']);
  repository.grant('bob', 'write');
});

afterEach(async () => {
  github.verify();
  await github.close();
});

async function run(
  number: number,
  options: {
    readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly workspace?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** The head that the event names; left out: none. */
    readonly head?: string;
  } = {},
): Promise<ActionRun> {
  const permissions = options.permissions ?? {
    contents: 'read',
    pull_requests: 'write',
    issues: 'write',
    checks: 'write',
    members: 'read',
  };
  return runAction({
    inputs: { 'github-token': github.workflowToken(repository, permissions), ...options.inputs },
    env: {
      GITHUB_REPOSITORY: 'acme/infra',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_API_URL: `${github.url}/api/v3`,
      GITHUB_SHA: '',
      ...options.env,
    },
    event: { pull_request: { number, ...(options.head === undefined ? {} : { head: { sha: options.head } }) } },
    workspace: options.workspace ?? mkdtempSync(join(tmpdir(), 'finops-empty-')),
  });
}

function comments(number = 1): readonly string[] {
  return [...repository.comments(number)].map((each) => each.body);
}

describe('the Action on a pull request', () => {
  it('allows what stays within the budget, comments once, and says so in its outputs', async () => {
    repository.push('feature', { 'infra/main.tf': `${ONE}resource "aws_nat_gateway" "b" {}\n` }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const first = await run(1);
    expect(first.log).toContain('Decision: allow');
    expect(first.status).toBe(0);
    expect(first.outputs).toMatchObject({
      decision: 'allow',
      'monthly-cost': '65.7',
      'prior-monthly-cost': '32.85',
      difference: '32.85',
    });
    expect(first.summary).toContain('### Cloud cost: +$33 a month');
    await run(1);
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).toContain('+$32.85');
  });

  it('denies what breaks the budget, with the override in the comment', async () => {
    repository.push('feature', { 'infra/main.tf': TEN }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const ran = await run(1);
    expect(ran.status).toBe(1);
    expect(ran.outputs['decision']).toBe('deny');
    expect(ran.outputs['difference']).toBe('295.65');
    expect(comments()[0]).toContain('&#47;finops override budgets&#47;max-increase&#64;');
  });

  it('takes the word of the base, not of the pull request, on configuration and policies', async () => {
    repository.push(
      'feature',
      { 'infra/main.tf': TEN, '.github/finops.yml': 'version: 1\n', '.finops/waivers.yml': '[]\n' },
      { by: 'alice' },
    );
    repository.openPull({ head: 'feature', by: 'alice' });
    expect((await run(1)).outputs['decision']).toBe('deny');
  });

  it('lets somebody of the team override exactly what was shown, and nothing after a push', async () => {
    repository.push('feature', { 'infra/main.tf': TEN }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    await run(1);
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(comments()[0] ?? '')?.[1];
    repository.comment(1, 'alice', `/finops override budgets/max-increase@${digest} please`);
    expect((await run(1)).status).toBe(1);
    repository.comment(1, 'bob', `/finops override budgets/max-increase@${digest} the launch is paid for`);
    const allowed = await run(1);
    expect(allowed.outputs['decision']).toBe('allow');
    expect(allowed.status).toBe(0);
    repository.push('feature', { 'infra/main.tf': TEN.replace('10', '12') }, { by: 'alice' });
    expect((await run(1)).status).toBe(1);
  });

  it('has nothing to say when nothing concerns it', async () => {
    repository.push('feature', { 'README.md': 'other words\n' }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const ran = await run(1);
    expect(ran.status).toBe(0);
    expect(comments()).toEqual([]);
  });

  it('does not allow what it cannot read', async () => {
    repository.push('feature', { 'infra/main.tf': 'resource "aws_nat_gateway" {{{\n' }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const ran = await run(1);
    expect(ran.status).toBe(5);
    expect(ran.outputs['decision']).toBe('error');
  });

  it('does not fail because a fork’s token may not comment', async () => {
    repository.push('feature', { 'infra/main.tf': `${ONE}resource "aws_nat_gateway" "b" {}\n` }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const ran = await run(1, { permissions: { contents: 'read', pull_requests: 'read' } });
    expect(ran.status).toBe(0);
    expect(ran.log).toContain('::warning');
    expect(comments()).toEqual([]);
  });

  it('makes a check run on the head where it is asked to', async () => {
    repository.push('feature', { 'infra/main.tf': TEN }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    await run(1, { inputs: { check: 'true' } });
    const runs = [...github.state.repositories.values()].flatMap((each) => [...each.checks.values()]);
    expect(runs.map((each) => [each.name, each.conclusion])).toEqual([['finops/gate', 'action_required']]);
  });

  it('fails with one line when GitHub does not answer', async () => {
    repository.push('feature', { 'infra/main.tf': TEN }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    github.fail({ method: 'GET', path: /pulls\/1$/, kind: 'not-found', times: 99 });
    const ran = await run(1);
    expect([4, 5]).toContain(ran.status);
    expect(ran.outputs['decision']).toBe('error');
  });
});

describe('several jobs on one pull request', () => {
  it('each have a comment and files of their own, and find them again', async () => {
    const files = { 'infra/main.tf': TEN, 'other/main.tf': ONE.replace('"a"', '"o"') };
    repository.push('feature', files, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const matrix = [{ path: 'infra' }, { path: 'other' }];
    for (const inputs of [...matrix, ...matrix]) await run(1, { inputs, env: { GITHUB_JOB: 'cost' } });
    await run(1, { env: { GITHUB_JOB: 'another' } });
    const texts = comments();
    expect(texts).toHaveLength(3);
    expect(texts[0]).toContain('+$295.65');
    expect(texts[0]).not.toContain('other');
    expect(texts[1]).toContain('+$32.85');
    expect(texts[2]).toContain('+$328.50');
  });
});

describe('a run whose pull request was pushed to since', () => {
  it('judges the commit that its status stands on, and leaves the comment to the newer run', async () => {
    const dear = repository.push('feature', { 'infra/main.tf': TEN }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    repository.push('feature', { 'infra/main.tf': ONE }, { by: 'alice' });
    const ran = await run(1, { head: dear });
    expect([ran.status, ran.outputs['decision']]).toEqual([1, 'deny']);
    expect(comments()).toEqual([]);
  });
});

describe('a plan that the workflow made of a pull request', () => {
  it('is judged by the base’s configuration, with its overrides', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'finops-plan-'));
    const resource = { address: 'aws_nat_gateway.a', mode: 'managed', type: 'aws_nat_gateway', name: 'a' };
    const provider = 'registry.terraform.io/hashicorp/aws';
    const resources = Array.from({ length: 10 }, (_, index) => {
      const address = `aws_nat_gateway.a${index}`;
      return { ...resource, address, name: `a${index}`, provider_name: provider, values: { region: 'us-east-1' } };
    });
    const plan = { format_version: '1.2', planned_values: { root_module: { resources } }, resource_changes: [] };
    writeFileSync(join(workspace, 'plan.json'), JSON.stringify(plan));
    mkdirSync(join(workspace, '.github'));
    writeFileSync(join(workspace, '.github/finops.yml'), 'version: 1\n');
    repository.push('feature', { 'infra/main.tf': TEN, '.github/finops.yml': 'version: 1\n' }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const denied = await run(1, { workspace, inputs: { path: 'plan.json' } });
    expect([denied.status, denied.outputs['decision'], denied.outputs['difference']]).toEqual([1, 'deny', '328.5']);
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(comments()[0] ?? '')?.[1];
    repository.comment(1, 'bob', `/finops override budgets/max-increase@${digest} the launch is paid for`);
    const allowed = await run(1, { workspace, inputs: { path: 'plan.json' } });
    expect([allowed.status, comments().filter((each) => each.includes('Overridden by bob')).length]).toEqual([0, 1]);
  });
});

describe('inputs', () => {
  it.each([
    ['command', 'forecast', 'input command: Invalid option: expected one of "gate"|"estimate"'],
    ['database-url', 'mysql://me:secret@db', 'input database-url: postgres://… or sqlite:PATH'],
    ['prior-path', 'a', 'prior-path needs planned-path'],
  ])('that do not fit (%s) are one line, exit 2 and no success', async (name, value, message) => {
    const ran = await run(1, { inputs: { [name]: value } });
    expect(ran.status).toBe(2);
    expect(ran.log.split('\n').filter((line) => line.startsWith('::error'))).toEqual([
      expect.stringContaining(message),
    ]);
    expect(ran.log).not.toContain('secret');
  });

  it('and outputs are those of the documentation', () => {
    const action = parse(readFileSync(join(repositoryRoot, 'action.yml'), 'utf8'));
    expect(Object.keys(action.inputs).sort()).toEqual(
      'check command comment config currency database-url fail-on github-token path planned-path prior-path'.split(' '),
    );
    expect(Object.keys(action.outputs).sort()).toEqual(
      'decision difference json-path monthly-cost prior-monthly-cost report-path'.split(' '),
    );
  });
});

describe('the Action without a pull request', () => {
  it.each(['push', 'schedule', 'workflow_dispatch'])('estimates what is checked out (%s)', async (name) => {
    const workspace = mkdtempSync(join(tmpdir(), 'finops-push-'));
    mkdirSync(join(workspace, 'infra'));
    writeFileSync(join(workspace, 'infra/main.tf'), TEN);
    const ran = await runAction({
      inputs: { command: 'estimate' },
      env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: name },
      event: { repository: { default_branch: 'main', private: true } },
      workspace,
    });
    expect([ran.status, ran.outputs['monthly-cost']]).toEqual([0, '328.5']);
    expect(readFileSync(ran.outputs['report-path'] ?? '', 'utf8')).toContain('$328.50');
  });

  it('compares two paths of the workspace', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'finops-paths-'));
    execFileSync(
      'bash',
      ['-c', `mkdir -p a b && printf '%s' "$0" > a/main.tf && printf '%s' "$1" > b/main.tf`, ONE, TEN],
      { cwd: workspace },
    );
    const ran = await runAction({
      inputs: { 'prior-path': 'a', 'planned-path': 'b' },
      env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: 'workflow_dispatch' },
      event: {},
      workspace,
    });
    expect(ran.outputs).toMatchObject({ decision: 'allow', difference: '295.65' });
  });
});
