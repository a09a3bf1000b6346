import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

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
    },
    event: { pull_request: { number } },
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
    expect(comments()[0]).toContain('/finops override budgets&#47;max-increase&#64;');
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

describe('the Action without a pull request', () => {
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
