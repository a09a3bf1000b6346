import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

/** A NAT gateway in us-east-1 is $0.045 an hour (https://aws.amazon.com/vpc/pricing/, read 2026-11-25). */
function gateways(name: string, count: number): string {
  return `provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "${name}" {\n  count = ${count}\n}\n`;
}

let github: GitHubDouble;
let repository: RepositoryDouble;

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra', { files: { 'infra/main.tf': gateways('a', 1) } });
});

afterEach(async () => {
  github.verify();
  await github.close();
});

/** What `actions/checkout` leaves at depth 1: one commit, no other history. */
function checkout(sha: string): string {
  const workspace = mkdtempSync(join(tmpdir(), 'finops-checkout-'));
  const git = (...argv: readonly string[]) => execFileSync('git', ['-C', workspace, ...argv], { stdio: 'pipe' });
  repository.repository.git.git(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  git('init', '--quiet');
  git('fetch', '--quiet', '--depth=1', `file://${repository.repository.git.directory}`, sha);
  git('checkout', '--quiet', 'FETCH_HEAD');
  expect(git('rev-list', '--count', 'HEAD').toString().trim()).toBe('1');
  return workspace;
}

function run(workspace: string, at: { readonly head: string; readonly sha: string }): Promise<ActionRun> {
  const permissions = { contents: 'read', pull_requests: 'write', members: 'read' } as const;
  return runAction({
    inputs: { 'github-token': github.workflowToken(repository, permissions) },
    env: {
      GITHUB_REPOSITORY: 'acme/infra',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_API_URL: `${github.url}/api/v3`,
      GITHUB_SHA: at.sha,
    },
    event: { pull_request: { number: 1, head: { sha: at.head } } },
    workspace,
  });
}

/** How often the tree of a commit was asked for. */
function treesOf(sha: string): number {
  return github.calls.filter((each) => each.path.includes(`/git/trees/${sha}`)).length;
}

describe('a checkout at depth 1', () => {
  it('of the head is the planned side, compared with where it parted from the base', async () => {
    const head = repository.push('feature', { 'infra/main.tf': gateways('a', 3) }, { by: 'alice', from: 'main' });
    repository.push('main', { 'other/main.tf': gateways('o', 5) }, { by: 'bob' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const ran = await run(checkout(head), { head, sha: head });
    expect([ran.status, ran.outputs['difference']]).toEqual([0, '65.7']);
    expect(treesOf(head)).toBe(0);
  });

  it('of the merge commit is compared with its first parent: what others merged is not this change', async () => {
    const head = repository.push('feature', { 'infra/main.tf': gateways('a', 3) }, { by: 'alice', from: 'main' });
    const base = repository.push('main', { 'other/main.tf': gateways('o', 5) }, { by: 'bob' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const merge = repository.repository.git.merge({ one: base, other: head, message: 'Merge' }) ?? '';
    const ran = await run(checkout(merge), { head, sha: merge });
    expect([ran.status, ran.outputs['difference']]).toEqual([0, '65.7']);
    expect([treesOf(head), treesOf(merge)]).toEqual([0, 0]);
  });

  it('of an older merge is not believed: the head is read through the API', async () => {
    const older = repository.push('feature', { 'infra/main.tf': gateways('a', 3) }, { by: 'alice', from: 'main' });
    repository.openPull({ head: 'feature', by: 'alice' });
    const merge = repository.repository.git.merge({ one: repository.head('main'), other: older, message: 'M' }) ?? '';
    const head = repository.push('feature', { 'infra/main.tf': gateways('a', 4) }, { by: 'alice' });
    const ran = await run(checkout(merge), { head, sha: merge });
    expect(ran.outputs['difference']).toBe('98.55');
    expect(treesOf(head)).toBe(1);
  });
});
