import { per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { accountOf, replicationName, storageMeters } from './storage-meters.ts';

/** A queue of a storage account, all by usage. */
export const storageQueue: ResourceType = {
  types: ['azurerm_storage_queue'],
  source: { url: 'https://azure.microsoft.com/pricing/details/storage/queues/', read: '2026-08-21' },
  usage: {
    monthly_storage_gb: {
      unit: 'GB',
      means: 'data stored in the queue',
      sizes: { small: 16.6, medium: 166, large: 1660 },
    },
    monthly_class_1_operations: {
      unit: 'operations',
      means: 'create, list, set and put operations in a month',
      sizes: { small: 2500000, medium: 25000000, large: 250000000 },
    },
    monthly_class_2_operations: {
      unit: 'operations',
      means: 'get, peek and clear operations in a month',
      sizes: { small: 2750000, medium: 27500000, large: 275000000 },
    },
    monthly_geo_replication_data_transfer_gb: {
      unit: 'GB',
      means: 'data copied to the second region in a month',
      sizes: { small: 50, medium: 500, large: 5000 },
    },
  },
  parts: [
    part('Capacity', (r) =>
      row(r, { name: 'Capacity', unit: 'GB', quantity: r.usage('monthly_storage_gb'), meter: 'Data Stored' }),
    ),
    ...([1, 2] as const).map((kind) =>
      part(`Class ${kind} operations`, (r) =>
        row(r, {
          name: `Class ${kind} operations`,
          unit: '10k operations',
          quantity: per(r.usage(`monthly_class_${kind}_operations`), 10_000),
          meter: `Class ${kind} Operations`,
        }),
      ),
    ),
    part('Geo-replication data transfer', (r) =>
      replicationOf(r).includes('G')
        ? priceRow(r, {
            name: 'Geo-replication data transfer',
            unit: 'GB',
            quantity: r.usage('monthly_geo_replication_data_transfer_gb'),
            usageBased: true,
            listed: { service: 'storage', family: 'storage-bandwidth', key: 'geo-replication-v2' },
          })
        : undefined,
    ),
  ],
};

function row(r: ResourceReader, draft: { name: string; unit: string; quantity: Quantity; meter: string }): Component {
  const { meter, ...rest } = draft;
  const family = accountOf(r)?.text('account_kind') === 'Storage' ? 'queues' : 'queues-v2';
  return priceRow(r, {
    ...rest,
    usageBased: true,
    listed: storageMeters({ family, tier: 'Standard', replication: replicationOf(r), meters: [meter] }),
  });
}

function replicationOf(r: ResourceReader): string {
  return replicationName(accountOf(r)?.text('account_replication_type') ?? 'LRS');
}
