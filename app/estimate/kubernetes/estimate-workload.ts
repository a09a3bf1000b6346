import { addressOf } from '#app/kubernetes/manifest-object.ts';
import type { ResourceAmounts } from '#app/kubernetes/resource-amounts.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import { completeness } from '../amounts.ts';
import type { ResourceEstimate, WorkloadSummary } from '../estimate.ts';
import type { ComputeBasis } from './basis.ts';
import { capacityRows } from './capacity-rows.ts';
import { computeRows } from './compute-rows.ts';
import { rangeOf } from './cost-range.ts';
import type { CostRow } from './cost-row.ts';
import { type EstimateManifestsDeps, identityOf, type ObjectContext, worstState } from './object-context.ts';
import { type PodCount, podCount } from './pod-count.ts';
import { claimRows } from './storage-rows.ts';

/** What the workload's pods and their volumes cost in a month. */
export function estimateWorkload(workload: Workload, context: ObjectContext): ResourceEstimate {
  const pods = podsOf(workload, { deps: context, compute: context.compute });
  const rows = [...podRows(workload, pods, context), ...claimRows(workload.claims, { pods, context })];
  const components = rows.map((row) => row.component);
  const support = worstState(components);
  const range = rangeOf(rows, context.currency);
  return {
    ...identityOf(workload.object, context),
    support,
    components,
    ...completeness(components, { support, currency: context.currency }),
    ...(range ? { range } : {}),
    workload: summaryOf(workload, pods),
  };
}

/** The pods of a workload, averaged over the month. */
export function podsOf(
  workload: Workload,
  by: { readonly deps: EstimateManifestsDeps; readonly compute: ComputeBasis },
): PodCount {
  const address = addressOf(workload.object);
  return podCount(workload, { pools: by.compute.pools, stated: (key) => by.deps.stated?.(address, key) });
}

function podRows(workload: Workload, pods: PodCount, context: ObjectContext): readonly CostRow[] {
  const { capacity, compute } = context;
  if (capacity) return capacityRows({ workload, pods, capacity }, context);
  const rates = compute.ratesFor(workload.spec);
  return computeRows({ workload, pods, rates, shape: compute.shapeOf(workload) }, context);
}

function summaryOf(workload: Workload, pods: PodCount): WorkloadSummary {
  const { object, pod, running } = workload;
  const counts = 'usage' in pods ? null : pods;
  const atOnce = running.by === 'runs' ? running.parallelism : null;
  return {
    name: object.name,
    kind: object.kind,
    namespace: object.namespace,
    replicas: {
      minimum: atOnce ?? counts?.minimum.toNumber() ?? 0,
      expected: atOnce ?? counts?.expected.toNumber() ?? 0,
      maximum: atOnce ?? counts?.maximum.toNumber() ?? 0,
    },
    requests: plain(pod.requests),
    limits: plain(pod.limits),
    containersWithoutRequests: [...new Set(pod.missing.map((each) => each.container))],
  };
}

function plain(amounts: ResourceAmounts): Readonly<Record<string, number>> {
  return Object.fromEntries([...amounts].sort().map(([name, amount]) => [name, amount.toNumber()]));
}
