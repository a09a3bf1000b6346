import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

/** A NAT gateway in us-east-1 is $0.045 an hour (https://aws.amazon.com/vpc/pricing/, read 2026-11-25). */
const PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n';
function gateways(count: number): string {
  return `${PROVIDER}resource "aws_nat_gateway" "a" {\n  count = ${count}\n}\n`;
}
const CONFIG = 'version: 1\noverrides: { teams: [leads] }\npolicies: { packs: { budgets: { maxIncrease: 100 } } }\n';

let github: GitHubDouble;
let repository: RepositoryDouble;

beforeEach(async () => {
  github = await startGitHub();
  const files = { 'infra/main.tf': gateways(1), '.github/finops.yml': CONFIG };
  repository = github.createRepository('acme/infra', { files, isPrivate: false });
  github.createTeam('acme', 'leads', ['bob']);
  repository.grant('bob', 'write');
});

afterEach(async () => {
  github.verify();
  await github.close();
});

function run(name: string, event: object, inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  const permissions = { contents: 'read', pull_requests: 'write', checks: 'write', members: 'read' } as const;
  const about = { repository: { default_branch: 'main', private: false } };
  return runAction({
    inputs: { 'github-token': github.workflowToken(repository, permissions), ...inputs },
    env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: name, GITHUB_API_URL: `${github.url}/api/v3` },
    event: { ...about, ...event },
    workspace: mkdtempSync(join(tmpdir(), 'finops-empty-')),
  });
}

describe('the Action in a merge queue', () => {
  it('judges the group by its own shas, and lets the override of a queued pull request count', async () => {
    repository.push('feature', { 'infra/main.tf': gateways(10) }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const { headSha, headRef, baseSha } = repository.enqueue([1], 'alice');
    const event = {
      merge_group: { head_sha: headSha, head_ref: headRef, base_sha: baseSha, base_ref: 'refs/heads/main' },
    };
    const denied = await run('merge_group', event);
    expect(denied.outputs).toMatchObject({ decision: 'deny', difference: '295.65' });
    expect(denied.status).toBe(1);
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(denied.summary)?.[1];
    repository.comment(1, 'bob', `/finops override budgets/max-increase@${digest} the launch is paid for`);
    const allowed = await run('merge_group', event);
    expect(allowed.outputs['decision']).toBe('allow');
    expect(allowed.status).toBe(0);
  });
});

describe('the second stage for forks', () => {
  it('finds the pull request by the head that GitHub names, judges it anew, comments and makes the check', async () => {
    const fork = github.fork(repository, 'mallory');
    const sha = fork.push('patch', { 'infra/main.tf': gateways(10) }, { by: 'mallory' });
    repository.openPull({ head: 'patch', by: 'mallory', fork });
    const ran = await run(
      'workflow_run',
      { workflow_run: { head_sha: sha, event: 'pull_request' } },
      { check: 'true' },
    );
    expect(ran.outputs['decision']).toBe('deny');
    expect(repository.comments(1)).toHaveLength(1);
    expect(repository.checks(sha).map((each) => [each.name, each.conclusion])).toEqual([
      ['finops/gate', 'action_required'],
    ]);
  });

  it('says nothing about a head that no open pull request has', async () => {
    const sha = repository.push('feature', { 'infra/main.tf': gateways(10) }, { by: 'alice' });
    const ran = await run(
      'workflow_run',
      { workflow_run: { head_sha: sha, event: 'pull_request' } },
      { check: 'true' },
    );
    expect(ran.status).toBe(0);
    expect(repository.checks(sha)).toEqual([]);
  });
});
