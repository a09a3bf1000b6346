import { readIngressClasses } from '#app/kubernetes/ingress-classes.ts';
import { addressOf, type ManifestObject } from '#app/kubernetes/manifest-object.ts';
import type { Manifests } from '#app/kubernetes/read-manifests.ts';
import { readStorageClass } from '#app/kubernetes/storage-class.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import { totalCost } from '../amounts.ts';
import type { ProjectEstimate, ResourceEstimate } from '../estimate.ts';
import { type ComputeBasis, openBasis } from './basis.ts';
import { type Capacity, packWorkloads } from './capacity.ts';
import { openCloud } from './cloud-rows.ts';
import { countedElsewhere, estimateObject } from './estimate-object.ts';
import { estimateWorkload, podsOf } from './estimate-workload.ts';
import { sharedBalancers } from './load-balancer-rows.ts';
import type { EstimateManifestsDeps, ObjectContext } from './object-context.ts';

/**
 * The monthly cost of what the manifests describe. Every object is priced, free or listed with what it lacks; what
 * cannot be costed is a state of the estimate and never zero. The order of the documents does not matter.
 */
export function estimateManifests(manifests: Manifests, deps: EstimateManifestsDeps): ProjectEstimate {
  const resources = [...estimateObjects(manifests, deps).values()].sort((a, b) =>
    a.address < b.address ? -1 : a.address > b.address ? 1 : 0,
  );
  return {
    name: deps.name,
    path: deps.path,
    kind: 'kubernetes',
    workspace: null,
    resources,
    monthlyCost: totalCost(resources, deps.currency),
    diagnostics: manifests.diagnostics,
  };
}

/** The estimate of each object. */
export function estimateObjects(
  manifests: Manifests,
  deps: EstimateManifestsDeps,
): ReadonlyMap<ManifestObject, ResourceEstimate> {
  const isElsewhere = (object: ManifestObject): boolean => deps.elsewhere?.has(addressOf(object)) === true;
  const own = {
    ...manifests,
    objects: manifests.objects.filter((each) => !isElsewhere(each)),
    workloads: manifests.workloads.filter((each) => !isElsewhere(each.object)),
  };
  const context = openContext(own, deps);
  const workloads = Map.groupBy(manifests.workloads, (each: Workload) => each.object);
  return new Map(
    manifests.objects.map((object): [ManifestObject, ResourceEstimate] => {
      const by = deps.elsewhere?.get(addressOf(object));
      if (by !== undefined) return [object, countedElsewhere(object, by, context)];
      const parts = workloads.get(object);
      return [object, parts ? estimateWorkload(parts, context) : estimateObject(object, context)];
    }),
  );
}

function openContext(manifests: Manifests, deps: EstimateManifestsDeps): ObjectContext {
  const compute = openBasis(deps.basis, deps.book);
  const { provider, region } = compute;
  const classes = readIngressClasses(manifests.objects);
  const ofKind = (kind: string, group: string) =>
    manifests.objects.filter((object) => object.kind === kind && object.group === group);
  return {
    ...deps,
    manifests,
    compute,
    cloud: provider && region ? { provider, made: openCloud(deps, { provider, region }) } : null,
    capacity: capacityOf(manifests, { deps, compute }),
    storageClasses: ofKind('StorageClass', 'storage.k8s.io')
      .map(readStorageClass)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    volumes: new Map(ofKind('PersistentVolume', '').map((object) => [object.name, object])),
    ingressClasses: classes,
    balancers: sharedBalancers(manifests.objects, { provider, classes }),
  };
}

/** On nodes that are paid, whether a workload costs anything depends on all others. */
function capacityOf(
  manifests: Manifests,
  by: { readonly deps: EstimateManifestsDeps; readonly compute: ComputeBasis },
): Capacity | null {
  const { deps, compute } = by;
  if (deps.basis.basis !== 'capacity') return null;
  const cluster = deps.cluster ?? [{ project: deps.name, workloads: manifests.workloads }];
  const workloads = cluster.flatMap((each) =>
    each.workloads.map((workload) => ({ project: each.project, workload, pods: podsOf(workload, { deps, compute }) })),
  );
  return packWorkloads(workloads, { pools: deps.basis.pools, book: deps.book });
}
