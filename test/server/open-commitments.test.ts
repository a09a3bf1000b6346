import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitmentsInto, keepCommitment } from '#app/warehouse/open-commitments.ts';
import type { AppFixture } from '#test/support/github/app-fixture.ts';
import { expectToEndWell } from '#test/support/github/ends-well.ts';
import { startRealApp } from '#test/support/github/real-app.ts';

/**
 * The NAT gateway of the AWS price list in us-east-1 is $0.045 an hour
 * (https://aws.amazon.com/vpc/pricing/, read 2026-11-25): 730 hours are $32.85. The budget holds three of them, $98.55.
 */
const PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n';
const gateways = (count: number): string => `${PROVIDER}resource "aws_nat_gateway" "a" {\n  count = ${count}\n}\n`;
const CONFIG = 'version: 1\nbudgets: .finops/budgets.yml\npolicies:\n  packs:\n    budgets: { level: hard }\n';
const BUDGETS = '- { id: shop, limit: 100 }\n';

let app: AppFixture;

beforeEach(async () => {
  const files = { '.github/finops.yml': CONFIG, '.finops/budgets.yml': BUDGETS, 'old/main.tf': gateways(9) };
  app = await startRealApp({ files });
});

afterEach(async () => {
  try {
    await expectToEndWell(app);
  } finally {
    await app.close();
  }
  app.github.verify();
});

/** Opens or pushes a pull request with files of its own; the conclusion of its head. */
async function propose(branch: string, files: Readonly<Record<string, string | null>>): Promise<string> {
  const isNew = ![...app.repository.repository.pulls.values()].some(({ head }) => head.ref === branch);
  const sha = app.repository.push(branch, files, { by: 'alice', ...(isNew ? { from: 'main' } : {}) });
  if (isNew) app.repository.openPull({ head: branch, by: 'alice' });
  await app.settled();
  return sha;
}

const conclusion = (sha: string) => app.repository.checks(sha).at(-1)?.conclusion;
const comment = (number: number): string => app.repository.comments(number)[0]?.body ?? '';

async function recheck(number: number): Promise<void> {
  app.repository.comment(number, 'alice', '/finops recheck');
  await app.settled();
}

describe('the budget that several pull requests share', () => {
  it('denies the second of two that are each within it and together over it, until the first is closed', async () => {
    const first = await propose('one', { 'one/main.tf': gateways(2) });
    expect(conclusion(first)).toBe('success');
    const second = await propose('two', { 'two/main.tf': gateways(2) });
    expect(conclusion(second)).toBe('failure');
    expect(comment(2)).toContain('budgets&#47;committed-over-budget');
    // Two gateways are $65.70 for each, 13 of 20 cells and then all of them: 131 % of $100.
    expect(comment(2)).toMatch(
      /<code>▓{13}▒{7}<\/code> at least 131 % \| not known \| \$66 \| \$66 \| not known \| \$100 \|/,
    );
    app.repository.closePull(1, 'alice');
    await app.settled();
    const kept = await commitmentsInto({ repository: 'acme/infra', baseRef: 'main' }, app.database);
    expect(kept).toMatchObject([{ number: 2, headSha: second, amounts: [{ budget: 'shop', amount: '65.7' }] }]);
    await recheck(2);
    expect(conclusion(second)).toBe('success');
    expect(comment(2)).toMatch(/▒{13}░{7}<\/code> at least 66 % \| not known \| \$0\.00 \| \$66 \|/);
  });

  it('is free of one whose closing nobody reported, and forgets it', async () => {
    await propose('one', { 'one/main.tf': gateways(2) });
    const main = { repository: 'acme/infra', baseRef: 'main' };
    const [kept] = await commitmentsInto(main, app.database);
    if (!kept) throw new Error('nothing is kept');
    // As if it had been judged before the next review began: the clock of this test stands.
    await keepCommitment({ ...kept, recordedAt: 0 }, app.database);
    app.repository.pull(1).state = 'closed';
    const second = await propose('two', { 'two/main.tf': gateways(2) });
    expect(conclusion(second)).toBe('success');
    expect(await commitmentsInto(main, app.database)).toMatchObject([{ number: 2 }]);
  });

  it('counts the latest head of the other one, and only what goes into the same branch', async () => {
    await propose('one', { 'one/main.tf': gateways(2) });
    await propose('one', { 'one/main.tf': gateways(1) });
    app.repository.push('release', { 'r.txt': 'r\n' }, { by: 'admin', from: 'main' });
    app.repository.push('three', { 'three/main.tf': gateways(3) }, { by: 'alice', from: 'release' });
    app.repository.openPull({ head: 'three', base: 'release', by: 'alice' });
    const second = await propose('two', { 'two/main.tf': gateways(2) });
    expect(conclusion(second)).toBe('success');
    expect(comment(3)).toContain('| $33 | $66 |');
  });

  it('is not widened by one that promises to save, and not filled by one that touches nothing', async () => {
    await propose('save', { 'old/main.tf': gateways(1) });
    await propose('words', { 'README.md': 'words\n' });
    const dear = await propose('dear', { 'dear/main.tf': gateways(4) });
    expect(conclusion(dear)).toBe('failure');
    expect(comment(3)).toContain('| $0.00 | $131 |');
  });

  it('is not known in full where what another commits cannot be read, which makes no room in it', async () => {
    await propose('broken', { 'one/main.tf': `${gateways(1)}resource "x" {{{\n` });
    const second = await propose('two', { 'two/main.tf': gateways(2) });
    expect(conclusion(second)).toBe('success');
    expect(comment(2)).toContain('| not known | not known | $66 |');
    const third = await propose('three', { 'three/main.tf': gateways(2) });
    expect(conclusion(third)).toBe('failure');
    expect(comment(3)).toContain('| not known | at least $66 | $66 |');
  });

  it.each([
    ['shows in neither comment nor check of a public repository', false],
    ['shows there where the configuration says so', true],
  ])('%s', async (_sentence, publicAmounts) => {
    const config = `${CONFIG}publicAmounts: ${publicAmounts}\n`;
    const files = { '.github/finops.yml': config, '.finops/budgets.yml': '- { id: shop, limit: 97 }\n' };
    const open = app.github.createRepository('acme/open', { files, isPrivate: false });
    open.push('dear', { 'dear/main.tf': gateways(3) }, { by: 'admin', from: 'main' });
    const { head } = open.openPull({ head: 'dear', by: 'admin' });
    await app.settled();
    const check = open.checks(head.sha).at(-1);
    expect(check?.conclusion).toBe('failure');
    const shown = JSON.stringify([open.comments(1).map(({ body }) => body), check?.output, check?.annotations]);
    expect(shown).toContain('committed-over-budget');
    // The limit is the one figure of the budget that the difference, $98.55, does not give away.
    expect(/\$97\b|USD 97|\bshop\b/.test(shown)).toBe(publicAmounts);
  });
});
