import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GitHubClient } from '#app/github/client.ts';
import { headApprovals } from '#app/github/head-approvals.ts';
import { teamsOfPerson } from '#app/github/permission.ts';
import { readPullRequest } from '#app/github/pull-request.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

const AT = { owner: 'acme', repo: 'infra' };
let github: GitHubDouble;
let repository: RepositoryDouble;
let client: GitHubClient;

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra');
  github.createTeam('acme', 'finance', ['carol']);
  for (const login of ['alice', 'bob', 'carol', 'dave']) repository.grant(login, 'write');
  repository.push('feature', { 'main.tf': 'x\n' }, { by: 'alice' });
  repository.openPull({ head: 'feature', by: 'alice' });
  const permissions = { pull_requests: 'read', contents: 'read', members: 'read' } as const;
  const { app } = github.createApp({ slug: 'gate', permissions: { ...permissions, metadata: 'read' }, events: [] });
  github.install(app, 'acme');
  client = clientOf(github, github.workflowToken(repository, permissions));
});

afterEach(async () => {
  await github.close();
});

async function approvers(): Promise<readonly string[]> {
  const pull = await readPullRequest({ ...AT, number: 1 }, { client });
  const held = await headApprovals({ ...AT, pull, teams: ['finance'] }, { client });
  github.verify();
  for (const each of held) expect(each.sha).toBe(pull.headSha);
  return held.map(({ login, teams }) => [login, ...teams].join(' '));
}

const approve = (login: string) => repository.review(1, login, { state: 'APPROVED', body: 'fine' });

it('the approvals of a head are those of people who can write, with their teams', async () => {
  approve('bob');
  approve('carol');
  approve('mallory');
  repository.review(1, 'dave', { state: 'COMMENTED', body: 'hm' });
  expect(await approvers()).toEqual(['bob', 'carol finance']);
});

it('one that was taken back, or of a right that was, does not hold', async () => {
  for (const login of ['bob', 'carol', 'dave']) approve(login);
  repository.review(1, 'bob', { state: 'CHANGES_REQUESTED', body: 'no' });
  repository.grant('dave', 'read');
  expect(await approvers()).toEqual(['carol finance']);
});

it('none holds of an earlier head, of the author or of who pushed last', async () => {
  approve('bob');
  repository.push('feature', { 'main.tf': 'y\n' }, { by: 'dave' });
  expect(await approvers()).toEqual([]);
  for (const login of ['alice', 'dave', 'carol']) approve(login);
  expect(await approvers()).toEqual(['carol finance']);
});

it('a person is in the teams that the organization says, and in none where the owner is a person', async () => {
  const teams = (login: string, organization = 'acme') => teamsOfPerson({ organization, login }, { client });
  expect(await teams('carol')).toEqual(['finance']);
  expect(await teams('alice')).toEqual([]);
  expect(await teams('carol', 'ann')).toEqual([]);
  client = clientOf(github, github.workflowToken(repository, { pull_requests: 'read', contents: 'read' }));
  expect(await teams('carol')).toEqual([]);
  github.verify();
});
