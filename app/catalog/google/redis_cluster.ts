import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** GB of a node. https://cloud.google.com/memorystore/docs/cluster/cluster-node-specification (facts read 2026-08-21). */
const NODE_GB: Readonly<Record<string, number>> = {
  REDIS_SHARED_CORE_NANO: 1.4,
  REDIS_STANDARD_SMALL: 6.5,
  REDIS_HIGHMEM_MEDIUM: 13,
  REDIS_HIGHMEM_XLARGE: 58,
};

/** A cluster of Memorystore for Redis: its nodes, persistence by append-only files, backups. */
export const redisCluster: ResourceType = {
  types: ['google_redis_cluster'],
  source: { url: 'https://cloud.google.com/memorystore/docs/cluster/pricing', read: '2026-08-21' },
  usage: { backup_storage_gb: { unit: 'GB', means: 'backups kept', sizes: sizesAround(100) } },
  parts: [
    part('Cluster node', (r) => {
      const name = `Cluster node (${nodeType(r).replace('REDIS_', '').replaceAll('_', ' ').toLowerCase()})`;
      return {
        name,
        unit: 'hours',
        quantity: HOURS_PER_MONTH * nodes(r),
        price: examplePrice(name, { type: 'google_redis_cluster', region: r.region }),
      };
    }),
    part('AOF persistence', (r) =>
      r.text('persistence_config.mode', '').toUpperCase() === 'AOF'
        ? {
            name: 'AOF persistence',
            unit: 'GB',
            quantity: HOURS_PER_MONTH * nodes(r) * (NODE_GB[nodeType(r)] ?? 13),
            price: examplePrice('AOF persistence', { type: 'google_redis_cluster', region: r.region }),
          }
        : undefined,
    ),
    part('Backups', (r) =>
      r.has('automated_backup_config')
        ? {
            name: 'Backups',
            unit: 'GB',
            quantity: r.usage('backup_storage_gb'),
            price: examplePrice('Backups', { type: 'google_redis_cluster', region: r.region }),
            usageBased: true,
          }
        : undefined,
    ),
  ],
};

function nodeType(r: ResourceReader): string {
  return r.text('node_type', 'REDIS_HIGHMEM_MEDIUM').toUpperCase();
}

/** Every shard has a node of its own and one for each replica. */
function nodes(r: ResourceReader): number {
  return r.number('shard_count', 1) * (1 + r.number('replica_count', 0));
}
