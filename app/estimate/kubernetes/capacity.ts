import { addressOf } from '#app/kubernetes/manifest-object.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { NodePool } from './kubernetes-pricing.ts';
import { type Placement, type PodGroup, packNodes, type Supply } from './node-packing.ts';
import { type PoolPrice, poolPrice } from './node-rates.ts';
import type { PodCount } from './pod-count.ts';
import { poolsFor } from './pool-choice.ts';

/** Where the pods of all workloads find room, at the fewest, the expected and the most pods. */
export interface Capacity {
  /** Null where the packing cannot be worked out, with the reason. */
  readonly unpriced: string | null;
  readonly prices: readonly PoolPrice[];
  readonly placements: Readonly<Record<'minimum' | 'expected' | 'maximum', ReadonlyMap<string, Placement>>>;
}

/** A workload that finds room on the nodes, and how many of its pods there are. */
export interface PackedWorkload {
  readonly project: string;
  readonly workload: Workload;
  readonly pods: PodCount;
}

const RESOURCES: readonly string[] = ['cpu', 'memory', 'nvidia.com/gpu'];
const WHICH = ['minimum', 'expected', 'maximum'] as const;

/**
 * Packs all workloads together on the nodes of the pools: nodes count with their whole size less what DaemonSets
 * request; what else is reserved on them is not known.
 */
export function packWorkloads(
  workloads: readonly PackedWorkload[],
  cluster: { readonly pools: readonly NodePool[]; readonly book: PriceBook },
): Capacity {
  const prices = cluster.pools.map((pool) => poolPrice(pool, cluster.book));
  const nothing = { minimum: new Map(), expected: new Map(), maximum: new Map() };
  const failed = prices.find((each) => 'unpriced' in each);
  if (failed && 'unpriced' in failed) return { unpriced: failed.unpriced, prices, placements: nothing };
  const uncounted = cluster.pools.find((pool) => pool.count === null);
  if (uncounted) {
    return { unpriced: `how many nodes the pool ${uncounted.name} has is not known`, prices, placements: nothing };
  }
  const daemons = workloads.filter((each) => each.workload.running.by === 'nodes').map((each) => each.workload);
  const supplies = prices.map((each, index) => supplyOf(each, { index, daemons }));
  const nodes = supplies.map(({ pool, size }) => ({ pool, nodes: cluster.pools[pool]?.count ?? 0, free: size }));
  const placementsOf = (which: (typeof WHICH)[number]) =>
    packNodes(
      workloads.flatMap((each) => podGroup(each, { which, pools: cluster.pools })),
      { nodes: nodes.filter((each) => each.nodes > 0), supplies },
    );
  const [minimum, expected, maximum] = WHICH.map(placementsOf);
  const placements = {
    minimum: minimum ?? nothing.minimum,
    expected: expected ?? nothing.expected,
    maximum: maximum ?? nothing.maximum,
  };
  return { unpriced: null, prices, placements };
}

/** A node's room: its size less the DaemonSets that run on it. */
function supplyOf(price: PoolPrice, about: { readonly index: number; readonly daemons: readonly Workload[] }): Supply {
  if ('unpriced' in price) return { pool: about.index, size: [], price: 0 };
  const { machine } = price;
  const size = [machine.vcpu, machine.memoryGiB * 2 ** 30, machine.gpuCount];
  for (const daemon of about.daemons) {
    if (poolsFor(daemon.spec, [price.pool]).length === 0) continue;
    for (const [at, resource] of RESOURCES.entries()) {
      size[at] = (size[at] ?? 0) - (daemon.pod.requests.get(resource) ?? ZERO).toNumber();
    }
  }
  return { pool: about.index, size, price: price.price.amount.toNumber() };
}

function podGroup(
  packed: PackedWorkload,
  by: { readonly which: (typeof WHICH)[number]; readonly pools: readonly NodePool[] },
): readonly PodGroup[] {
  const { workload, pods } = packed;
  const { which } = by;
  if (workload.running.by === 'nodes' || 'usage' in pods || workload.invalid) return [];
  const requests = which === 'expected' ? workload.pod.requests : workload.bounds[which];
  const chosen = poolsFor(workload.spec, by.pools);
  return [
    {
      name: packingName(packed),
      pods: pods[which].ceil().toNumber(),
      request: RESOURCES.map((resource) => (requests.get(resource) ?? ZERO).toNumber()),
      pools: new Set(chosen.map((pool) => by.pools.indexOf(pool))),
    },
  ];
}

/** Names the pods of a workload among all that are packed; one address may stand in two projects. */
export function packingName({ project, workload }: Pick<PackedWorkload, 'project' | 'workload'>): string {
  return `${project}\0${addressOf(workload.object)}\0${workload.part}`;
}

/** Nodes of a pool that one workload makes necessary. */
export function addedNodes(placement: Placement | undefined, pool: number): Decimal {
  return decimal(placement?.added.get(pool) ?? 0);
}
