import { part, type ResourceType } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';

/** Capacity tiers by the GB they reach. */
const TIERS: readonly (readonly [upToGb: number, name: string])[] = [
  [4, 'M1'],
  [10, 'M2'],
  [35, 'M3'],
  [100, 'M4'],
  [Number.POSITIVE_INFINITY, 'M5'],
];

/** An instance of Memorystore for Redis: its memory, at a rate that its size and availability decide. */
export const redisInstance: ResourceType = {
  types: ['google_redis_instance'],
  source: { url: 'https://cloud.google.com/memorystore/docs/redis/pricing', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Redis instance', (r) => {
      const sizeGb = r.number('memory_size_gb', 1);
      const service = r.text('tier', 'BASIC').toUpperCase() === 'STANDARD_HA' ? 'standard' : 'basic';
      const capacity = TIERS.find(([upTo]) => sizeGb <= upTo)?.[1] ?? 'M5';
      const name = `Redis instance (${service}, ${capacity})`;
      return {
        name,
        unit: 'GB',
        quantity: sizeGb,
        price: examplePrice(name, { type: 'google_redis_instance', region: r.region }),
      };
    }),
  ],
};
