import { fillTiers, known, per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, type Part, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import {
  familyOf,
  hasIndex,
  hasOperations,
  isCool,
  isFiles,
  isNfs,
  isPremium,
  kindOf,
  replicationOf,
  tierOf,
} from './storage-account-kind.ts';
import { storageMeters } from './storage-meters.ts';

/** A storage account: what its blobs (or its files) take and the operations on them, all by usage. */
export const storageAccount: ResourceType = {
  types: ['azurerm_storage_account'],
  source: { url: 'https://azure.microsoft.com/pricing/details/storage/blobs/', read: '2026-08-21' },
  usage: {
    storage_gb: { unit: 'GB', means: 'data stored in blobs', sizes: { small: 50, medium: 500, large: 5000 } },
    monthly_write_operations: {
      unit: 'operations',
      means: 'write operations in a month',
      sizes: { small: 185000, medium: 1850000, large: 18500000 },
    },
    monthly_list_and_create_container_operations: {
      unit: 'operations',
      means: 'list and create operations in a month',
      sizes: { small: 185000, medium: 1850000, large: 18500000 },
    },
    monthly_read_operations: {
      unit: 'operations',
      means: 'read operations in a month',
      sizes: { small: 2300000, medium: 23000000, large: 230000000 },
    },
    monthly_other_operations: {
      unit: 'operations',
      means: 'all other operations in a month',
      sizes: { small: 2300000, medium: 23000000, large: 230000000 },
    },
    monthly_iterative_write_operations: {
      unit: 'operations',
      means: 'iterative write operations (NFS) in a month',
      sizes: { small: 70000, medium: 700000, large: 7000000 },
    },
    monthly_iterative_read_operations: {
      unit: 'operations',
      means: 'iterative read operations (NFS) in a month',
      sizes: { small: 70000, medium: 700000, large: 7000000 },
    },
    monthly_data_retrieval_gb: {
      unit: 'GB',
      means: 'data read from the cool tier in a month',
      sizes: { small: 100, medium: 1000, large: 10000 },
    },
    monthly_data_write_gb: {
      unit: 'GB',
      means: 'data written to the cool tier in a month',
      sizes: { small: 50, medium: 500, large: 5000 },
    },
    blob_index_tags: {
      unit: 'tags',
      means: 'index tags of blobs',
      sizes: { small: 255000, medium: 2550000, large: 25500000 },
    },
    early_deletion_gb: {
      unit: 'GB',
      means: 'data deleted from the cool tier within 30 days',
      sizes: { small: 65, medium: 650, large: 6500 },
    },
    data_at_rest_storage_gb: {
      unit: 'GB',
      means: 'data stored in files',
      sizes: { small: 44, medium: 440, large: 4400 },
    },
    snapshots_storage_gb: { unit: 'GB', means: 'snapshots of files', sizes: { small: 44, medium: 440, large: 4400 } },
    metadata_at_rest_storage_gb: {
      unit: 'GB',
      means: 'metadata of files',
      sizes: { small: 33.5, medium: 335, large: 3350 },
    },
  },
  parts: [
    part('Capacity', (r) => (isFiles(r) ? [] : capacity(r))),
    row({
      name: 'Data at rest',
      unit: 'GB',
      key: 'data_at_rest_storage_gb',
      meters: ['Data Stored', 'Provisioned'],
      when: isFiles,
    }),
    row({
      name: 'Snapshots',
      unit: 'GB',
      key: 'snapshots_storage_gb',
      meters: ['Snapshots', 'Data Stored'],
      when: isFiles,
    }),
    row({
      name: 'Metadata at rest',
      unit: 'GB',
      key: 'metadata_at_rest_storage_gb',
      meters: ['Metadata'],
      when: (r) => isFiles(r) && !isPremium(r),
    }),
    row({
      name: 'Iterative write operations',
      unit: '100 operations',
      key: 'monthly_iterative_write_operations',
      meters: ['Iterative Write Operations'],
      when: isNfs,
    }),
    row({
      name: 'Write operations',
      unit: '10k operations',
      key: 'monthly_write_operations',
      meters: ['Write Operations'],
      when: hasOperations,
    }),
    part('List operations', listOperations),
    row({
      name: 'Iterative read operations',
      unit: '10k operations',
      key: 'monthly_iterative_read_operations',
      meters: ['Iterative Read Operations'],
      when: isNfs,
    }),
    row({
      name: 'Read operations',
      unit: '10k operations',
      key: 'monthly_read_operations',
      meters: ['Read Operations'],
      when: hasOperations,
    }),
    row({
      name: 'All other operations',
      unit: '10k operations',
      key: 'monthly_other_operations',
      meters: ['All Other Operations', 'Other Operations'],
      when: hasOperations,
    }),
    row({
      name: 'Data retrieval',
      unit: 'GB',
      key: 'monthly_data_retrieval_gb',
      meters: ['Data Retrieval'],
      when: isCool,
    }),
    row({
      name: 'Data write',
      unit: 'GB',
      key: 'monthly_data_write_gb',
      meters: ['Data Write'],
      when: (r) => isCool(r) && kindOf(r) === 'BlobStorage',
    }),
    row({ name: 'Blob index', unit: '10k tags', key: 'blob_index_tags', meters: ['Index Tags'], when: hasIndex }),
    row({
      name: 'Early deletion',
      unit: 'GB',
      key: 'early_deletion_gb',
      meters: ['Early Delete'],
      when: (r) => isCool(r) && kindOf(r) !== 'BlobStorage',
    }),
  ],
};

function row(draft: {
  readonly name: string;
  readonly unit: string;
  readonly key: string;
  readonly meters: readonly string[];
  readonly when: (r: ResourceReader) => boolean;
}): Part {
  const { name, unit, key, meters, when } = draft;
  const count = unit.startsWith('10k') ? 10_000 : unit.startsWith('100 ') ? 100 : 1;
  return part(name, (r) =>
    when(r) ? storageRow(r, { name, unit, quantity: per(r.usage(key), count), meters }) : undefined,
  );
}

function storageRow(
  r: ResourceReader,
  draft: { name: string; unit: string; quantity: Quantity; meters: readonly string[]; tierStart?: number },
): Component {
  const { name, unit, quantity, meters, tierStart } = draft;
  return priceRow(r, {
    name,
    unit,
    quantity,
    usageBased: true,
    listed: storageMeters({
      family: familyOf(r),
      tier: tierOf(r),
      replication: replicationOf(r),
      meters,
      ...(tierStart ? { tierStart } : {}),
    }),
    attributes: {
      access_tier: isCool(r) ? 'Cool' : '',
      account_kind: r.text('account_kind', ''),
      account_replication_type: r.text('account_replication_type', ''),
      account_tier: r.text('account_tier', ''),
      example: '',
    },
  });
}

/** Hot data is sold in three volume tiers: 50 TiB, 450 TiB, the rest. https://azure.microsoft.com/pricing/details/storage/blobs/ */
function capacity(r: ResourceReader): readonly Component[] {
  const stored = r.usage('storage_gb');
  const meters = ['Data Stored'];
  const tiered = !isPremium(r) && !isCool(r) && kindOf(r) !== 'Storage';
  if (!tiered || stored.state !== 'known') {
    return [storageRow(r, { name: 'Capacity', unit: 'GB', quantity: stored, meters })];
  }
  const names = ['Capacity (first 50TB)', 'Capacity (next 450TB)', 'Capacity (over 500TB)'];
  return fillTiers(stored, [51_200, 460_800])
    .map((quantity, index) => ({ quantity, index }))
    .filter(({ quantity, index }) => index === 0 || (quantity.state === 'known' && quantity.value.greaterThan(0)))
    .map(({ quantity, index }) =>
      storageRow(r, {
        name: names[index] ?? '',
        unit: 'GB',
        quantity: quantity.state === 'known' ? quantity : known(0),
        meters,
        tierStart: [0, 51_200, 512_000][index] ?? 0,
      }),
    );
}

function listOperations(r: ResourceReader): Component | undefined {
  if (!hasOperations(r)) return undefined;
  return storageRow(r, {
    name: isFiles(r) ? 'List operations' : 'List and create container operations',
    unit: '10k operations',
    quantity: per(r.usage('monthly_list_and_create_container_operations'), 10_000),
    meters: isFiles(r) ? ['List Operations'] : ['List and Create Container Operations', 'Write Operations'],
  });
}
