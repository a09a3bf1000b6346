import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openReviewKit } from '#app/cli/review-kit.ts';
import { FinopsConfig } from '#app/config/finops-config.ts';
import { keepingDecisions } from '#app/server/serve.ts';
import { memoryTree } from '#app/source/tree.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { policyInput } from '#test/policy/policy-input.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';

it('the server tells policies what its own database knows of the budgets of the base', async () => {
  const database = openDatabase(`sqlite:${join(folderWith({}), 'finops.db')}`);
  try {
    await migrate(database);
    const row = { ChargePeriodStart: '2026-11-20T00:00:00Z', EffectiveCost: '12.5', Tags: '{"team":"shop"}' };
    await putCharges([charge(row)], database);
    const now = () => new Date('2026-11-25T12:00:00Z');
    const kit = keepingDecisions(openReviewKit({ home: repositoryRoot, now }), database);
    const config = FinopsConfig.parse({ version: 1, budgets: 'b.yml' });
    const text = '- { id: shop, team: shop, limit: 10 }\n- { id: data, team: data, limit: 10 }\n';
    const base = memoryTree(new Map([['b.yml', new TextEncoder().encode(text)]]));
    const verdict = await (await kit()).policies(config, base, [])(policyInput(), []);
    // One complete day is too few for a forecast; of the team data no charge was ever seen.
    expect(verdict.budgets?.map(({ id, actual, forecast }) => [id, actual, forecast])).toEqual([
      ['shop', 12.5, null],
      ['data', null, null],
    ]);
  } finally {
    await database.tables.destroy();
  }
});
