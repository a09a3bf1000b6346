import { ConfigError } from '#app/errors.ts';
import { readLedger } from '#app/flows/remediation-ledger.ts';
import { BRANCH_PREFIX } from '#app/flows/remediation-request.ts';
import { type Verified, verifyExecutions } from '#app/flows/verify-executions.ts';
import { type VerifiedMerge, verifyMerged } from '#app/flows/verify-merged.ts';
import { ownPullRequests } from '#app/github/own-pull-requests.ts';
import { openAwsClients } from '#app/remediation/aws/clients.ts';
import { CODE_REMEDIES } from '#app/remediation/code/registry.ts';
import { REQUESTS_ABOVE_LIMITS } from '#app/remediation/requests-above-limits.ts';
import { verifiedJson, verifiedText } from '#reports/verified-text.ts';
import { awsCredentials } from './aws-credentials.ts';
import type { Invocation, World } from './command.ts';
import { gitHubAccess, loginOf } from './github-access.ts';
import { findEverything } from './remediate-kit.ts';
import { chosenFormat, writeResult } from './result.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

/**
 * `finops remediate verify [PLAN]`: whether what was executed still is as planned and the bill fell, and, with a token for
 * GitHub, whether merged edits still stand in the code; 1 where one does not.
 */
export async function remediateVerify(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const [named = null] = invocation.positionals;
  const plan = named === null ? null : named.replace(/^.*\//, '').replace(/\.yml$/, '');
  const executions = plan !== null || hasWarehouse(world) ? await executionsNow(plan, world) : [];
  if (plan !== null && executions.length === 0)
    throw new ConfigError(`${plan} was not executed`, { remedy: 'see finops remediate savings for what was' });
  const isAsked = plan === null && Boolean(world.env['GITHUB_TOKEN']);
  const merged = isAsked ? await mergedNow({ ...invocation, positionals: ['.'] }, world) : null;
  const found = { executions, merged };
  writeResult(format === 'json' ? verifiedJson(found) : verifiedText(found), invocation, world);
  const hasDrifted = executions.some((each) => each.state === 'drifted' || each.savings?.state === 'reversed');
  return hasDrifted || merged?.some((each) => each.state === 'found-again') ? 1 : 0;
}

function executionsNow(plan: string | null, world: World): Promise<readonly Verified[]> {
  return withWarehouse(world, async (database) => {
    const { readCosts } = await import('#app/warehouse/cost-query.ts');
    const savings = {
      readCosts: (query: Parameters<typeof readCosts>[0]) => readCosts(query, database),
      now: world.now,
    };
    const openClients = awsCredentials(world) ? (region: string) => openAwsClients(region) : null;
    return verifyExecutions({ entries: await readLedger({ database }), plan }, { openClients, savings });
  });
}

async function mergedNow(invocation: Invocation, world: World): Promise<readonly VerifiedMerge[]> {
  const { code, repository } = await findEverything(invocation, world);
  const access = gitHubAccess(repository.root, world);
  const { owner, repo } = access;
  const pulls = await ownPullRequests({ owner, repo, prefix: BRANCH_PREFIX, author: await loginOf(access) }, access);
  const found = new Set(code.map((each) => each.finding.id));
  return verifyMerged(pulls, { found, remedies: [...CODE_REMEDIES, REQUESTS_ABOVE_LIMITS].map((each) => each.id) });
}
