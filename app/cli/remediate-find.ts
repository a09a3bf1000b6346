import { cloudFinding } from '#app/flows/find-in-cloud.ts';
import { type FoundFindings, findingsJson } from '#reports/findings-json.ts';
import { findingsTable } from '#reports/findings-table.ts';
import type { Invocation, World } from './command.ts';
import { inputStatus } from './input-status.ts';
import { findEverything } from './remediate-kit.ts';
import { chosenFormat, writeResult } from './result.ts';

/** `finops remediate find`: what could cost less. Nothing is written. */
export async function remediateFind(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const { code, cloud, together, found, deps } = await findEverything(invocation, world);
  const result: FoundFindings = {
    currency: deps.currency,
    priceBook: found.estimate.priceBook,
    findings: [...code.map((each) => each.finding), ...cloud.map(cloudFinding)],
    together,
  };
  writeResult(format === 'json' ? findingsJson(result) : findingsTable(result), invocation, world);
  return inputStatus(found.estimate, world);
}
