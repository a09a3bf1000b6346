import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Annotation } from '#app/github/check-annotations.ts';
import type { GitHubClient } from '#app/github/client.ts';
import { type CheckRunRequest, ensureCheckRun } from '#app/github/ensure-check-run.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

let github: GitHubDouble;
let repository: RepositoryDouble;
let client: GitHubClient;
let headSha: string;

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra');
  headSha = repository.head('main');
  client = clientOf(github, github.workflowToken(repository, { checks: 'write' }));
});

afterEach(async () => {
  await github.close();
});

function annotations(count: number, message = 'costs'): readonly Annotation[] {
  return Array.from({ length: count }, (_, index) => {
    return { path: 'main.tf', startLine: index + 1, endLine: index + 2, level: 'warning', title: 'Budget', message };
  });
}

function request(changes: Partial<CheckRunRequest> = {}): CheckRunRequest {
  const common = { owner: 'acme', repo: 'infra', headSha, name: 'finops/gate', externalId: 'one' };
  return { ...common, conclusion: 'failure', title: 'Over budget', summary: 'Too much', ...changes };
}

describe('ensureCheckRun', () => {
  it('begins a run, concludes the same run, and then leaves it alone', async () => {
    await ensureCheckRun(request({ conclusion: null }), { client });
    expect(repository.checks(headSha)).toMatchObject([{ status: 'in_progress', conclusion: null }]);
    const actions = [{ label: 'Check again', description: 'Judge this commit again', identifier: 'recheck' }];
    const done = request({ annotations: annotations(3), actions });
    expect(await ensureCheckRun(done, { client })).toMatchObject({ outcome: 'updated' });
    expect(await ensureCheckRun(done, { client })).toMatchObject({ outcome: 'unchanged' });
    const [run, ...rest] = repository.checks(headSha);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure', externalId: 'one', actions });
    expect(run?.annotations).toHaveLength(3);
    expect(rest).toEqual([]);
    github.verify();
  });

  it('sends annotations in batches of 50 and concludes with the last', async () => {
    await ensureCheckRun(request({ annotations: annotations(120) }), { client });
    const [run] = repository.checks(headSha);
    expect(run?.annotations).toHaveLength(120);
    const writes = github.calls.filter((call) => call.method !== 'GET' && call.template.includes('check-runs'));
    expect(writes.map((call) => call.method)).toEqual(['POST', 'PATCH', 'PATCH']);
    github.verify();
  });

  it('goes on where a crash between two batches left off', async () => {
    github.fail({ kind: 'bad-gateway', method: 'PATCH', path: /check-runs/ });
    await expect(ensureCheckRun(request({ annotations: annotations(120) }), { client })).rejects.toThrow('502');
    expect(repository.checks(headSha)).toMatchObject([{ status: 'in_progress' }]);
    await ensureCheckRun(request({ annotations: annotations(120) }), { client });
    const runs = repository.checks(headSha);
    expect(runs).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
    expect(runs[0]?.annotations).toHaveLength(120);
    github.verify();
  });

  it('does not lose or double a batch whose answer was lost', async () => {
    github.fail({ kind: 'cut-off', method: 'PATCH', path: /check-runs/, afterwards: true });
    await expect(ensureCheckRun(request({ annotations: annotations(60) }), { client })).rejects.toMatchObject({
      retryable: true,
    });
    await ensureCheckRun(request({ annotations: annotations(60) }), { client });
    expect(repository.checks(headSha)[0]?.annotations).toHaveLength(60);
  });

  it('replaces a run whose annotations belong to an older verdict, and leaves none in progress', async () => {
    github.fail({ kind: 'bad-gateway', method: 'PATCH', path: /check-runs/ });
    await ensureCheckRun(request({ annotations: annotations(60) }), { client }).catch(() => null);
    await ensureCheckRun(request({ conclusion: 'success', annotations: annotations(1, 'other') }), { client });
    expect(repository.checks(headSha)).toMatchObject([
      { status: 'completed', conclusion: 'cancelled' },
      { status: 'completed', conclusion: 'success' },
    ]);
    github.verify();
  });

  it('returns that a token may not write checks, instead of failing', async () => {
    const reader = clientOf(github, github.workflowToken(repository, { checks: 'read' }));
    expect(await ensureCheckRun(request(), { client: reader })).toMatchObject({ outcome: 'not-permitted' });
    const person = clientOf(github, github.tokenOf('acme'));
    expect(await ensureCheckRun(request(), { client: person })).toMatchObject({ outcome: 'not-permitted' });
  });

  it('keeps within the limits of titles, summaries, labels and messages', async () => {
    const long = 'ü'.repeat(70_000);
    await ensureCheckRun(
      request({
        title: long,
        summary: `${'line ü\n'.repeat(20_000)}`,
        annotations: [{ path: 'a', startLine: 0, endLine: 0, level: 'notice', title: long, message: long }],
        actions: [{ label: long, description: long, identifier: long }],
      }),
      { client },
    );
    expect(Buffer.byteLength(repository.checks(headSha)[0]?.output.summary ?? '')).toBeLessThanOrEqual(65_535);
    github.verify();
  });
});
