import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openReviewKit } from '#app/cli/review-kit.ts';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { keepingDecisions } from '#app/server/serve.ts';
import { memoryTree } from '#app/source/tree.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { decisionOf } from '#app/warehouse/decision-store.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { policyInput, policyResource } from '#test/policy/policy-input.ts';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';

it('the server keeps every decision of the gate in its database, without e-mail addresses', async () => {
  const database = openDatabase(`sqlite:${join(folderWith({}), 'finops.db')}`);
  try {
    await migrate(database);
    const kit = keepingDecisions(openReviewKit({ home: repositoryRoot, now: () => new Date() }), database);
    const evaluate = (await kit()).policies(DEFAULT_CONFIG, memoryTree(new Map()), []);
    const resources = [policyResource({ tags: { owner: 'jo@example.com' } })];
    const { decision, decisionId } = await evaluate(policyInput({ resources }), []);
    const kept = JSON.parse((await decisionOf(decisionId, database)) ?? '{}');
    expect(kept).toMatchObject({ decision_id: decisionId, result: { decision }, path: 'finops/gate/findings' });
    expect(kept.input.resources[0].tags).toEqual({ owner: '(e-mail)' });
  } finally {
    await database.tables.destroy();
  }
});
