import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubClient } from '#app/github/client.ts';
import { boundedBody, commentMarker } from '#app/github/comment-body.ts';
import { type CommentRequest, ensureComment } from '#app/github/ensure-comment.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

let github: GitHubDouble;
let repository: RepositoryDouble;
let client: GitHubClient;

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra');
  repository.push('feature', { 'main.tf': 'x\n' }, { by: 'alice' });
  repository.openPull({ head: 'feature', by: 'alice' });
  client = clientOf(github, github.workflowToken(repository, { pull_requests: 'write' }));
});

afterEach(async () => {
  await github.close();
});

function request(changes: Partial<CommentRequest> = {}): CommentRequest {
  const author = 'github-actions[bot]';
  return { owner: 'acme', repo: 'infra', number: 1, key: 'gate', author, mode: 'update', body: 'first', ...changes };
}

function bodies(): readonly string[] {
  return repository.comments(1).map((each) => each.body);
}

describe('ensureComment', () => {
  it('creates one comment, then leaves it alone, then updates it', async () => {
    expect(await ensureComment(request(), { client })).toMatchObject({ outcome: 'created' });
    expect(await ensureComment(request(), { client })).toMatchObject({ outcome: 'unchanged' });
    expect(await ensureComment(request({ body: 'second' }), { client })).toMatchObject({ outcome: 'updated' });
    expect(bodies()).toEqual(['<!-- finops:comment:gate -->\nsecond']);
    github.verify();
  });

  it('finds its comment behind more comments than one page has', async () => {
    for (let index = 0; index < 120; index++) repository.comment(1, 'alice', `talk ${index}`);
    await ensureComment(request(), { client });
    for (let index = 0; index < 120; index++) repository.comment(1, 'alice', `more talk ${index}`);
    expect(await ensureComment(request({ body: 'second' }), { client })).toMatchObject({ outcome: 'updated' });
    expect(bodies().filter((body) => body.includes('finops:comment'))).toHaveLength(1);
    github.verify();
  });

  it('never touches a comment of somebody else that carries the marker', async () => {
    repository.comment(1, 'mallory', `${commentMarker('gate')}\nlooks fine`);
    await ensureComment(request(), { client });
    expect(bodies()).toEqual([`${commentMarker('gate')}\nlooks fine`, `${commentMarker('gate')}\nfirst`]);
  });

  it('keeps comments of different keys apart', async () => {
    await ensureComment(request(), { client });
    await ensureComment(request({ key: 'prod', body: 'other' }), { client });
    expect(bodies()).toHaveLength(2);
  });

  it('hides the old comment and writes a new one below', async () => {
    await ensureComment(request(), { client });
    await ensureComment(request({ mode: 'hide-and-new', body: 'second' }), { client });
    await ensureComment(request({ mode: 'hide-and-new', body: 'second' }), { client });
    const [old, current, ...rest] = repository.comments(1);
    expect(old).toMatchObject({ minimized: 'OUTDATED', body: '<!-- finops:outdated:gate -->\nfirst' });
    expect(current).toMatchObject({ minimized: null, body: '<!-- finops:comment:gate -->\nsecond' });
    expect(rest).toEqual([]);
    github.verify();
  });

  it('deletes the old comment and writes a new one below', async () => {
    await ensureComment(request(), { client });
    repository.comment(1, 'alice', 'talk');
    await ensureComment(request({ mode: 'delete-and-new', body: 'second' }), { client });
    expect(bodies()).toEqual(['talk', '<!-- finops:comment:gate -->\nsecond']);
    github.verify();
  });

  it('stays silent where it is asked to, but keeps an existing comment right', async () => {
    expect(await ensureComment(request({ whenMissing: 'nothing' }), { client })).toMatchObject({ outcome: 'nothing' });
    expect(await ensureComment(request({ mode: 'off' }), { client })).toMatchObject({ outcome: 'nothing' });
    expect(bodies()).toEqual([]);
    await ensureComment(request(), { client });
    await ensureComment(request({ whenMissing: 'nothing', body: 'second' }), { client });
    expect(bodies()).toEqual(['<!-- finops:comment:gate -->\nsecond']);
  });

  it('writes a new comment when a person deleted the old one, before or while it looks', async () => {
    await ensureComment(request(), { client });
    for (const comment of repository.comments(1)) repository.deleteComment(comment);
    expect(await ensureComment(request({ body: 'second' }), { client })).toMatchObject({ outcome: 'created' });
    github.fail({ kind: 'not-found', method: 'PATCH', path: /comments/ });
    expect(await ensureComment(request({ body: 'third' }), { client })).toMatchObject({ outcome: 'created' });
  });

  it('ends with one comment when two runs created one each', async () => {
    await ensureComment(request(), { client });
    const twin = github.createRepository('acme/other');
    const [ours] = repository.comments(1);
    repository.repository.comments.set(1, { ...ours!, id: 1, body: `${commentMarker('gate')}\ntwin` });
    await ensureComment(request({ body: 'second' }), { client });
    expect(bodies()).toEqual(['<!-- finops:comment:gate -->\nsecond']);
    expect(twin.comments(1)).toEqual([]);
  });

  it('returns that a read-only token may not comment, instead of failing', async () => {
    const reader = clientOf(github, github.workflowToken(repository, { pull_requests: 'read' }));
    expect(await ensureComment(request(), { client: reader })).toEqual({ outcome: 'not-permitted', url: null });
  });

  it('does not mistake a rate limit for a missing right', async () => {
    github.fail({ kind: 'secondary-limit', method: 'POST', retryAfterSeconds: 7 });
    await expect(ensureComment(request(), { client })).rejects.toMatchObject({ retryable: true, retryAfterMs: 7000 });
  });

  it('cuts what is longer than GitHub takes at the end of a line, and closes folds', async () => {
    const row = `| ${'x'.repeat(96)} |\n`;
    const body = `<details>\n\n${row.repeat(1000)}</details>`;
    expect(await ensureComment(request({ body }), { client })).toMatchObject({ outcome: 'created' });
    const written = bodies()[0] ?? '';
    expect(written.length).toBeLessThanOrEqual(65_536);
    expect(written).toContain('</details>\n\n_Cut here');
    expect(
      written
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .every((line) => line === row.trimEnd()),
    ).toBe(true);
    expect(await ensureComment(request({ body }), { client })).toMatchObject({ outcome: 'unchanged' });
    expect(boundedBody('short')).toBe('short');
  });
});
