import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisionLine } from '#app/policy/decision-log.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { decisionOf, keepDecision } from '#app/warehouse/decision-store.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { policyInput, policyResource } from '#test/policy/policy-input.ts';
import { decide } from '#test/policy/support.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

describe('the decision log in the warehouse', () => {
  it('keeps a decision once, as it was, and the decision can be made again out of it', async () => {
    const cwd = folderWith({});
    const url = `sqlite:${join(cwd, 'finops.db')}`;
    const database = openDatabase(url);
    const { event, decisionId } = await decide({
      input: policyInput({ resources: [policyResource()] }),
      settings: { packs: { tags: { level: 'soft', required: ['team'] } } },
    });
    const line = decisionLine(event);
    try {
      await migrate(database);
      await keepDecision(line, database);
      await keepDecision(decisionLine({ ...event, path: 'finops/gate/findings', erased: ['/x'] }), database);
      expect(await decisionOf(decisionId, database)).toBe(line.trimEnd());
      expect(await decisionOf('another', database)).toBeNull();
      await expect(keepDecision('{}', database)).rejects.toThrow(/no event/);
    } finally {
      await database.tables.destroy();
    }
    const replay = ['policy', 'eval', '--replay', decisionId, '--decision-log', url, '--format', 'json'];
    const ran = await runFinops(replay, { cwd });
    expect(JSON.parse(ran.out)).toMatchObject({ decision: 'deny', replay: { same: true, samePolicies: true } });
    expect(ran.status).toBe(1);
  });
});
