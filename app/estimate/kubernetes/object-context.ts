import type { IngressClasses } from '#app/kubernetes/ingress-classes.ts';
import { addressOf, isBuiltInGroup, type ManifestObject } from '#app/kubernetes/manifest-object.ts';
import type { Manifests } from '#app/kubernetes/read-manifests.ts';
import type { StorageClass } from '#app/kubernetes/storage-class.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import type { PriceBook, PriceProvider } from '#app/pricing/price.ts';
import type { CostComponent, Support } from '../estimate.ts';
import type { Convert } from '../price-component.ts';
import type { ComputeBasis } from './basis.ts';
import type { Capacity } from './capacity.ts';
import type { PriceMade } from './cloud-rows.ts';
import type { KubernetesPricing } from './kubernetes-pricing.ts';

export interface EstimateManifestsDeps {
  readonly name: string;
  /** Relative to the repository's root. */
  readonly path: string;
  readonly book: PriceBook;
  readonly basis: KubernetesPricing;
  readonly currency: string;
  readonly convert: Convert;
  readonly now: Date;
  /** What the user stated for an object: `replicas`, `nodes`, `run_minutes`, `monthly_runs`. */
  readonly stated?: (address: string, key: string) => number | undefined;
  /** The project that counts what an Argo CD or Flux object deploys, by the object's address. */
  readonly followed?: ReadonlyMap<string, string>;
  /** What counts an object already, by the object's address. */
  readonly elsewhere?: ReadonlyMap<string, string>;
  /** All workloads that share the nodes, those of this project among them; left out: only these. */
  readonly cluster?: readonly ProjectWorkloads[];
}

/** The workloads of a project. */
export interface ProjectWorkloads {
  readonly project: string;
  readonly workloads: readonly Workload[];
}

/** What estimating one object needs beside it. */
export interface ObjectContext extends EstimateManifestsDeps {
  readonly manifests: Manifests;
  readonly compute: ComputeBasis;
  /** What the cloud makes for an object, priced; null where the basis has flat rates for it. */
  readonly cloud: { readonly provider: PriceProvider; readonly made: PriceMade } | null;
  /** Where pods find room; null unless the nodes are paid already. */
  readonly capacity: Capacity | null;
  readonly storageClasses: readonly StorageClass[];
  /** PersistentVolumes by name. */
  readonly volumes: ReadonlyMap<string, ManifestObject>;
  readonly ingressClasses: IngressClasses;
  /** The object that counts each shared load balancer. */
  readonly balancers: ReadonlyMap<string, ManifestObject>;
}

/** What every resource of a manifest says about itself. */
export function identityOf(object: ManifestObject, context: ObjectContext) {
  return {
    address: addressOf(object),
    type: typeOf(object),
    provider: 'kubernetes',
    region: context.compute.region,
    tags: null,
    source: object.source,
  };
}

/** `kubernetes_cron_job` for kinds of Kubernetes, `argoproj.io/Rollout` for those of custom resource definitions. */
function typeOf(object: ManifestObject): string {
  if (!isBuiltInGroup(object.group)) return `${object.group}/${object.kind}`;
  return `kubernetes_${object.kind.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase()}`;
}

/** The worst state of the components; a quantity that nobody stated does not make it worse. */
export function worstState(components: readonly CostComponent[]): Support {
  if (components.some((each) => each.priceState === 'unknown')) return 'unknown';
  return components.some((each) => each.priceState === 'unpriced') ? 'unpriced' : 'priced';
}
