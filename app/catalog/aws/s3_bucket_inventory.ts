import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Inventories and storage-class analyses of a bucket. */
export const s3BucketInventory: ResourceType = {
  types: ['aws_s3_bucket_inventory', 'aws_s3_bucket_analytics_configuration'],
  source: { url: 'https://aws.amazon.com/s3/pricing/', read: '2026-08-21' },
  usage: {
    monthly_listed_objects: usageKey('objects', 'Objects that an inventory lists', 4_000_000_000),
    monthly_monitored_objects: usageKey('objects', 'Objects that an analysis monitors', 100_000_000),
  },
  parts: [
    part('Objects', (r) => {
      const inventory = r.type === 'aws_s3_bucket_inventory';
      const name = inventory ? 'Objects listed' : 'Objects monitored';
      return metered(name, {
        unit: '1M objects',
        quantity: r.usage(inventory ? 'monthly_listed_objects' : 'monthly_monitored_objects'),
        price: exampleOf(`${r.type}/${name}`, r),
        per: 1_000_000,
      });
    }),
  ],
};
