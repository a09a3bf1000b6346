import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** The Data Catalog, in lots of 100,000 objects and a million requests. */
export const glueCatalogDatabase: ResourceType = {
  types: ['aws_glue_catalog_database'],
  source: { url: 'https://aws.amazon.com/glue/pricing/', read: '2026-08-21' },
  usage: {
    monthly_objects: usageKey('objects', 'Objects stored', 1_000_000),
    monthly_requests: usageKey('requests', 'Requests', 10_000_000),
  },
  parts: [
    part('Storage', (r) =>
      metered('Storage', {
        unit: '100k objects',
        quantity: r.usage('monthly_objects'),
        price: priceOf('glue/catalog/object', { region: r.region, tierStart: 1_000_000 }),
        per: 100_000,
      }),
    ),
    part('Requests', (r) =>
      metered('Requests', {
        unit: '1M requests',
        quantity: r.usage('monthly_requests'),
        price: priceOf('glue/catalog/request', { region: r.region, tierStart: 1_000_000 }),
        per: 1_000_000,
      }),
    ),
  ],
};
