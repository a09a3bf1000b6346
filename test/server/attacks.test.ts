import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppFixture } from '#test/support/github/app-fixture.ts';
import { expectToEndWell } from '#test/support/github/ends-well.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { startRealApp } from '#test/support/github/real-app.ts';

/**
 * What somebody can try who controls a pull request, a fork, a branch, a tag or a comment. The NAT gateway is $32.85 a
 * month in us-east-1 (https://aws.amazon.com/vpc/pricing/, read 2026-11-25: $0.045 an hour).
 */
const PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n';
function gateways(count: number): string {
  return `${PROVIDER}resource "aws_nat_gateway" "a" {\n  count = ${count}\n}\n`;
}
const CONFIG = [
  'version: 1',
  'usage: usage.yml',
  'overrides: { teams: [platform-leads] }',
  'policies: { packs: { budgets: { level: soft, maxIncrease: 100 } } }',
  '',
].join('\n');
const usage = (gigabytes: number): string =>
  `version: 0.1\nresource_usage:\n  aws_nat_gateway.a[0]:\n    monthly_data_processed_gb: ${gigabytes}\n`;

let app: AppFixture;

beforeEach(async () => {
  app = await startRealApp({
    files: { 'infra/main.tf': gateways(1), 'usage.yml': usage(10), '.github/finops.yml': CONFIG },
  });
});

afterEach(async () => {
  try {
    await expectToEndWell(app);
  } finally {
    await app.close();
  }
  app.github.verify();
});

function conclusion(sha: string): string | null | undefined {
  return app.repository.checks(sha).findLast((each) => each.app?.slug === 'finops-gate')?.conclusion;
}

function comment(number = 1): string {
  return app.repository.comments(number)[0]?.body ?? '';
}

async function propose(files: Parameters<AppFixture['repository']['push']>[1], by = 'alice'): Promise<string> {
  const sha = app.repository.push('feature', files, { by });
  if (!app.repository.repository.pulls.has(1)) app.repository.openPull({ head: 'feature', by });
  await app.settled();
  return sha;
}

describe('a pull request is not let through', () => {
  it('by a tag that is called like the base branch', async () => {
    const own = app.repository.push(
      'mine',
      { 'infra/main.tf': gateways(10), '.github/finops.yml': 'version: 1\n' },
      { by: 'alice', from: 'main' },
    );
    app.repository.repository.git.setReference('refs/tags/main', own);
    expect(conclusion(await propose({ 'infra/main.tf': gateways(10) }))).toBe('action_required');
  });

  it('by a symbolic link to what the gate would not look at', async () => {
    const files = { 'docs/notes.txt': gateways(10).replace('"a"', '"b"').replace(PROVIDER, '') };
    const sha = await propose({ ...files, 'infra/more.tf': { link: '../docs/notes.txt' } });
    expect(conclusion(sha)).toBe('action_required');
    expect(comment()).toContain('aws&#95;nat&#95;gateway.b[0]'.replace('[0]', '&#91;0&#93;'));
  });

  it('by changing what a link leads to', async () => {
    app.repository.push(
      'main',
      { 'docs/notes.txt': `${PROVIDER}# nothing yet\n`, 'linked/main.tf': { link: '../docs/notes.txt' } },
      { by: 'admin' },
    );
    await app.settled();
    expect(conclusion(await propose({ 'docs/notes.txt': gateways(10) }))).toBe('action_required');
  });

  it('by emptying the policies of the team, by waivers or a configuration of its own', async () => {
    const policy = 'package finops.own\n\ndeny contains "no gateways" if {\n\tcount(input.resources) > 2\n}\n';
    app.repository.push('main', { '.finops/policies/own.rego': policy }, { by: 'admin' });
    await app.settled();
    const waiver = ['budgets/max-increase', 'own/deny'].map(
      (rule) =>
        `- {id: ${rule.replace('/', '-')}, rule: ${rule}, selector: {path: infra/main.tf}, reason: r, owner: alice, created: 2026-01-01, expires: 2099-01-01}\n`,
    );
    const sha = await propose({
      'infra/main.tf': gateways(10),
      '.finops/policies/own.rego': 'package finops.own\n\ndeny contains "x" if false\n',
      '.finops/policies/packs.rego': 'package finops.packs.budgets\n\ndeny contains "x" if false\n',
      '.finops/waivers.yml': waiver.join(''),
      '.github/finops.yml': CONFIG.replace('maxIncrease: 100', 'maxIncrease: 100000').replace('platform-leads', 'all'),
    });
    expect(conclusion(sha)).toBe('action_required');
    expect(comment()).toContain('no gateways');
    expect(comment()).toContain('budgets&#47;max-increase');
  });

  it('by an approval of a stranger, of its own author or of another head, where a rule asks for one', async () => {
    const config = `${CONFIG.trim().slice(0, -4)}, remediation: { level: hard } } }\n`;
    app.repository.push('main', { '.github/finops.yml': config }, { by: 'admin' });
    await app.settled();
    const approve = (login: string) => app.repository.review(1, login, { state: 'APPROVED', body: '' });
    const sha = await propose({ '.finops/plans/p1.yml': 'id: p1\n' });
    expect(conclusion(sha)).toBe('failure');
    for (const login of ['alice', 'mallory']) approve(login);
    await app.settled();
    expect(conclusion(sha)).toBe('failure');
    approve('bob');
    await app.settled();
    expect(conclusion(sha)).toBe('success');
    const changed = await propose({ '.finops/plans/p1.yml': 'id: p1\nmore: true\n' });
    expect(conclusion(changed)).toBe('failure');
  });

  it('by a usage file that talks the figures down', async () => {
    app.repository.push('main', { 'usage.yml': usage(1_000_000) }, { by: 'admin' });
    await app.settled();
    app.repository.push('feature', {}, { by: 'alice', from: app.repository.head('main') });
    const tagged = gateways(1).replace('count = 1', 'count = 1\n  tags = { a = "b" }');
    await propose({ 'infra/main.tf': tagged, 'usage.yml': usage(1) });
    // 1,000,000 GB at $0.045 are $45,000, whatever the head says.
    expect(comment()).toContain('$45,032.85');
    await propose({ 'infra/main.tf': tagged, 'usage.yml': 'version: 0.1\nresource_usage: {}\n' });
    expect(comment()).toContain('$45,032.85');
  });

  it('by a branch from before the usage was raised', async () => {
    const old = app.repository.head('main');
    app.repository.push('main', { 'usage.yml': usage(1_000_000) }, { by: 'admin' });
    await app.settled();
    app.repository.push('feature', { 'infra/main.tf': gateways(1) }, { by: 'alice', from: old });
    const planned = `${PROVIDER}resource "aws_nat_gateway" "a" {\n  count = 1\n  tags = { a = "b" }\n}\n`;
    await propose({ 'infra/main.tf': planned });
    // 1,000,000 GB at $0.045 are $45,000: the base's figure counts, not that of the old commit.
    expect(comment()).toContain('$45,032.85');
  });

  it('by the usage that its last pusher states, who leads the team but is not its author', async () => {
    await propose({ 'infra/main.tf': gateways(1).replace('count = 1', 'count = 1\n  tags = { a = "b" }') });
    app.repository.comment(1, 'bob', '/finops usage aws_nat_gateway.a[0] monthly_data_processed_gb=1000');
    await app.settled();
    expect(comment()).toContain('$77.85');
    await propose({ 'README.md': 'pushed by bob\n' }, 'bob');
    expect(comment()).not.toContain('$77.85');
  });

  it('by an override in somebody else’s pull request with the same commit, in a merge queue', async () => {
    const sha = await propose({ 'infra/main.tf': gateways(10) });
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(comment())?.[1];
    app.repository.push('more', { 'README.md': 'more\n' }, { by: 'alice', from: sha });
    app.repository.openPull({ head: 'more', base: 'main', by: 'alice' });
    await app.settled();
    app.repository.comment(2, 'bob', `/finops override budgets/max-increase@${digest} only this one`);
    await app.settled();
    app.repository.push('words', { 'docs/words.md': 'w' }, { by: 'alice', from: 'main' });
    app.repository.openPull({ head: 'words', by: 'alice' });
    const { headSha } = app.repository.enqueue([1, 3], 'alice');
    await app.settled();
    expect(conclusion(headSha)).toBe('action_required');
  });

  it('by an override that is given while a dearer change is pushed', async () => {
    await propose({ 'infra/main.tf': gateways(10) });
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(comment())?.[1];
    app.github.deliveries.held = true;
    const dearer = app.repository.push('feature', { 'infra/main.tf': gateways(20) }, { by: 'alice' });
    app.repository.comment(1, 'bob', `/finops override budgets/max-increase@${digest} the launch is paid for`);
    app.github.deliveries.held = false;
    const held = app.github.deliveries.all.filter((each) => each.statusCode === 0 && each.event !== 'installation');
    // The comment arrives first.
    await Promise.all(held.toReversed().map((each) => app.github.deliveries.send(each)));
    await app.settled();
    expect(conclusion(dearer)).toBe('action_required');
  });

  it('by deliveries that are sent again, under their own or under other ids', async () => {
    const sha = await propose({ 'infra/main.tf': gateways(10) });
    const entries = (await app.audit()).length;
    for (const each of app.github.deliveries.all.filter(({ event }) => event !== 'installation')) {
      await app.github.deliveries.send(each);
      await app.github.deliveries.send({ ...each, guid: randomUUID() });
    }
    await app.settled();
    expect(conclusion(sha)).toBe('action_required');
    expect(app.repository.comments(1)).toHaveLength(1);
    expect(await app.audit()).toHaveLength(entries);
  });

  it('by a comment that a person edited into an override', async () => {
    const sha = await propose({ 'infra/main.tf': gateways(10) });
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(comment())?.[1];
    const written = app.repository.comment(1, 'bob', 'looks dear to me');
    await new Promise((done) => setTimeout(done, 1100));
    app.repository.editComment(written, `/finops override budgets/max-increase@${digest} fine`);
    app.repository.comment(1, 'alice', '/finops recheck');
    await app.settled();
    expect(conclusion(sha)).toBe('action_required');
    expect(comment()).toContain('does not count: its comment was edited.');
  });

  it('by a check of the same name that another App made', async () => {
    const sha = await propose({ 'infra/main.tf': gateways(10) });
    const workflow = clientOf(app.github, app.github.workflowToken(app.repository, { checks: 'write' }));
    const forged = { name: 'finops/gate', head_sha: sha, status: 'completed', conclusion: 'success' };
    await workflow.request('POST /repos/acme/infra/check-runs', forged);
    app.repository.comment(1, 'alice', '/finops recheck');
    await app.settled();
    expect(conclusion(sha)).toBe('action_required');
    app.github.askProtectionRule(app.repository, { environment: 'prod', sha, ref: 'feature', run: 7 });
    await app.settled();
    expect(app.repository.repository.protectionAnswers.map((each) => each.state)).toEqual(['rejected']);
  });

  it('into an environment by a later commit that undoes it', async () => {
    const dear = app.repository.push('dear', { 'infra/main.tf': gateways(10) }, { by: 'alice', from: 'main' });
    app.repository.push('dear', { 'infra/main.tf': gateways(1) }, { by: 'alice' });
    app.repository.openPull({ head: 'dear', by: 'alice' });
    await app.settled();
    app.github.askProtectionRule(app.repository, { environment: 'prod', sha: dear, ref: 'dear', run: 8 });
    await app.settled();
    expect(app.repository.repository.protectionAnswers.map((each) => each.state)).toEqual(['rejected']);
  });
});

describe('the server asks nobody but GitHub', () => {
  it('whatever address a module, a chart or a configuration names', async () => {
    const asked: string[] = [];
    const inside = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`;
    const kubernetes = `kubernetes: { pricing: opencost, opencost: { url: "${url}/allocation" }, render: true }\n`;
    app.repository.push('main', { '.github/finops.yml': CONFIG + kubernetes }, { by: 'admin' });
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: b }] }\n';
    const sha = await propose({
      'infra/main.tf': `${gateways(1)}module "m" {\n  source = "${url}/module.zip"\n}\n`,
      'chart/Chart.yaml': `apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{ name: d, version: 1, repository: "${url}" }]\n`,
      'deploy/pod.yaml': pod,
      '.github/finops.yml': CONFIG + kubernetes,
    });
    await new Promise((done) => inside.close(done));
    expect(asked).toEqual([]);
    expect(conclusion(sha)).toBe('failure');
  });
});

describe('text of a pull request', () => {
  it('calls nobody, links nowhere and opens nothing, in comment and check', async () => {
    const evil = 'x @acme/everyone https://evil.example </details> #1 ![i](//evil.example/i.png)';
    const sha = await propose({
      'infra/main.tf': `${gateways(10)}resource "aws_no_such" "x" {}\nmodule "m" {\n  source = "./${evil}"\n}\n`,
    });
    const texts = [comment(), app.repository.checks(sha).at(-1)?.output.summary ?? ''];
    for (const text of texts) {
      expect(text).toContain('everyone');
      // What GitHub looks at for mentions and references: the text after entities, outside of code.
      const seen = text
        .replaceAll(/<code>.*?<\/code>/g, '')
        .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
      expect(seen).not.toMatch(/@\w/);
      expect(seen).not.toMatch(/(^|\s)#\d/);
      expect(seen).not.toMatch(/https?:\/\/evil/);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    }
  });
});
