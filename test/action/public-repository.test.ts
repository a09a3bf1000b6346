import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

/**
 * Two NAT gateways list at $0.045 an hour each in us-east-1 (https://aws.amazon.com/vpc/pricing/, read 2026-11-25),
 * $65.70 a month; 20 % less is the contracted $52.56.
 */
const LISTED = '65.7';
const CONTRACTED = '52.56';
const MAIN = [
  'provider "aws" {\n  region = "us-east-1"\n}',
  'resource "aws_nat_gateway" "a" {\n  for_each = toset(["alice@example.com", "bob@example.com"])\n  tags = { owner = "alice@example.com" }\n}\n',
].join('\n');
const files = (publicAmounts: boolean): Readonly<Record<string, string>> => ({
  '.github/finops.yml': [
    'version: 1',
    'discounts: .finops/discounts.yml',
    `publicAmounts: ${publicAmounts}`,
    'policies: { packs: { tags: { required: [team] } } }\n',
  ].join('\n'),
  '.finops/discounts.yml': 'version: 1\ndiscounts:\n  - { service: nat-gateway, percent: 20 }\n',
});

let github: GitHubDouble;

beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  github.verify();
  await github.close();
});

interface Shown {
  readonly ran: ActionRun;
  /** Everything that others can read. */
  readonly texts: Readonly<Record<string, string>>;
}

async function propose(options: { readonly isPrivate: boolean; readonly publicAmounts: boolean }): Promise<Shown> {
  const { isPrivate, publicAmounts } = options;
  const repository = github.createRepository('acme/infra', { files: files(publicAmounts), isPrivate });
  const sha = repository.push('feature', { 'infra/main.tf': MAIN }, { by: 'alice' });
  repository.openPull({ head: 'feature', by: 'alice', title: 'Ask alice@example.com' });
  const permissions = { contents: 'read', pull_requests: 'write', checks: 'write', members: 'read' } as const;
  const ran = await runAction({
    inputs: { 'github-token': github.workflowToken(repository, permissions), check: 'true' },
    env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: 'pull_request', GITHUB_API_URL: `${github.url}/api/v3` },
    event: { pull_request: { number: 1 }, repository: { default_branch: 'main', private: isPrivate } },
    workspace: mkdtempSync(join(tmpdir(), 'finops-empty-')),
  });
  return { ran, texts: { ...filesOf(ran), ...saidOf(repository, sha) } };
}

function filesOf(ran: ActionRun): Readonly<Record<string, string>> {
  const read = (name: string): string => readFileSync(ran.outputs[name] ?? '', 'utf8');
  return { log: ran.log, summary: ran.summary, report: read('report-path'), json: read('json-path') };
}

function saidOf(repository: RepositoryDouble, sha: string): Readonly<Record<string, string>> {
  const check = repository.checks(sha).at(-1);
  return {
    comment: repository.comments(1)[0]?.body ?? '',
    check: JSON.stringify([check?.output, check?.annotations]),
    outputs: JSON.stringify(check?.externalId),
  };
}

describe('in a public repository', () => {
  it('no contracted rate appears in comment, check, summary, log or file', async () => {
    const { ran, texts } = await propose({ isPrivate: false, publicAmounts: false });
    expect(ran.outputs['monthly-cost']).toBe(LISTED);
    for (const [name, text] of Object.entries(texts)) {
      expect([name, /26\.28|52\.56|0\.036|contracted/.test(text)]).toEqual([name, false]);
    }
    expect(texts['comment']).toContain('$65.70');
  });

  it('they appear where the base’s configuration says so, and in a private one', async () => {
    const { ran } = await propose({ isPrivate: false, publicAmounts: true });
    expect(ran.outputs['monthly-cost']).toBe(CONTRACTED);
    await github.close();
    github = await startGitHub();
    const { texts } = await propose({ isPrivate: true, publicAmounts: false });
    expect(texts['comment']).toContain(`$${CONTRACTED}`);
    expect(texts['comment']).toContain('Contracted rates where stated');
  });

  it('no contracted rate appears after a push either, or where nobody says that it is private', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'finops-public-'));
    for (const [name, text] of Object.entries({ ...files(false), 'infra/main.tf': MAIN })) {
      mkdirSync(join(workspace, dirname(name)), { recursive: true });
      writeFileSync(join(workspace, name), text);
    }
    const env = { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: 'push' };
    const costs: (string | undefined)[] = [];
    for (const event of [{ repository: { default_branch: 'main', private: false } }, {}]) {
      const ran = await runAction({ inputs: { command: 'estimate' }, env, event, workspace });
      costs.push(ran.outputs['monthly-cost']);
    }
    const event = { repository: { default_branch: 'main', private: true } };
    const inside = await runAction({ inputs: { command: 'estimate' }, env, event, workspace });
    expect([...costs, inside.outputs['monthly-cost']]).toEqual([LISTED, LISTED, CONTRACTED]);
  });
});

describe('an e-mail address', () => {
  it.each([true, false])('appears nowhere, in a private repository (%s) or a public one', async (isPrivate) => {
    const { texts } = await propose({ isPrivate, publicAmounts: false });
    for (const [name, text] of Object.entries(texts)) {
      expect([name, /alice(@|_|&#64;(&#8203;)?)example/.test(text)]).toEqual([name, false]);
    }
    expect(texts['json']).toContain('(e-mail)');
    expect(texts['comment']).toContain('(e-mail)');
  });
});
