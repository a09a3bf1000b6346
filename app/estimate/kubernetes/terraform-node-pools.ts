import { zonesOf } from '#app/catalog/google/container_cluster.ts';
import { isZone, nodeCount } from '#app/catalog/google/node-components.ts';
import { type BlockReader, ResourceReader, type Surroundings } from '#app/catalog/resource-reader.ts';
import { UnknownAttribute } from '#app/catalog/unknown-attribute.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';
import { openSurroundings } from '../surroundings.ts';
import { NO_USAGE } from '../usage.ts';
import type { NodePool, NodeTaint } from './kubernetes-pricing.ts';

/**
 * The node pools that Terraform describes: EKS managed node groups, pools of AKS and of GKE (not Autopilot's). A pool
 * whose machine type is decided at apply is left out, one whose size is has the count null.
 */
export function nodePoolsFromTerraform(
  resources: readonly ResourceInstance[],
  deps: { readonly book: PriceBook; readonly now: Date },
): readonly NodePool[] {
  const around = openSurroundings({ resources, usage: NO_USAGE, machines: deps.book, now: deps.now });
  return resources.flatMap((resource) => {
    if (resource.mode !== 'managed') return [];
    const read = Object.hasOwn(READERS, resource.type) ? READERS[resource.type] : undefined;
    return read ? poolsOf(resource, { read, around }) : [];
  });
}

type ReadPools = (r: ResourceReader, blocks: (path: string) => readonly BlockReader[]) => readonly NodePool[];

/** What decides a pool's price may be unknown; then the others are still read. */
function poolsOf(
  resource: ResourceInstance,
  by: { readonly read: ReadPools; readonly around: Surroundings },
): readonly NodePool[] {
  const reader = new ResourceReader(resource, by.around);
  return known(() => by.read(reader, (path) => known(() => reader.blocks(path)) ?? [])) ?? [];
}

function known<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownAttribute) return null;
    throw error;
  }
}

const READERS: Readonly<Record<string, ReadPools>> = {
  aws_eks_node_group: eksNodeGroup,
  azurerm_kubernetes_cluster: (r, blocks) => blocks('default_node_pool').map((pool) => aksPool(r, pool)),
  azurerm_kubernetes_cluster_node_pool: (r) => [aksPool(r, r)],
  google_container_node_pool: gkeNodePool,
  google_container_cluster: gkeCluster,
};

/** Where no type is named, EKS takes a t3.medium. https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
function eksNodeGroup(r: ResourceReader): readonly NodePool[] {
  const template = r.related('launch_template')[0];
  const type = r.text('instance_types.0') ?? template?.text('instance_type') ?? 't3.medium';
  const count = known(() => r.number('scaling_config.desired_size') ?? r.number('scaling_config.min_size')) ?? null;
  const name = known(() => r.text('node_group_name')) ?? r.resource.name;
  return [
    {
      name,
      provider: 'aws',
      region: r.region,
      type,
      count,
      ...boughtAs(known(() => r.text('capacity_type'))),
      ...schedulingOf(r, { labels: 'labels', taints: 'taint' }),
    },
  ];
}

function aksPool(r: ResourceReader, pool: BlockReader): NodePool {
  return {
    name: known(() => pool.text('name')) ?? r.resource.name,
    provider: 'azure',
    region: r.region,
    type: pool.text('vm_size', 'Standard_D2s_v3'),
    count: known(() => pool.number('node_count') ?? pool.number('min_count') ?? 1),
    ...boughtAs(known(() => pool.text('priority'))),
    ...aksScheduling(pool),
  };
}

/** `key=value:NoSchedule`. */
function aksScheduling(pool: BlockReader): Pick<NodePool, 'labels' | 'taints'> {
  const taints = (known(() => pool.list('node_taints')) ?? []).flatMap((text): readonly NodeTaint[] => {
    const [, key, value = '', effect] = /^([^=:]+)(?:=([^:]*))?:(.+)$/.exec(String(text)) ?? [];
    return key && effect ? [{ key, value, effect }] : [];
  });
  return { labels: labelsOf(pool, 'node_labels'), taints };
}

function gkeNodePool(r: ResourceReader): readonly NodePool[] {
  const cluster = r.related('cluster')[0];
  const zones =
    r.list('node_locations').length || (isZone(r.text('location', '')) ? 1 : cluster ? zonesOf(cluster) : 3);
  return [gkePool({ r, pool: r, config: r.block('node_config'), zones })];
}

/** The cluster's own pools; Autopilot has none, and most remove the default one. */
function gkeCluster(r: ResourceReader, blocks: (path: string) => readonly BlockReader[]): readonly NodePool[] {
  if (r.flag('enable_autopilot')) return [];
  const zones = zonesOf(r);
  const pools = blocks('node_pool').map((pool) => gkePool({ r, pool, config: pool.block('node_config'), zones }));
  if (r.flag('remove_default_node_pool') || pools.length > 0) return pools;
  const count = known(() => r.number('initial_node_count', 3));
  const own = gkePool({ r, pool: r, config: r.block('node_config'), zones: 1 });
  return [{ ...own, name: 'default-pool', count: count === null ? null : count * zones }];
}

/** EKS says `SPOT`, AKS `Spot`. */
function boughtAs(option: string | null | undefined): Pick<NodePool, 'isSpot'> {
  return option?.toLowerCase() === 'spot' ? { isSpot: true } : {};
}

function gkePool(from: {
  readonly r: ResourceReader;
  readonly pool: BlockReader;
  readonly config: BlockReader | undefined;
  readonly zones: number;
}): NodePool {
  const { r, pool, config, zones } = from;
  const count = known(() => nodeCount(pool, { usageKey: 'nodes', resource: r, zones }));
  return {
    name: known(() => pool.text('name')) ?? r.resource.name,
    provider: 'google',
    region: r.region,
    type: config?.text('machine_type', 'e2-medium') ?? 'e2-medium',
    count: count?.state === 'known' ? count.value.toNumber() : null,
    ...(config ? gkeScheduling(config) : {}),
  };
}

/**
 * With what GKE itself adds: labels for GPUs and spot nodes, and the taint of GPU nodes.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/gpus (facts read 2026-08-21).
 */
function gkeScheduling(config: BlockReader): Pick<NodePool, 'labels' | 'taints' | 'accelerators' | 'isSpot'> {
  const { labels, taints = [] } = schedulingOf(config, { labels: 'labels', taints: 'taint' });
  const isSpot = known(() => config.flag('spot')) === true || known(() => config.flag('preemptible')) === true;
  const own = { ...labels, ...(isSpot ? { 'cloud.google.com/gke-spot': 'true' } : {}) };
  const gpu = known(() => config.blocks('guest_accelerator'))?.[0];
  const type = known(() => gpu?.text('type'))
    ?.split('/')
    .at(-1);
  const count = known(() => gpu?.number('count', 1)) ?? 1;
  const bought = isSpot ? boughtAs('spot') : {};
  if (!type || count === 0) return { labels: own, taints, ...bought };
  return {
    ...bought,
    labels: { ...own, 'cloud.google.com/gke-accelerator': type },
    taints: [...taints, { key: 'nvidia.com/gpu', value: 'present', effect: 'NO_SCHEDULE' }],
    accelerators: { type, count },
  };
}

function schedulingOf(
  block: BlockReader,
  names: { readonly labels: string; readonly taints: string },
): Pick<NodePool, 'labels' | 'taints'> {
  const taints = (known(() => block.blocks(names.taints)) ?? []).flatMap((taint): readonly NodeTaint[] => {
    const key = known(() => taint.text('key'));
    const effect = known(() => taint.text('effect'));
    return key && effect ? [{ key, value: known(() => taint.text('value', '')) ?? '', effect }] : [];
  });
  return { labels: labelsOf(block, names.labels), taints };
}

function labelsOf(block: BlockReader, path: string): Readonly<Record<string, string>> {
  const value = known(() => block.raw(path));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (typeof each === 'string' ? [[key, each]] : [])),
  );
}
