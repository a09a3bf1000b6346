import type { ManifestObject } from '#app/kubernetes/manifest-object.ts';
import { isMap, type ManifestMap } from '#app/kubernetes/manifest-value.ts';
import { type Manifests, manifestsOf, readManifests, type StatedObject } from '#app/kubernetes/read-manifests.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';
import { knownCost } from '../amounts.ts';
import type { ResourceEstimate } from '../estimate.ts';
import { estimateObjects } from './estimate-manifests.ts';
import type { EstimateManifestsDeps } from './object-context.ts';
import { AFTER_APPLY, manifestOf, plainManifest } from './terraform-manifest.ts';

/** What the Kubernetes and Helm providers of a Terraform project deploy. */
export interface TerraformWorkloads {
  readonly manifests: Manifests;
  /** The resource that each object comes from. */
  readonly resourceOf: ReadonlyMap<ManifestObject, ResourceInstance>;
  /** Charts: what they deploy is known only to Helm. */
  readonly releases: readonly ResourceInstance[];
}

/** The objects that `kubernetes_*`, `kubernetes_manifest` and `kubectl_manifest` resources describe, and Helm releases. */
export function workloadsFromTerraform(resources: readonly ResourceInstance[]): TerraformWorkloads {
  const stated: (StatedObject & { readonly resource: ResourceInstance })[] = [];
  for (const resource of resources.filter((each) => each.mode === 'managed')) {
    const source = sourceOf(resource);
    for (const value of valuesOf(resource)) stated.push({ value, source, resource });
  }
  const { manifests, origins } = manifestsOf(stated);
  const resourceOf = new Map<ManifestObject, ResourceInstance>();
  for (const [object, origin] of origins) resourceOf.set(object, origin.resource);
  return {
    manifests: {
      ...manifests,
      diagnostics: manifests.diagnostics.filter((each) => !each.message.includes(AFTER_APPLY)),
    },
    resourceOf,
    releases: resources.filter((each) => each.mode === 'managed' && each.type === 'helm_release'),
  };
}

function sourceOf(resource: ResourceInstance): StatedObject['source'] {
  return resource.source ?? { file: resource.address, startLine: 1, endLine: 1 };
}

function valuesOf(resource: ResourceInstance): readonly ManifestMap[] {
  if (resource.type === 'kubernetes_manifest') {
    const value = plainManifest(resource.attributes['manifest']);
    return isMap(value) ? [value] : [];
  }
  if (resource.type === 'kubectl_manifest') {
    const text = resource.attributes['yaml_body'];
    if (typeof text !== 'string') return [];
    const { file } = sourceOf(resource);
    return readManifests([{ file, text }]).objects.map((object) => object.value);
  }
  return resource.type.startsWith('kubernetes_') ? [manifestOf(resource)] : [];
}

/**
 * The estimates of these resources by their Terraform address: they keep address, type and lines of Terraform. A Helm
 * release is unpriced and says what to run.
 */
export function estimateTerraformWorkloads(
  workloads: TerraformWorkloads,
  deps: EstimateManifestsDeps,
): ReadonlyMap<string, ResourceEstimate> {
  const estimates = new Map<string, ResourceEstimate>();
  for (const [object, estimate] of estimateObjects(workloads.manifests, deps)) {
    const resource = workloads.resourceOf.get(object);
    if (!resource) continue;
    const { address, type, source } = resource;
    estimates.set(address, { ...estimate, address, type, source, provider: 'kubernetes', resource });
  }
  for (const release of workloads.releases) estimates.set(release.address, releaseEstimate(release, deps));
  return estimates;
}

function releaseEstimate(release: ResourceInstance, deps: EstimateManifestsDeps): ResourceEstimate {
  const project = deps.followed?.get(`${deps.name}\0${release.address}`);
  const common = {
    address: release.address,
    type: release.type,
    provider: 'helm',
    region: null,
    components: [],
    tags: null,
    source: release.source,
    resource: release,
  };
  if (project !== undefined) {
    const reason = `what it deploys is counted as ${project}`;
    return { ...common, support: 'free', reason, monthlyCost: knownCost([], deps.currency), complete: true };
  }
  const text = (name: string): string => {
    const value = release.attributes[name];
    return typeof value === 'string' && value !== '' ? value : `<${name}>`;
  };
  const command = `helm template ${text('name')} ${text('chart')} --repo ${text('repository')} --include-crds`;
  const reason = `what the chart deploys is not known before it is rendered: run ${command} | finops estimate -`;
  return { ...common, support: 'unpriced', reason, monthlyCost: null, complete: false };
}
