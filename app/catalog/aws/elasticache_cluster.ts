import { known } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { cacheRows, elasticacheUsage } from './elasticache-nodes.ts';

/** Cache clusters that are not part of a replication group. */
export const elasticacheCluster: ResourceType = {
  types: ['aws_elasticache_cluster'],
  source: { url: 'https://aws.amazon.com/elasticache/pricing/', read: '2026-08-21' },
  usage: elasticacheUsage,
  parts: [
    part('ElastiCache', (r) => {
      // The nodes of a group are billed with the group.
      if (r.related('replication_group_id').length > 0 || r.has('replication_group_id')) return [];
      const nodes = {
        type: r.text('node_type', ''),
        engine: r.text('engine', 'redis').toLowerCase(),
        count: known(r.number('num_cache_nodes') ?? 1),
        isScaled: false,
      };
      return cacheRows(nodes, r);
    }),
  ],
};
