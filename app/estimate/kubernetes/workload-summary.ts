import type { ResourceAmounts } from '#app/kubernetes/resource-amounts.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import type { WorkloadSummary } from '../estimate.ts';
import type { PodCount } from './pod-count.ts';
import { workloadNotes } from './workload-notes.ts';

/** What a policy may ask of the workload. */
export function workloadSummary(workload: Workload, pods: PodCount): WorkloadSummary {
  const { object, pod, running } = workload;
  const counts = 'usage' in pods ? null : pods;
  const atOnce = running.by === 'runs' ? running.parallelism : null;
  return {
    name: object.name,
    kind: object.kind,
    namespace: object.namespace,
    replicas: {
      minimum: atOnce ?? counts?.minimum.toNumber() ?? null,
      expected: atOnce ?? counts?.expected.toNumber() ?? null,
      maximum: atOnce ?? counts?.maximum.toNumber() ?? null,
    },
    requests: plain(pod.requests),
    limits: plain(pod.limits),
    containersWithoutRequests: [...new Set(pod.missing.map((each) => each.container))],
    storage: workload.claims.map((claim) => claim.bytes?.toNumber() ?? null).reduce(together, 0),
    notes: workloadNotes(workload),
  };
}

/** Several kinds of pods as one workload: all replicas together, and of each resource what the largest pod asks for. */
export function sumSummaries(summaries: readonly WorkloadSummary[]): WorkloadSummary | undefined {
  const [first, ...others] = summaries;
  if (!first) return undefined;
  return others.reduce(sumOfTwo, first);
}

function sumOfTwo(sum: WorkloadSummary, each: WorkloadSummary): WorkloadSummary {
  const { name, kind, namespace } = sum;
  return {
    name,
    kind,
    namespace,
    replicas: {
      minimum: together(sum.replicas.minimum, each.replicas.minimum),
      expected: together(sum.replicas.expected, each.replicas.expected),
      maximum: together(sum.replicas.maximum, each.replicas.maximum),
    },
    requests: largest(sum.requests, each.requests),
    limits: largest(sum.limits, each.limits),
    containersWithoutRequests: [...sum.containersWithoutRequests, ...each.containersWithoutRequests],
    storage: sum.storage === null || each.storage === null ? null : Math.max(sum.storage, each.storage),
    notes: [...new Set([...sum.notes, ...each.notes])],
  };
}

/** Both together; not known when one is not. */
function together(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left + right;
}

function largest(
  left: Readonly<Record<string, number>>,
  right: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return Object.fromEntries(names.map((name) => [name, Math.max(left[name] ?? 0, right[name] ?? 0)]));
}

function plain(amounts: ResourceAmounts): Readonly<Record<string, number>> {
  return Object.fromEntries([...amounts].sort().map(([name, amount]) => [name, amount.toNumber()]));
}
