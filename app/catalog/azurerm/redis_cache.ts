import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/cache/', read: '2026-08-21' };

/** A cache: one node (Basic), a pair (Standard), or shards with replicas (Premium). */
export const redisCache: ResourceType = {
  types: ['azurerm_redis_cache'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Cache usage', (r) => {
      const sku = r.text('sku_name', 'Basic');
      const shards = Math.max(1, r.number('shard_count', 1));
      const replicas = r.number('replicas_per_primary') ?? r.number('replicas_per_master') ?? 1;
      const nodes = sku === 'Premium' ? shards * (1 + replicas) : sku === 'Standard' ? 2 : 1;
      return priceRow(r, {
        name: `Cache usage (${sku}_${r.text('family', 'C')}${r.text('capacity', '1')})`,
        unit: 'nodes',
        quantity: nodes,
      });
    }),
  ],
};

/** A managed Redis: with high availability, which is the default, twice the hours. */
export const managedRedis: ResourceType = {
  types: ['azurerm_managed_redis'],
  source: { url: 'https://azure.microsoft.com/pricing/details/managed-redis/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Cache usage', (r) =>
      priceRow(r, {
        name: `Cache usage (${r.text('sku_name', '')})`,
        unit: 'hours',
        quantity: HOURS_PER_MONTH * (r.flag('high_availability_enabled', true) ? 2 : 1),
      }),
    ),
  ],
};
