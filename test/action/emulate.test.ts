import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { type RestGraphQl, startRestGraphQl } from '#test/support/github/rest-graphql.ts';

/**
 * The Action as a runner starts it, against a GitHub that others wrote (emulate 0.12.2): branches, trees, comparisons,
 * comments, checks, permissions and teams are all theirs. The figures are those of
 * https://aws.amazon.com/vpc/pricing/ (read 2026-11-25): a NAT gateway is $0.045 an hour in us-east-1.
 */
const at = { owner: 'acme', repo: 'infra' };
const LOG = { debug() {}, info() {}, warn() {}, error() {} };
function gateways(count: number): string {
  return `provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "a" {\n  count = ${count}\n}\n`;
}

let emulator: Emulator;
let door: RestGraphQl;
let person: Octokit;
let token = '';

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'github',
    port: 4872,
    seed: {
      tokens: { 'alice-token': { login: 'alice', scopes: ['repo'] }, 'bob-token': { login: 'bob', scopes: ['repo'] } },
      github: {
        users: [{ login: 'alice' }, { login: 'bob' }],
        orgs: [
          {
            login: 'acme',
            members: [
              { login: 'alice', role: 'admin' },
              { login: 'bob', role: 'admin' },
            ],
          },
        ],
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
  door = await startRestGraphQl(emulator.url, 'gate[bot]');
  const privateKey = emulator.generatedSecrets.find((each) => each.kind === 'github.app_private_key')?.value ?? '';
  const auth = createAppAuth({
    appId: 12345,
    privateKey,
    request: new Octokit({ baseUrl: emulator.url, log: LOG }).request,
  });
  token = (await auth({ type: 'installation', installationId: 100 })).token;
  person = new Octokit({ baseUrl: emulator.url, auth: 'alice-token', log: LOG });
  await write('main', 'infra/main.tf', gateways(1));
  await write('main', '.github/finops.yml', 'version: 1\npolicies: { packs: { budgets: { maxIncrease: 100 } } }\n');
});

afterAll(async () => {
  await door.close();
  await emulator.close();
});

async function write(branch: string, path: string, text: string): Promise<string> {
  const known = await person.rest.repos.getContent({ ...at, path, ref: branch }).catch(() => null);
  const sha = known && 'sha' in known.data ? { sha: known.data.sha } : {};
  const content = Buffer.from(text).toString('base64');
  const { data } = await person.rest.repos.createOrUpdateFileContents({
    ...at,
    path,
    branch,
    message: path,
    content,
    ...sha,
  });
  return data.commit.sha ?? '';
}

/** A branch with one file changed, and its pull request: this GitHub does not move heads later. */
async function propose(
  branch: string,
  path: string,
  text: string,
): Promise<{ readonly number: number; readonly sha: string }> {
  const { data: main } = await person.rest.git.getRef({ ...at, ref: 'heads/main' });
  await person.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: main.object.sha });
  const sha = await write(branch, path, text);
  const { data } = await person.rest.pulls.create({ ...at, title: branch, head: branch, base: 'main' });
  return { number: data.number, sha };
}

function run(
  pull: { readonly number: number; readonly sha: string },
  inputs: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  return runAction({
    inputs: { 'github-token': token, ...inputs },
    env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: 'pull_request', GITHUB_API_URL: door.url },
    event: { pull_request: { number: pull.number, head: { sha: pull.sha } } },
    workspace: mkdtempSync(join(tmpdir(), 'finops-empty-')),
  });
}

async function comments(number: number): Promise<readonly string[]> {
  const { data } = await person.rest.issues.listComments({ ...at, issue_number: number });
  return data.map((each) => each.body ?? '');
}

describe('the Action against another GitHub', () => {
  it('allows what stays within the budget, with one comment however often it runs', async () => {
    const pull = await propose('cheap', 'infra/main.tf', gateways(2));
    const first = await run(pull);
    expect([first.status, first.outputs['decision'], first.outputs['difference']]).toEqual([0, 'allow', '32.85']);
    await run(pull);
    const texts = await comments(pull.number);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('+$32.85');
    expect(door.calls).toContain('GET /repos/acme/infra/branches/main');
  });

  it('denies what breaks it, in a comment and a check run on the head', async () => {
    const pull = await propose('dear', 'infra/main.tf', gateways(10));
    const ran = await run(pull, { check: 'true' });
    expect([ran.status, ran.outputs['decision'], ran.outputs['difference']]).toEqual([1, 'deny', '295.65']);
    expect(await comments(pull.number)).toEqual([expect.stringContaining('⛔ denied')]);
    const { data } = await person.rest.checks.listForRef({ ...at, ref: pull.sha });
    expect(data.check_runs).toMatchObject([{ name: 'finops/gate', conclusion: 'action_required' }]);
  });

  it('takes the base’s configuration, and does not let the author override', async () => {
    const pull = await propose('own-rules', '.github/finops.yml', 'version: 1\n');
    const { data: file } = await person.rest.repos.getContent({ ...at, path: 'infra/main.tf', ref: 'own-rules' });
    expect(file).toHaveProperty('sha');
    expect((await run(pull)).outputs['decision']).toBe('allow');
    const dear = await propose('own-override', 'infra/main.tf', gateways(11));
    await run(dear);
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec((await comments(dear.number))[0] ?? '')?.[1];
    expect(digest).toMatch(/^[0-9a-f]+$/);
    const body = `/finops override budgets/max-increase@${digest} mine`;
    await person.rest.issues.createComment({ ...at, issue_number: dear.number, body });
    const ran = await run(dear);
    expect(ran.status).toBe(1);
    expect((await comments(dear.number))[0]).toContain('does not count&#58; the author'.replace('&#58;', ':'));
  });

  it('has nothing to say where nothing concerns it', async () => {
    const pull = await propose('words', 'docs/words.md', 'words\n');
    const ran = await run(pull);
    expect([ran.status, ran.outputs['decision']]).toEqual([0, 'allow']);
    expect(await comments(pull.number)).toEqual([]);
  });
});
