import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewerLogin } from '#app/github/account.ts';
import { compareCommits, listChangedFiles, mergeBase } from '#app/github/compare-commits.ts';
import { ensureComment } from '#app/github/ensure-comment.ts';
import { ensureLabels } from '#app/github/ensure-labels.ts';
import { teamMembers } from '#app/github/permission.ts';
import { openPullRequestsWithHead, readPullRequest } from '#app/github/pull-request.ts';
import type { FailureKind } from '#test/support/github/failures.ts';
import { clientOf, patientClientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

let github: GitHubDouble;
let repository: RepositoryDouble;
let token: string;
const at = { owner: 'acme', repo: 'infra' };

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra', { files: { 'main.tf': 'a\n' } });
  repository.push('feature', { 'main.tf': 'b\n', 'new.tf': 'c\n' }, { by: 'alice' });
  repository.openPull({ head: 'feature', by: 'alice', title: 'Grow' });
  token = github.workflowToken(repository, { pull_requests: 'write', contents: 'read', issues: 'write' });
});

afterEach(async () => {
  await github.close();
});

describe('a client that retries', () => {
  it('waits as long as GitHub asks, and then goes on', async () => {
    const waits: number[] = [];
    const client = patientClientOf(github, { token, waits });
    github.fail({ kind: 'secondary-limit', retryAfterSeconds: 3 });
    github.fail({ kind: 'secondary-limit' });
    expect((await readPullRequest({ ...at, number: 1 }, { client })).title).toBe('Grow');
    expect(waits).toEqual([3000, 60_000]);
  });

  it('hands a longer limit to its caller with the time to wait', async () => {
    const client = patientClientOf(github, { token, waits: [], longestWaitMs: 10_000 });
    github.fail({ kind: 'primary-limit', retryAfterSeconds: 3600 });
    const failure = await readPullRequest({ ...at, number: 1 }, { client }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'upstream', retryable: true });
    expect((failure as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(3_500_000);
  });

  it('reads again after a failed server or connection, but never writes twice', async () => {
    const waits: number[] = [];
    const client = patientClientOf(github, { token, waits });
    for (const kind of ['bad-gateway', 'cut-off', 'down'] as const) github.fail({ kind, method: 'GET' });
    expect((await readPullRequest({ ...at, number: 1 }, { client })).title).toBe('Grow');
    expect(waits).toHaveLength(3);
    github.fail({ kind: 'cut-off', method: 'POST', path: /comments/, afterwards: true });
    const comment = {
      ...at,
      number: 1,
      key: 'gate',
      author: 'github-actions[bot]',
      mode: 'update',
      body: 'x',
    } as const;
    await expect(ensureComment(comment, { client })).rejects.toMatchObject({ code: 'upstream', retryable: true });
    expect(await ensureComment(comment, { client })).toMatchObject({ outcome: 'unchanged' });
    expect(repository.comments(1)).toHaveLength(1);
  });

  it('turns every failure into one upstream error with its status', async () => {
    const client = clientOf(github, token);
    const kinds: Readonly<Partial<Record<FailureKind, [number | undefined, boolean]>>> = {
      'bad-gateway': [502, true],
      unprocessable: [422, false],
      forbidden: [403, false],
      'not-found': [404, false],
      down: [500, true],
    };
    for (const [kind, [status, retryable]] of Object.entries(kinds) as [FailureKind, [number, boolean]][]) {
      github.fail({ kind });
      await expect(readPullRequest({ ...at, number: 1 }, { client })).rejects.toMatchObject({
        code: 'upstream',
        status,
        retryable,
      });
    }
    github.fail({ kind: 'cut-off' });
    await expect(readPullRequest({ ...at, number: 1 }, { client })).rejects.toMatchObject({
      code: 'upstream',
      retryable: true,
    });
  });
});

describe('what is asked about a pull request', () => {
  it('is its head, where it parted from its base, and what it changes', async () => {
    const client = clientOf(github, token);
    const parted = repository.head('main');
    repository.push('main', { 'other.tf': 'd\n' }, { by: 'bob' });
    const pull = await readPullRequest({ ...at, number: 1 }, { client });
    expect(pull).toMatchObject({
      author: 'alice',
      headSha: repository.head('feature'),
      isFork: false,
      changedFiles: 2,
    });
    const compared = await compareCommits({ ...at, base: 'main', head: pull.headSha }, { client });
    expect(compared).toEqual({
      mergeBase: parted,
      aheadBy: 1,
      files: [
        { path: 'main.tf', status: 'modified', previousPath: null },
        { path: 'new.tf', status: 'added', previousPath: null },
      ],
    });
    expect(await mergeBase({ ...at, base: 'main', head: pull.headSha }, { client })).toBe(parted);
    expect(await openPullRequestsWithHead({ ...at, sha: pull.headSha }, { client })).toMatchObject([{ number: 1 }]);
    expect(await openPullRequestsWithHead({ ...at, sha: repository.head('main') }, { client })).toEqual([]);
    expect(await viewerLogin({ client })).toBe('github-actions[bot]');
    expect(await teamMembers({ organization: 'acme', team: 'none' }, { client })).toBeNull();
    github.verify();
  });

  it('is read from a fork, whose commits the parent knows', async () => {
    const fork = github.fork(repository, 'mallory');
    fork.push('patch', { 'main.tf': 'z\n' }, { by: 'mallory' });
    repository.openPull({ head: 'patch', by: 'mallory', fork });
    const client = clientOf(github, token);
    const pull = await readPullRequest({ ...at, number: 2 }, { client });
    expect(pull).toMatchObject({ isFork: true, headRepository: { owner: 'mallory', repo: 'infra' } });
    expect((await compareCommits({ ...at, base: 'main', head: pull.headSha }, { client })).files).toHaveLength(1);
    github.verify();
  });

  it('counts on from 300 files to 3,000, and says when there are more', async () => {
    const many = Object.fromEntries(Array.from({ length: 3100 }, (_, index) => [`f${index}.tf`, `${index}\n`]));
    repository.push('feature', many, { by: 'alice' });
    const client = clientOf(github, token);
    expect((await compareCommits({ ...at, base: 'main', head: 'feature' }, { client })).files).toBeNull();
    const { files, isComplete } = await listChangedFiles({ ...at, number: 1 }, { client });
    expect([files.length, isComplete]).toEqual([3000, false]);
    github.verify();
  });

  it('gets the labels that are ours, and no others', async () => {
    const client = clientOf(github, token);
    const request = { ...at, number: 1, owned: ['finops:over-budget', 'finops:cheaper'] };
    repository.pull(1).labels.add('bug');
    expect(await ensureLabels({ ...request, labels: ['finops:over-budget'] }, { client })).toEqual({
      outcome: 'updated',
    });
    expect(await ensureLabels({ ...request, labels: ['finops:over-budget'] }, { client })).toEqual({
      outcome: 'unchanged',
    });
    await ensureLabels({ ...request, labels: ['finops:cheaper'] }, { client });
    expect([...repository.pull(1).labels]).toEqual(['bug', 'finops:cheaper']);
    github.verify();
  });
});
