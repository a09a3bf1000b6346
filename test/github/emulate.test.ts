import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHubClient } from '#app/github/client.ts';
import { compareCommits } from '#app/github/compare-commits.ts';
import { ensureCheckRun } from '#app/github/ensure-check-run.ts';
import { ensureComment } from '#app/github/ensure-comment.ts';
import { ensureLabels } from '#app/github/ensure-labels.ts';
import { permissionOf } from '#app/github/permission.ts';
import { readPullRequest } from '#app/github/pull-request.ts';

/**
 * The same verbs against a GitHub that others wrote (emulate 0.12.2), so that product and double cannot share a
 * misreading. Only what that emulator models: no GraphQL, no files of a pull request, no heads that move.
 */
const at = { owner: 'acme', repo: 'infra' };
let emulator: Emulator;
let client: GitHubClient;
let person: Octokit;
let headSha = '';

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'github',
    port: 4871,
    seed: {
      tokens: { 'alice-token': { login: 'alice', scopes: ['repo'] } },
      github: {
        users: [{ login: 'alice' }, { login: 'bob' }],
        orgs: [{ login: 'acme', members: [{ login: 'alice', role: 'admin' }] }],
        repos: [{ owner: 'acme', name: 'infra', auto_init: true }],
        apps: [
          {
            app_id: 12345,
            slug: 'gate',
            name: 'gate',
            permissions: {
              checks: 'write',
              pull_requests: 'write',
              issues: 'write',
              contents: 'read',
              metadata: 'read',
            },
            installations: [{ installation_id: 100, account: 'acme' }],
          },
        ],
      },
    },
  });
  const privateKey = emulator.generatedSecrets.find((each) => each.kind === 'github.app_private_key')?.value;
  const auth = { appId: 12345, privateKey, installationId: 100 };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  client = new Octokit({ baseUrl: emulator.url, authStrategy: createAppAuth, auth, log }) as GitHubClient;
  person = new Octokit({ baseUrl: emulator.url, auth: 'alice-token', log });
  const { data: main } = await person.rest.git.getRef({ ...at, ref: 'heads/main' });
  await person.rest.git.createRef({ ...at, ref: 'refs/heads/feature', sha: main.object.sha });
  const { data: written } = await person.rest.repos.createOrUpdateFileContents({
    ...at,
    path: 'main.tf',
    message: 'Grow',
    branch: 'feature',
    content: Buffer.from('resource\n').toString('base64'),
  });
  headSha = written.commit.sha ?? '';
  await person.rest.pulls.create({ ...at, title: 'Grow', head: 'feature', base: 'main' });
});

afterAll(async () => {
  await emulator.close();
});

describe('against another GitHub', () => {
  it('reads the pull request and where it parted', async () => {
    const pull = await readPullRequest({ ...at, number: 1 }, { client });
    expect(pull).toMatchObject({ number: 1, title: 'Grow', author: 'alice', headSha, isFork: false });
    const { files } = await compareCommits({ ...at, base: 'main', head: 'feature' }, { client });
    expect(files).toMatchObject([{ path: 'main.tf', status: 'added' }]);
    expect(await permissionOf({ ...at, login: 'alice' }, { client })).toBe('admin');
  });

  it('leaves one comment, updated in place', async () => {
    const request = { ...at, number: 1, key: 'gate', author: 'gate[bot]', mode: 'update', body: 'first' } as const;
    expect(await ensureComment(request, { client })).toMatchObject({ outcome: 'created' });
    expect(await ensureComment(request, { client })).toMatchObject({ outcome: 'unchanged' });
    expect(await ensureComment({ ...request, body: 'second' }, { client })).toMatchObject({ outcome: 'updated' });
    expect(await ensureComment({ ...request, mode: 'delete-and-new', body: 'third' }, { client })).toMatchObject({
      outcome: 'updated',
    });
    const { data } = await person.rest.issues.listComments({ ...at, issue_number: 1 });
    expect(data.map((each) => each.body)).toEqual(['<!-- finops:comment:gate -->\nthird']);
  });

  // One batch: on an update this emulator replaces annotations, where GitHub's description says that it appends.
  it('concludes one check run with all its annotations', async () => {
    const annotations = Array.from({ length: 50 }, (_, index) => {
      return { path: 'main.tf', startLine: index + 1, endLine: index + 1, level: 'warning', message: 'costs' } as const;
    });
    const request = { ...at, headSha, name: 'finops/gate', externalId: 'one', title: 'Over', summary: 'Too much' };
    await ensureCheckRun({ ...request, conclusion: null }, { client });
    await ensureCheckRun({ ...request, conclusion: 'action_required', annotations }, { client });
    const { data } = await person.rest.checks.listForRef({ ...at, ref: headSha });
    expect(data.check_runs).toMatchObject([
      { conclusion: 'action_required', status: 'completed', output: { annotations_count: 50 } },
    ]);
  });

  it('sets labels', async () => {
    await ensureLabels({ ...at, number: 1, owned: ['finops:over-budget'], labels: ['finops:over-budget'] }, { client });
    await ensureLabels({ ...at, number: 1, owned: ['finops:over-budget'], labels: [] }, { client });
    const { data } = await person.rest.issues.listLabelsOnIssue({ ...at, issue_number: 1 });
    expect(data).toEqual([]);
  });
});
