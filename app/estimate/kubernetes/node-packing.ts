/** What a node has, or a pod asks for; amounts by resource in one order. */
export type Amounts = readonly number[];

/** Nodes that are alike: of one pool, with the same room left. */
export interface NodeGroup {
  readonly pool: number;
  readonly nodes: number;
  readonly free: Amounts;
}

/** A pool from which further nodes may come. */
export interface Supply {
  readonly pool: number;
  /** Room on an empty node. */
  readonly size: Amounts;
  /** Of an hour of one node. */
  readonly price: number;
}

/** Pods that are alike. */
export interface PodGroup {
  readonly name: string;
  readonly pods: number;
  readonly request: Amounts;
  /** Pools that may run them. */
  readonly pools: ReadonlySet<number>;
}

export interface Placement {
  /** Pods that find room on nodes that are there. */
  readonly fitting: number;
  /** Nodes that must be added for the others, by pool. */
  readonly added: ReadonlyMap<number, number>;
  /** Pods that no node is large enough for. */
  readonly homeless: number;
}

/**
 * Places pods on nodes, largest first, each kind on the first nodes that have room (first fit decreasing). What finds
 * none opens nodes of the pool that costs least for one pod; room that is left on them is used by the pods that follow.
 */
export function packNodes(
  pods: readonly PodGroup[],
  cluster: { readonly nodes: readonly NodeGroup[]; readonly supplies: readonly Supply[] },
): ReadonlyMap<string, Placement> {
  const placements = new Map<string, Placement>();
  let groups: readonly NodeGroup[] = cluster.nodes;
  for (const group of [...pods].sort(largestFirst)) {
    const filled = fill(groups, group);
    const opened = open(group, { pods: filled.left, supplies: cluster.supplies });
    groups = [...filled.groups, ...opened.groups];
    placements.set(group.name, {
      fitting: group.pods - filled.left,
      added: opened.added,
      homeless: opened.homeless,
    });
  }
  return placements;
}

function largestFirst(a: PodGroup, b: PodGroup): number {
  for (const [index, amount] of a.request.entries()) {
    const difference = (b.request[index] ?? 0) - amount;
    if (difference !== 0) return difference;
  }
  return a.name < b.name ? -1 : 1;
}

/** How many pods of that request one node has room for. */
function roomFor(free: Amounts, request: Amounts): number {
  let room = Number.POSITIVE_INFINITY;
  for (const [index, wanted] of request.entries()) {
    // A millionth of slack: amounts are binary fractions here.
    if (wanted > 0) room = Math.min(room, Math.floor((free[index] ?? 0) / wanted + 1e-6));
  }
  return Number.isFinite(room) ? room : Number.MAX_SAFE_INTEGER;
}

function fill(
  groups: readonly NodeGroup[],
  pods: PodGroup,
): { readonly groups: readonly NodeGroup[]; readonly left: number } {
  let left = pods.pods;
  const result: NodeGroup[] = [];
  for (const group of groups) {
    const room = left > 0 && pods.pools.has(group.pool) ? roomFor(group.free, pods.request) : 0;
    if (room === 0) {
      result.push(group);
      continue;
    }
    const full = Math.min(group.nodes, Math.floor(left / room));
    left -= full * room;
    const rest = full < group.nodes ? left : 0;
    left -= rest;
    result.push(...split(group, { pods, full, room, rest }));
  }
  return { groups: result, left };
}

/** The group as those nodes that are filled, one that takes the rest, and those that stay as they are. */
function split(
  group: NodeGroup,
  by: { readonly pods: PodGroup; readonly full: number; readonly room: number; readonly rest: number },
): readonly NodeGroup[] {
  const { pods, full, room, rest } = by;
  const partly = rest > 0 ? 1 : 0;
  const taken = (count: number): Amounts => group.free.map((each, at) => each - (pods.request[at] ?? 0) * count);
  return [
    { ...group, nodes: full, free: taken(room) },
    { ...group, nodes: partly, free: taken(rest) },
    { ...group, nodes: group.nodes - full - partly },
  ].filter((each) => each.nodes > 0);
}

function open(
  group: PodGroup,
  by: { readonly pods: number; readonly supplies: readonly Supply[] },
): Pick<Placement, 'added' | 'homeless'> & { readonly groups: readonly NodeGroup[] } {
  if (by.pods === 0) return { added: new Map(), homeless: 0, groups: [] };
  const [best] = by.supplies
    .filter((supply) => group.pools.has(supply.pool) && roomFor(supply.size, group.request) > 0)
    .map((supply) => ({ supply, room: Math.min(roomFor(supply.size, group.request), by.pods) }))
    .sort((a, b) => a.supply.price / a.room - b.supply.price / b.room);
  if (!best) return { added: new Map(), homeless: by.pods, groups: [] };
  const { supply } = best;
  const nodes = Math.ceil(by.pods / best.room);
  const empty: NodeGroup = { pool: supply.pool, nodes, free: supply.size };
  const { groups } = fill([empty], { ...group, pods: by.pods });
  return { added: new Map([[supply.pool, nodes]]), homeless: 0, groups };
}
