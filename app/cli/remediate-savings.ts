import { ConfigError } from '#app/errors.ts';
import { readLedger } from '#app/flows/remediation-ledger.ts';
import { savingsLedger } from '#app/flows/savings-ledger.ts';
import { type Verified, verifyExecutions } from '#app/flows/verify-executions.ts';
import { openAwsClients } from '#app/remediation/aws/clients.ts';
import { savingsJson, savingsText } from '#reports/savings-text.ts';
import { verifiedText } from '#reports/verified-text.ts';
import { awsCredentials } from './aws-credentials.ts';
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

/** `finops remediate verify [PLAN]`: whether what was executed still is as planned, and whether the bill fell; else 1. */
export async function remediateVerify(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const [named = null] = invocation.positionals;
  const plan = named === null ? null : named.replace(/^.*\//, '').replace(/\.yml$/, '');
  const found = await withWarehouse(world, async (database) => {
    const { readCosts } = await import('#app/warehouse/cost-query.ts');
    const savings = {
      readCosts: (query: Parameters<typeof readCosts>[0]) => readCosts(query, database),
      now: world.now,
    };
    const openClients = awsCredentials(world) ? (region: string) => openAwsClients(region) : null;
    return verifyExecutions({ entries: await readLedger({ database }), plan }, { openClients, savings });
  });
  if (plan !== null && found.length === 0)
    throw new ConfigError(`${plan} was not executed`, { remedy: 'see finops remediate savings for what was' });
  writeResult(format === 'json' ? verifiedJson(found) : verifiedText(found), invocation, world);
  return found.some((each) => each.state === 'drifted' || each.savings?.state === 'reversed') ? 1 : 0;
}

function verifiedJson(found: readonly Verified[]): string {
  const rows = found.map(({ savings, ...rest }) => ({
    ...rest,
    savings: savings && { state: savings.state, reason: savings.reason },
  }));
  return JSON.stringify(rows, null, 2);
}
