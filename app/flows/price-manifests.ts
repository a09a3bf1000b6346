import type { FinopsConfig } from '#app/config/finops-config.ts';
import { ConfigError } from '#app/errors.ts';
import { totalCost } from '#app/estimate/amounts.ts';
import { estimateManifests } from '#app/estimate/kubernetes/estimate-manifests.ts';
import {
  defaultPricing,
  type KubernetesPricing,
  type NodePool,
  type OpenCostPricing,
} from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import type { ProjectWorkloads } from '#app/estimate/kubernetes/object-context.ts';
import { nodePoolsFromTerraform } from '#app/estimate/kubernetes/terraform-node-pools.ts';
import { estimateTerraformWorkloads, workloadsFromTerraform } from '#app/estimate/kubernetes/terraform-workloads.ts';
import { statedUsage } from '#app/estimate/usage.ts';
import { addressOf } from '#app/kubernetes/manifest-object.ts';
import { type Manifests, readManifests } from '#app/kubernetes/read-manifests.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import type { TerraformProject } from '#app/terraform/resource.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';
import type { ManifestDocument } from './read-inputs.ts';

export type PricingBasis = NonNullable<FinopsConfig['kubernetes']['pricing']>;

export interface ManifestPricing {
  readonly config: FinopsConfig['kubernetes'];
  /** What the command line asks for; it outweighs the configuration. */
  readonly basis: PricingBasis | null;
  /** Rates of a running OpenCost, for which its defaults stand where nobody read them. */
  readonly openCost?: OpenCostPricing | null;
  readonly deps: Omit<EstimateInputsDeps, 'estimateManifests' | 'estimateWorkloads'>;
}

/** What is not part of any chart or kustomization. */
const PLAIN = 'kubernetes';

/**
 * Prices manifests, and workloads that Terraform deploys: by the node pools that the Terraform describes, else by the
 * configuration, else at OpenCost's default rates, flagged. A basis that is asked for outweighs all of these.
 * @throws ConfigError when the basis needs a node type or region that nobody stated.
 */
export function priceManifests(
  request: ManifestPricing,
): Pick<EstimateInputsDeps, 'estimateManifests' | 'estimateWorkloads'> {
  const { book, currency, convert, now, usage } = request.deps;
  const stated = (address: string, key: string): number | undefined => {
    const value = statedUsage(usage, { address, type: 'kubernetes', key });
    if (typeof value === 'number') return value;
    return key === 'nodes' ? request.config.daemonSetNodes : undefined;
  };
  const common = { book, currency, convert, now, stated };
  const rememberedSets = rememberSets();
  return {
    estimateManifests(documents, projects) {
      const basis = chosenPricing(request, projects);
      // Where nodes are shared, both calls need all of them; else they need not outlive this one.
      const isShared = basis.basis === 'capacity';
      const sets = isShared ? rememberedSets(documents) : readSets(documents);
      const around = { ...common, followed: projectsByDeployer(documents), basis };
      const elsewhere = statedInTerraform(projects);
      const cluster = isShared ? clusterOf({ sets, projects, elsewhere }) : [];
      return [...sets].map(([name, manifests]) => {
        const path = name === PLAIN ? '' : name;
        const own = name === PLAIN ? { elsewhere } : {};
        return estimateManifests(manifests, { ...around, ...own, cluster, name, path });
      });
    },
    estimateWorkloads(estimate, project, { projects, manifests }) {
      const workloads = workloadsFromTerraform(project?.resources ?? []);
      if (workloads.resourceOf.size + workloads.releases.length === 0) return estimate;
      const basis = chosenPricing(request, projects);
      const elsewhere = statedInTerraform(projects);
      const cluster =
        basis.basis === 'capacity' ? clusterOf({ sets: rememberedSets(manifests), projects, elsewhere }) : [];
      const priced = estimateTerraformWorkloads(workloads, {
        ...common,
        cluster,
        followed: projectsByDeployer(manifests),
        name: estimate.name,
        path: estimate.path,
        basis,
      });
      const resources = estimate.resources.map((each) => priced.get(each.address) ?? each);
      const diagnostics = [...estimate.diagnostics, ...workloads.manifests.diagnostics];
      return { ...estimate, resources, monthlyCost: totalCost(resources, currency), diagnostics };
    },
  };
}

/** Reads documents project by project. */
function readSets(documents: readonly ManifestDocument[]): ReadonlyMap<string, Manifests> {
  const sets = Map.groupBy(documents, (each) => each.project ?? PLAIN);
  return new Map([...sets].map(([name, files]) => [name, readManifests(files)] as const));
}

/** As `readSets`, and those of one side once. */
function rememberSets(): (documents: readonly ManifestDocument[]) => ReadonlyMap<string, Manifests> {
  const known = new WeakMap<readonly ManifestDocument[], ReadonlyMap<string, Manifests>>();
  return (documents) => {
    const before = known.get(documents);
    if (before) return before;
    const read = readSets(documents);
    known.set(documents, read);
    return read;
  };
}

/** All workloads share the nodes, wherever they are described; what two describe is there once. */
function clusterOf(side: {
  readonly sets: ReadonlyMap<string, Manifests>;
  readonly projects: readonly TerraformProject[];
  readonly elsewhere: ReadonlyMap<string, string>;
}): readonly ProjectWorkloads[] {
  const isCounted = (name: string, workload: Workload): boolean =>
    name !== PLAIN || !side.elsewhere.has(addressOf(workload.object));
  return [
    ...[...side.sets].map(([project, { workloads }]) => ({
      project,
      workloads: workloads.filter((each) => isCounted(project, each)),
    })),
    ...side.projects.map(({ name, resources }) => ({
      project: name,
      workloads: workloadsFromTerraform(resources).manifests.workloads,
    })),
  ];
}

/** The project that counts what an object or a Terraform resource deploys. */
function projectsByDeployer(documents: readonly ManifestDocument[]): ReadonlyMap<string, string> {
  return new Map(
    documents.flatMap(({ deployedBy, project = PLAIN }) => (deployedBy ? [[deployedBy, project] as const] : [])),
  );
}

/** Addresses of the objects that Terraform deploys (`yamldecode(file(…))`), whose files are not counted once more. */
function statedInTerraform(projects: readonly TerraformProject[]): ReadonlyMap<string, string> {
  return new Map(
    projects.flatMap((project) => {
      const { resourceOf } = workloadsFromTerraform(project.resources);
      return [...resourceOf].map(([object, resource]) => [addressOf(object), resource.address] as const);
    }),
  );
}

function chosenPricing(request: ManifestPricing, projects: readonly TerraformProject[]): KubernetesPricing {
  const { config, deps } = request;
  const basis = request.basis ?? config.pricing ?? null;
  const described = nodePoolsFromTerraform(
    projects.flatMap((each) => each.resources),
    { book: deps.book, now: deps.now },
  );
  const isDescribed = described.length > 0 && !config.nodes;
  const [first, ...rest] = isDescribed ? described : configuredPools(config);
  // Nodes that the same Terraform already pays for are not paid a second time by what runs on them.
  const isPaid = isDescribed && described.every((each) => each.count !== null);
  switch (basis ?? (isPaid ? 'capacity' : first ? 'node' : 'opencost')) {
    case 'opencost':
      return request.openCost ?? defaultPricing();
    case 'fargate':
    case 'autopilot': {
      const region = config.region ?? config.node?.region ?? first?.region;
      if (!region) throw needs(`${basis} pricing`, 'kubernetes.region');
      return { basis: basis === 'fargate' ? 'fargate' : 'autopilot', region };
    }
    case 'node':
      if (!first) throw needs('node pricing', 'kubernetes.node {provider, region, type}');
      return { basis: 'node', pools: [first, ...rest] };
    case 'capacity':
      if (!first) throw needs('capacity pricing', 'kubernetes.nodes, each with provider, region, type and count');
      return { basis: 'capacity', pools: [first, ...rest] };
  }
}

function configuredPools(config: FinopsConfig['kubernetes']): readonly NodePool[] {
  const several = config.nodes?.map((node, at) => ({ name: `nodes[${at}]`, ...node })) ?? [];
  return several.length > 0 || !config.node ? several : [{ name: 'node', count: null, ...config.node }];
}

function needs(what: string, key: string): ConfigError {
  return new ConfigError(`${what} needs ${key}`, { place: { file: '.github/finops.yml' }, remedy: `set ${key}` });
}
