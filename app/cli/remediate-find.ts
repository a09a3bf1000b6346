import { findInBills } from '#app/flows/find-in-bills.ts';
import { cloudFinding } from '#app/flows/find-in-cloud.ts';
import { type Money, sumMoney } from '#app/measure/money.ts';
import type { CloudFinding } from '#app/remediation/make-plan.ts';
import { type FoundFindings, findingsJson } from '#reports/findings-json.ts';
import { findingsTable } from '#reports/findings-table.ts';
import type { Invocation, World } from './command.ts';
import { inputStatus } from './input-status.ts';
import { withCosts } from './remediate-cloud.ts';
import { findEverything } from './remediate-kit.ts';
import { chosenFormat, writeResult } from './result.ts';

/** `finops remediate find`: what could cost less. Nothing is written. */
export async function remediateFind(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const { code, cloud, together, found, deps } = await findEverything(invocation, world);
  const known = new Set(cloud.flatMap(({ action, target }) => action.billedAs(target)));
  const request = { settings: found.settings, known, now: deps.now };
  const billed = await withCosts(world, async (readCosts) => (readCosts ? findInBills(request, readCosts) : []));
  const result: FoundFindings = {
    currency: deps.currency,
    priceBook: found.estimate.priceBook,
    findings: [...code.map((each) => each.finding), ...cloud.map(cloudFinding), ...billed],
    together: withClouds(together, { cloud, currency: deps.currency }),
  };
  writeResult(format === 'json' ? findingsJson(result) : findingsTable(result), invocation, world);
  return inputStatus(found.estimate, world);
}

/** Code and clouds together; what the bills alone show may be the same resources, and is left out. */
function withClouds(
  code: Money | null,
  { cloud, currency }: { readonly cloud: readonly CloudFinding[]; readonly currency: string },
): Money | null {
  const expected = cloud.flatMap(({ savings }) => (savings.state === 'known' ? [savings.savings.expected] : []));
  const same = expected.filter((each) => each.currency === currency);
  return code === null ? null : sumMoney([code, ...same], currency);
}
