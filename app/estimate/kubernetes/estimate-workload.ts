import { addressOf } from '#app/kubernetes/manifest-object.ts';
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
import { sumSummaries, workloadSummary } from './workload-summary.ts';

/** What the pods of an object and their volumes cost in a month; a custom resource may have several kinds of pods. */
export function estimateWorkload(parts: readonly Workload[], context: ObjectContext): ResourceEstimate {
  const rows: CostRow[] = [];
  const summaries: WorkloadSummary[] = [];
  for (const workload of parts) {
    const pods = podsOf(workload, { deps: context, compute: context.compute });
    const own = [...podRows(workload, pods, context), ...claimRows(workload.claims, { pods, context })];
    rows.push(...(workload.part === '' ? own : own.map((row) => below(row, workload.part))));
    summaries.push(workloadSummary(workload, pods));
  }
  const components = rows.map((row) => row.component);
  const support = worstState(components);
  const range = rangeOf(rows, context.currency);
  const summary = sumSummaries(summaries);
  return {
    ...identityOf((parts[0] as Workload).object, context),
    support,
    components,
    ...completeness(components, { support, currency: context.currency }),
    ...(range ? { range } : {}),
    ...(summary ? { workload: summary } : {}),
  };
}

function below(row: CostRow, part: string): CostRow {
  return { ...row, component: { ...row.component, path: [part, ...row.component.path] } };
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
  if (capacity) return capacityRows({ project: context.name, workload, pods, capacity }, context);
  const rates = compute.ratesFor(workload.spec);
  return computeRows({ workload, pods, rates, shape: compute.shapeOf(workload) }, context);
}
