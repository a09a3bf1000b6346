import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppFixture } from '#test/support/github/app-fixture.ts';
import { expectToEndWell } from '#test/support/github/ends-well.ts';
import { startRealApp } from '#test/support/github/real-app.ts';

/**
 * The NAT gateway of the AWS price list in us-east-1 is $0.045 an hour
 * (https://aws.amazon.com/vpc/pricing/, read 2026-11-25): 730 hours are $32.85.
 */
const PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n';
function gateways(count: number): string {
  return `${PROVIDER}resource "aws_nat_gateway" "a" {\n  count = ${count}\n}\n`;
}
const CONFIG = [
  'version: 1',
  'overrides: { teams: [platform-leads] }',
  'labels: { deny: "cost: needs a decision", allow: "cost: fine" }',
  'policies:',
  '  packs:',
  '    budgets: { level: soft, maxIncrease: 100 }',
  '',
].join('\n');

let app: AppFixture;

beforeEach(async () => {
  app = await startRealApp({ files: { 'infra/main.tf': gateways(1), '.github/finops.yml': CONFIG } });
});

afterEach(async () => {
  try {
    await expectToEndWell(app);
  } finally {
    await app.close();
  }
  app.github.verify();
});

function check(sha: string) {
  return app.repository.checks(sha).at(-1);
}

function texts(): readonly string[] {
  return app.repository.comments(1).map((each) => each.body);
}

async function propose(count: number): Promise<string> {
  const sha = app.repository.push('feature', { 'infra/main.tf': gateways(count) }, { by: 'alice' });
  if (!app.repository.repository.pulls.has(1)) app.repository.openPull({ head: 'feature', by: 'alice' });
  await app.settled();
  return sha;
}

function overrideLine(): string {
  const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(texts()[0] ?? '')?.[1];
  return `/finops override budgets/max-increase@${digest} the launch is paid for`;
}

describe('the real gate', () => {
  it('allows what stays within the budget, with the figures of the price list', async () => {
    const sha = await propose(2);
    expect(check(sha)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(check(sha)?.output.title).toContain('+$33 a month');
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('+$32.85');
    expect([...app.repository.pull(1).labels]).toEqual(['cost: fine']);
  });

  it('asks for a decision, takes it, and holds it until the cost changes', async () => {
    const sha = await propose(10);
    expect(check(sha)).toMatchObject({ conclusion: 'action_required' });
    expect(texts()[0]).toContain('+$295.65');
    expect([...app.repository.pull(1).labels]).toEqual(['cost: needs a decision']);
    app.repository.comment(1, 'bob', overrideLine());
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'success' });
    const dearer = await propose(11);
    expect(check(dearer)).toMatchObject({ conclusion: 'action_required' });
  });

  it('judges a merge group by its own shas, with the override of the queued pull request', async () => {
    await propose(10);
    app.repository.comment(1, 'bob', overrideLine());
    await app.settled();
    app.repository.push('main', { 'README.md': 'moved on\n' }, { by: 'admin' });
    const { headSha } = app.repository.enqueue([1], 'alice');
    await app.settled();
    expect(check(headSha)).toMatchObject({ conclusion: 'success', status: 'completed' });
    app.repository.push('two', { 'other/main.tf': gateways(10) }, { by: 'alice', from: 'main' });
    app.repository.openPull({ head: 'two', by: 'alice' });
    const both = app.repository.enqueue([1, 2], 'alice');
    await app.settled();
    expect(check(both.headSha)).toMatchObject({ conclusion: 'action_required' });
  });

  it('concludes failure, with the line, where the base sets what no pack has', async () => {
    const config = 'version: 1\npolicies:\n  packs:\n    budgets: { level: soft, maxIncreese: 100 }\n';
    app.repository.push('main', { '.github/finops.yml': config }, { by: 'admin' });
    await app.settled();
    const sha = await propose(10);
    expect(check(sha)?.conclusion).toBe('failure');
    expect(JSON.stringify(check(sha)?.output)).toMatch(/finops\.yml:4.*maxIncreese: the pack has no such setting/);
  });

  it('shows policies the author with teams, as the base has the policies', async () => {
    const policy =
      'package finops.own\n\ndeny contains msg if {\n\t"platform-leads" in input.actor.teams\n\tmsg := sprintf("%s leads", [input.actor.login])\n}\n';
    app.repository.push('main', { '.finops/policies/own.rego': policy }, { by: 'admin' });
    await app.settled();
    const of = async (branch: string, by: string) => {
      const sha = app.repository.push(branch, { 'infra/main.tf': gateways(2) }, { by, from: 'main' });
      app.repository.openPull({ head: branch, by });
      await app.settled();
      return check(sha)?.conclusion;
    };
    expect(await of('one', 'bob')).toBe('action_required');
    expect(await of('two', 'alice')).toBe('success');
  });

  it('takes the word of the base on configuration, policies and waivers', async () => {
    const files = {
      'infra/main.tf': gateways(10),
      '.github/finops.yml': 'version: 1\n',
      '.finops/waivers.yml': '[]\n',
    };
    const sha = app.repository.push('feature', files, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'action_required' });
  });

  it('concludes failure for what it cannot read, and neutral for what does not concern it', async () => {
    const broken = app.repository.push('feature', { 'infra/main.tf': 'resource "x" {{{\n' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    const words = app.repository.push('words', { 'README.md': 'w\n' }, { by: 'alice', from: 'main' });
    app.repository.openPull({ head: 'words', by: 'alice' });
    await app.settled();
    expect([check(broken)?.conclusion, check(words)?.conclusion]).toEqual(['failure', 'neutral']);
    expect(app.repository.comments(2)).toEqual([]);
  });

  it('counts usage only from somebody who may override', async () => {
    const sha = await propose(2);
    app.repository.comment(1, 'alice', '/finops usage aws_nat_gateway.a[0] monthly_data_processed_gb=100000');
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'success' });
    app.repository.comment(1, 'bob', '/finops usage aws_nat_gateway.a[0] monthly_data_processed_gb=1000');
    await app.settled();
    // 1,000 GB at $0.045 are $45, on both sides: the gateway stood before. The difference stays.
    expect(texts()[0]).toContain('+$32.85');
    expect(texts()[0]).toContain('$110.70');
  });

  it('stays silent below the threshold, but says so where it has spoken before', async () => {
    const quiet = `${CONFIG}comment: { mode: update, minChange: 50 }\n`;
    app.repository.push('main', { '.github/finops.yml': quiet }, { by: 'admin' });
    await app.settled();
    const sha = await propose(2);
    expect(check(sha)).toMatchObject({ conclusion: 'success' });
    expect(texts()).toEqual([]);
    await propose(4);
    expect(texts()).toEqual([expect.stringContaining('+$98.55')]);
    await propose(2);
    expect(texts()).toEqual([expect.stringContaining('+$32.85')]);
  });

  it.each(['hide-and-new', 'delete-and-new'] as const)('replaces its comment by a new one (%s)', async (mode) => {
    app.repository.push('main', { '.github/finops.yml': `${CONFIG}comment: { mode: ${mode} }\n` }, { by: 'admin' });
    await app.settled();
    await propose(2);
    await propose(3);
    const comments = app.repository.comments(1);
    expect(comments.at(-1)?.body).toContain('+$65.70');
    expect(comments.map((each) => each.minimized)).toEqual(mode === 'hide-and-new' ? ['OUTDATED', null] : [null]);
  });

  it('remarks at the lines of what was found', async () => {
    const files = { 'infra/main.tf': `${gateways(1)}resource "aws_no_such" "x" {}\n` };
    const sha = app.repository.push('feature', files, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(check(sha)?.annotations).toEqual([
      expect.objectContaining({ path: 'infra/main.tf', start_line: 7, annotation_level: 'warning' }),
    ]);
  });

  it('explains a resource with its quantities and prices', async () => {
    await propose(2);
    app.repository.comment(1, 'alice', '/finops explain aws_nat_gateway.a[1]');
    await app.settled();
    const answer = texts().find((each) => each.includes('Where it comes from')) ?? '';
    expect(answer).toContain('730');
    expect(answer).toContain('0.045');
    expect(answer).toContain('$32.85');
  });
});
