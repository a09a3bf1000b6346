import type { ResourceDifference } from '#app/estimate/difference.ts';
import type { CostRange, ResourceEstimate, WorkloadSummary } from '#app/estimate/estimate.ts';
import { decimalText } from '#app/measure/decimal.ts';

/** The monthly cost at the fewest, the expected and the most replicas, as decimal strings. */
export function rangeJson({ minimum, expected, maximum }: CostRange): Readonly<Record<string, string>> {
  return {
    minimum: decimalText(minimum.amount),
    expected: decimalText(expected.amount),
    maximum: decimalText(maximum.amount),
  };
}

/** What a workload states: CPU in cores, everything else in bytes or pieces, of one replica. */
export function workloadJson(workload: WorkloadSummary): Readonly<Record<string, unknown>> {
  const { replicas, requests, limits, storage, containersWithoutRequests, notes } = workload;
  return { replicas, requests, limits, storage, containersWithoutRequests, notes };
}

/** Both sides of a workload with what each costs; nothing for a resource that is none. */
export function workloadDifferenceJson({ prior, planned }: ResourceDifference): Readonly<Record<string, unknown>> {
  if (!prior?.workload && !planned?.workload) return {};
  return { workload: { prior: sideJson(prior), planned: sideJson(planned) } };
}

function sideJson(side: ResourceEstimate | null): Readonly<Record<string, unknown>> | null {
  if (side === null) return null;
  return {
    ...(side.workload ? workloadJson(side.workload) : {}),
    monthlyCost: side.monthlyCost && decimalText(side.monthlyCost.amount),
    ...(side.range ? { range: rangeJson(side.range) } : {}),
  };
}
