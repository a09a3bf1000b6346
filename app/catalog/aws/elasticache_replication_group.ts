import { known, plus, type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { scaledCapacity } from './autoscaling-capacity.ts';
import { cacheRows, elasticacheUsage } from './elasticache-nodes.ts';

/** Replication groups: all nodes of all shards. */
export const elasticacheReplicationGroup: ResourceType = {
  types: ['aws_elasticache_replication_group'],
  source: { url: 'https://aws.amazon.com/elasticache/pricing/', read: '2026-08-21' },
  usage: elasticacheUsage,
  parts: [
    part('ElastiCache', (r) => {
      const scaledGroups = scaledCapacity(r, 'elasticache:replication-group:NodeGroups');
      const scaledReplicas = scaledCapacity(r, 'elasticache:replication-group:Replicas');
      const groups = scaledGroups ?? shards(r);
      const replicas = scaledReplicas ?? known(replicasOf(r) ?? 0);
      const single = r.number('num_cache_clusters') ?? r.number('number_cache_clusters') ?? 1;
      const nodes = {
        type: r.text('node_type', ''),
        engine: r.text('engine', 'redis').toLowerCase(),
        count: groups ? times(groups, plus(replicas, 1)) : known(single),
        isScaled: scaledGroups !== undefined || scaledReplicas !== undefined,
      };
      return cacheRows(nodes, r);
    }),
  ],
};

/** The number of shards, undefined for a group that is described by its clusters. */
function shards(r: ResourceReader): Quantity | undefined {
  const count = r.number('num_node_groups') ?? r.number('cluster_mode.num_node_groups');
  if (count !== undefined) return known(count);
  return replicasOf(r) === undefined ? undefined : known(1);
}

function replicasOf(r: ResourceReader): number | undefined {
  return r.number('replicas_per_node_group') ?? r.number('cluster_mode.replicas_per_node_group');
}
