import { createHash } from 'node:crypto';
import type { PolicyInput } from './input.ts';

/**
 * What an override is bound to: rule, address and planned cost of what the finding concerns. Where the cost is not
 * known in full, the finding's own words are covered too, so that another unknown is not overridden with it.
 */
export function overrideDigest(
  finding: { readonly rule: string; readonly resource: string | null; readonly message: string },
  costs: ReadonlyMap<string, PlannedCost>,
): string {
  const cost = costs.get(finding.resource ?? '') ?? { monthlyCost: null, complete: false };
  const known = cost.complete && cost.monthlyCost !== null;
  const covered = [finding.rule, finding.resource ?? '', cost.monthlyCost, known ? '' : finding.message];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex').slice(0, 16);
}

interface PlannedCost {
  readonly monthlyCost: number | null;
  readonly complete: boolean;
}

/** Planned costs by address; under the empty text that of the whole change. */
export function plannedCosts(input: PolicyInput): ReadonlyMap<string, PlannedCost> {
  const costs = new Map<string, PlannedCost>([['', input.estimate.planned]]);
  for (const { address, planned } of input.resources) costs.set(address, planned);
  for (const { namespace, kind, name, planned } of input.workloads) costs.set(`${namespace}/${kind}/${name}`, planned);
  return costs;
}
