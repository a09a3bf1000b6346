import { createHash } from 'node:crypto';
import type { PolicyInput } from './input.ts';

/**
 * What an override is bound to: rule, address and planned cost of what the finding concerns. Where the cost is not
 * known in full, the finding's own words are covered too, so that another unknown is not overridden with it. One address
 * may stand in several projects (a module for each environment): then the costs of all of them are covered, and a change
 * of any voids the override.
 */
export function overrideDigest(
  finding: { readonly rule: string; readonly resource: string | null; readonly message: string },
  costs: ReadonlyMap<string, readonly PlannedCost[]>,
): string {
  const found = costs.get(finding.resource ?? '') ?? [];
  const amounts = found.map((each) => each.monthlyCost);
  const known = found.length > 0 && found.every((each) => each.complete && each.monthlyCost !== null);
  const cost = amounts.length > 1 ? amounts : (amounts[0] ?? null);
  const covered = [finding.rule, finding.resource ?? '', cost, known ? '' : finding.message];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex').slice(0, 16);
}

interface PlannedCost {
  readonly monthlyCost: number | null;
  readonly complete: boolean;
}

/** Planned costs by address, one for each project that has it; under the empty text that of the whole change. */
export function plannedCosts(input: PolicyInput): ReadonlyMap<string, readonly PlannedCost[]> {
  const costs = new Map<string, PlannedCost[]>([['', [input.estimate.planned]]]);
  const add = (address: string, planned: PlannedCost): void => {
    costs.set(address, [...(costs.get(address) ?? []), planned]);
  };
  for (const { address, planned } of input.resources) add(address, planned);
  for (const { namespace, kind, name, planned } of input.workloads) add(`${namespace}/${kind}/${name}`, planned);
  return costs;
}
