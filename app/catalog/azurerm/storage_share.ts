import { known, per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, type Part, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { accountOf, replicationName, storageMeters } from './storage-meters.ts';

/** A file share: premium by its quota, else by what it stores and the operations on it. */
export const storageShare: ResourceType = {
  types: ['azurerm_storage_share'],
  source: { url: 'https://azure.microsoft.com/pricing/details/storage/files/', read: '2026-08-21' },
  usage: {
    storage_gb: { unit: 'GB', means: 'data stored in the share', sizes: { small: 50, medium: 500, large: 5000 } },
    snapshots_storage_gb: {
      unit: 'GB',
      means: 'snapshots of the share',
      sizes: { small: 44, medium: 440, large: 4400 },
    },
    metadata_at_rest_storage_gb: {
      unit: 'GB',
      means: 'metadata of the share',
      sizes: { small: 33.5, medium: 335, large: 3350 },
    },
    monthly_read_operations: {
      unit: 'operations',
      means: 'read operations in a month',
      sizes: { small: 2300000, medium: 23000000, large: 230000000 },
    },
    monthly_write_operations: {
      unit: 'operations',
      means: 'write operations in a month',
      sizes: { small: 185000, medium: 1850000, large: 18500000 },
    },
    monthly_list_operations: {
      unit: 'operations',
      means: 'list operations in a month',
      sizes: { small: 185000, medium: 1850000, large: 18500000 },
    },
    monthly_other_operations: {
      unit: 'operations',
      means: 'other operations in a month',
      sizes: { small: 2300000, medium: 23000000, large: 230000000 },
    },
    monthly_data_retrieval_gb: {
      unit: 'GB',
      means: 'data read from the cool tier in a month',
      sizes: { small: 100, medium: 1000, large: 10000 },
    },
  },
  parts: [
    part('Data at rest', (r) =>
      row(r, {
        name: 'Data at rest',
        unit: 'GB',
        quantity: tierOf(r) === 'Premium' ? known(r.number('quota', 100)) : r.usage('storage_gb'),
        meters: ['Provisioned', 'Data Stored'],
      }),
    ),
    part('Snapshots', (r) =>
      row(r, {
        name: 'Snapshots',
        unit: 'GB',
        quantity: r.usage('snapshots_storage_gb'),
        meters: ['Snapshots', 'Data Stored'],
      }),
    ),
    part('Metadata at rest', (r) =>
      tierOf(r) === 'Hot' || tierOf(r) === 'Cool'
        ? row(r, {
            name: 'Metadata at rest',
            unit: 'GB',
            quantity: r.usage('metadata_at_rest_storage_gb'),
            meters: ['Metadata'],
          })
        : undefined,
    ),
    operations('Read', ['Read Operations']),
    operations('Write', ['Write Operations']),
    operations('List', ['List Operations']),
    operations('Other', ['Other Operations', 'Protocol Operations']),
    part('Data retrieval', (r) =>
      tierOf(r) === 'Cool'
        ? row(r, {
            name: 'Data retrieval',
            unit: 'GB',
            quantity: r.usage('monthly_data_retrieval_gb'),
            meters: ['Data Retrieval'],
          })
        : undefined,
    ),
  ],
};

/** Operations on premium shares are part of what is provisioned. */
function operations(kind: string, meters: readonly string[]): Part {
  return part(`${kind} operations`, (r) =>
    tierOf(r) === 'Premium'
      ? undefined
      : row(r, {
          name: `${kind} operations`,
          unit: '10k operations',
          quantity: per(r.usage(`monthly_${kind.toLowerCase()}_operations`), 10_000),
          meters,
        }),
  );
}

function row(
  r: ResourceReader,
  draft: { name: string; unit: string; quantity: Quantity; meters: readonly string[] },
): Component {
  const { meters, ...rest } = draft;
  const tier = tierOf(r);
  const replication = replicationName(accountOf(r)?.text('account_replication_type') ?? 'LRS');
  return priceRow(r, {
    ...rest,
    usageBased: tier !== 'Premium' || draft.name !== 'Data at rest',
    listed: storageMeters({ family: tier === 'Premium' ? 'premium-files' : 'files-v2', tier, replication, meters }),
  });
}

/** `Premium`, `Hot`, `Cool`, or `Standard` for transaction-optimised shares, which is the default. */
function tierOf(r: ResourceReader): string {
  const account = accountOf(r);
  const tier = r.text('access_tier', account?.text('account_tier') === 'Premium' ? 'Premium' : 'TransactionOptimized');
  return tier === 'TransactionOptimized' ? 'Standard' : tier;
}
