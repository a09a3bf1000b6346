import { ConfigError } from '#app/errors.ts';
import { readLedger } from '#app/flows/remediation-ledger.ts';
import { savingsLedger } from '#app/flows/savings-ledger.ts';
import { savingsJson, savingsText } from '#reports/savings-text.ts';
import type { Invocation, World } from './command.ts';
import { chosenFormat, writeResult } from './result.ts';
import { withWarehouse } from './warehouse.ts';

/** `finops remediate savings`: what executions saved by the bill. */
export async function remediateSavings(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  if (invocation.positionals.length > 0)
    throw new ConfigError('finops remediate savings takes no argument', { remedy: 'leave it out' });
  const found = await withWarehouse(world, async (database) => {
    const { readCosts } = await import('#app/warehouse/cost-query.ts');
    const deps = { readCosts: (query: Parameters<typeof readCosts>[0]) => readCosts(query, database), now: world.now };
    return savingsLedger(await readLedger({ database }), deps);
  });
  writeResult(format === 'json' ? savingsJson(found) : savingsText(found), invocation, world);
  return 0;
}
