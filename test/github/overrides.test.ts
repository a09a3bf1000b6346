import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubClient } from '#app/github/client.ts';
import { type OverrideRights, readOverrides } from '#app/github/overrides.ts';
import { readPullRequest } from '#app/github/pull-request.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

let github: GitHubDouble;
let repository: RepositoryDouble;
let client: GitHubClient;
const LINE = '/finops override budgets.max-increase@abc123 the launch is paid for';

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra');
  github.createTeam('acme', 'platform-leads', ['alice', 'bob', 'carol', 'dave']);
  for (const login of ['alice', 'bob', 'carol']) repository.grant(login, 'write');
  repository.grant('dave', 'read');
  repository.push('feature', { 'main.tf': 'x\n' }, { by: 'alice' });
  repository.openPull({ head: 'feature', by: 'alice' });
  const { app } = github.createApp({
    slug: 'gate',
    permissions: { pull_requests: 'read', contents: 'read', members: 'read', metadata: 'read' },
    events: [],
  });
  github.install(app, 'acme');
  client = clientOf(
    github,
    github.workflowToken(repository, { pull_requests: 'read', contents: 'read', members: 'read' }),
  );
});

afterEach(async () => {
  await github.close();
});

async function overrides(rights: Partial<OverrideRights> = {}, live = ['budgets.max-increase@abc123']) {
  const at = { owner: 'acme', repo: 'infra' };
  const pull = await readPullRequest({ ...at, number: 1 }, { client });
  const { accepted, refused } = await readOverrides(
    { ...at, pull, rights: { teams: ['platform-leads'], owners: [], ...rights }, live },
    { client },
  );
  github.verify();
  return { accepted: accepted.map((each) => each.by), refused: refused.map((each) => `${each.by} ${each.because}`) };
}

describe('overrides', () => {
  it('holds when a member of the team writes it in a comment or in an approving review', async () => {
    repository.comment(1, 'bob', LINE);
    repository.review(1, 'carol', { state: 'APPROVED', body: `Fine.\n\n${LINE}` });
    expect(await overrides()).toEqual({ accepted: ['bob', 'carol'], refused: [] });
  });

  it('does not hold in a review that does not approve, or was dismissed', async () => {
    repository.review(1, 'carol', { state: 'COMMENTED', body: LINE });
    repository.review(1, 'bob', { state: 'DISMISSED', body: LINE });
    expect(await overrides()).toEqual({ accepted: [], refused: [] });
  });

  it('does not hold for the author, the last pusher, a bot, a stranger, or who cannot write', async () => {
    repository.push('feature', { 'main.tf': 'y\n' }, { by: 'carol', author: 'bob' });
    for (const login of ['alice', 'carol', 'renovate[bot]', 'mallory', 'dave', 'bob'])
      repository.comment(1, login, LINE);
    expect(await overrides()).toEqual({
      accepted: ['bob'],
      refused: ['alice author', 'carol last-pusher', 'renovate bot', 'mallory not-in-a-team', 'dave no-write-access'],
    });
  });

  it('does not hold when the comment was edited, or has no reason', async () => {
    repository.editComment(repository.comment(1, 'bob', 'hello'), LINE);
    repository.comment(1, 'carol', '/finops override budgets.max-increase@abc123');
    expect(await overrides()).toEqual({ accepted: [], refused: ['bob edited', 'carol no-reason'] });
  });

  it('is void for another digest than the one that fires now', async () => {
    repository.comment(1, 'bob', LINE);
    expect(await overrides({}, ['budgets.max-increase@def456'])).toEqual({ accepted: [], refused: [] });
  });

  it('holds for an owner by name, and asks at the moment of use', async () => {
    repository.comment(1, 'carol', LINE);
    expect(await overrides({ teams: [], owners: ['carol'] })).toEqual({ accepted: ['carol'], refused: [] });
    repository.grant('carol', 'read');
    expect(await overrides({ teams: [], owners: ['carol'] })).toEqual({
      accepted: [],
      refused: ['carol no-write-access'],
    });
  });

  it('does not hold when the token cannot read the team', async () => {
    repository.comment(1, 'bob', LINE);
    client = clientOf(github, github.workflowToken(repository, { pull_requests: 'read', contents: 'read' }));
    expect(await overrides()).toEqual({ accepted: [], refused: ['bob teams-unreadable'] });
  });

  it('falls back to author and committer of the head where activity cannot be read', async () => {
    repository.push('feature', { 'main.tf': 'y\n' }, { by: 'bob' });
    repository.comment(1, 'bob', LINE);
    github.fail({ kind: 'forbidden', path: /activity/ });
    expect(await overrides()).toEqual({ accepted: [], refused: ['bob last-pusher'] });
  });

  it('is found behind hundreds of comments', async () => {
    for (let index = 0; index < 230; index++) repository.comment(1, 'alice', `talk ${index}`);
    repository.comment(1, 'bob', LINE);
    expect(await overrides()).toEqual({ accepted: ['bob'], refused: [] });
  });
});
