import { afterEach, beforeEach, expect, it } from 'vitest';
import { planPath, writePlan } from '#app/remediation/read-plan.ts';
import { volumePlan } from '#test/remediation/plan-builder.ts';
import type { AppFixture } from '#test/support/github/app-fixture.ts';
import { startRealApp } from '#test/support/github/real-app.ts';

const CONFIG = 'version: 1\npolicies:\n  packs:\n    remediation: { level: hard, minApprovals: 2 }\n';
const plan = volumePlan();
let app: AppFixture;

beforeEach(async () => {
  app = await startRealApp({ files: { '.github/finops.yml': CONFIG } });
  for (const login of ['ann', 'carol']) app.repository.grant(login, 'write');
  app.repository.grant('rita', 'read');
});

afterEach(async () => {
  await app.close();
  app.github.verify();
});

async function approve(login: string): Promise<string | null | undefined> {
  app.repository.review(1, login, { state: 'APPROVED', body: '' });
  await app.settled();
  return app.repository.checks(app.repository.pull(1).head.sha).at(-1)?.conclusion;
}

it('the gate of a plan waits for its approvals, by people who can write, and holds in the merge queue', async () => {
  app.repository.push('finops/plan', { [planPath(plan.id)]: writePlan(plan) }, { by: 'alice' });
  app.repository.openPull({ head: 'finops/plan', by: 'alice' });
  await app.settled();
  const sha = app.repository.pull(1).head.sha;
  expect(app.repository.checks(sha).at(-1)?.conclusion).toBe('failure');
  expect(await approve('rita')).toBe('failure');
  expect(await approve('ann')).toBe('failure');
  expect(await approve('carol')).toBe('success');
  const { headSha } = app.repository.enqueue([1], 'ann');
  await app.settled();
  expect(app.repository.checks(headSha).at(-1)).toMatchObject({ status: 'completed', conclusion: 'success' });
});

it('a push after the approvals takes them away', async () => {
  app.repository.push('finops/plan', { [planPath(plan.id)]: writePlan(plan) }, { by: 'alice' });
  app.repository.openPull({ head: 'finops/plan', by: 'alice' });
  await approve('ann');
  expect(await approve('carol')).toBe('success');
  const other = writePlan(volumePlan({ params: { keepSnapshotDays: 60 } }));
  const sha = app.repository.push('finops/plan', { [planPath(plan.id)]: other }, { by: 'mallory' });
  await app.settled();
  expect(app.repository.checks(sha).at(-1)?.conclusion).toBe('failure');
});
