import { type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component, UsageKey } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { reservedPrice } from './reserved-price.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Usage keys of ElastiCache. */
export const elasticacheUsage: Readonly<Record<string, UsageKey>> = {
  snapshot_storage_size_gb: usageKey('GB', 'Size of one backup', 117),
  reserved_instance_term: usageKey('1_year or 3_year', 'Term of a reserved node'),
  reserved_instance_payment_option: usageKey('no_upfront, partial_upfront or all_upfront', 'How it is paid'),
};

/** Nodes of one ElastiCache cluster or replication group. */
export interface CacheNodes {
  readonly type: string;
  readonly engine: string;
  readonly count: Quantity;
  readonly isScaled: boolean;
}

/** The nodes, and backups beyond the one that is free. https://aws.amazon.com/elasticache/pricing/ */
export function cacheRows(nodes: CacheNodes, r: ResourceReader): readonly Component[] {
  const term = r.usageText('reserved_instance_term');
  const purchase = term === undefined ? 'on-demand' : 'reserved';
  const label = [purchase, nodes.type, ...(nodes.isScaled ? ['autoscaling'] : [])].join(', ');
  const attributes = { engine: nodes.engine };
  const onDemand = priceOf(`elasticache/node/${nodes.type}`, { region: r.region, attributes });
  const by = { resource: r, service: 'elasticache' as const, family: nodes.type.split('.')[1] ?? '' };
  const price = term === undefined ? onDemand : reservedPrice(onDemand, by);
  const rows = [hourly(`ElastiCache (${label})`, { quantity: nodes.count, price })];
  const days = r.number('snapshot_retention_limit') ?? 0;
  if (nodes.engine === 'memcached' || days <= 1) return rows;
  const backup = metered('Backup storage', {
    unit: 'GB',
    quantity: times(r.usage('snapshot_storage_size_gb'), days - 1),
    price: exampleOf('aws_elasticache_cluster/Backup storage', r),
  });
  const elsewhere = priceOf('elasticache/storage-snapshot/eu-elasticache-backupusage', r);
  return [...rows, { ...backup, otherPrices: [{ price: elsewhere }] }];
}
