import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { accountOf, replicationName, storageMeters } from './storage-meters.ts';

/** A table of a storage account, all by usage. */
export const storageTable: ResourceType = {
  types: ['azurerm_storage_table'],
  source: { url: 'https://azure.microsoft.com/pricing/details/storage/tables/', read: '2026-08-21' },
  usage: {
    monthly_storage_gb: {
      unit: 'GB',
      means: 'data stored in the table',
      sizes: { small: 22.2, medium: 222, large: 2220 },
    },
    monthly_batch_write_operations: {
      unit: 'operations',
      means: 'batch write operations in a month',
      sizes: { small: 27777777.7, medium: 277777777, large: 2777777770 },
    },
    monthly_write_operations: {
      unit: 'operations',
      means: 'write operations in a month',
      sizes: { small: 27777777.7, medium: 277777777, large: 2777777770 },
    },
    monthly_read_operations: {
      unit: 'operations',
      means: 'read operations in a month',
      sizes: { small: 27777777.7, medium: 277777777, large: 2777777770 },
    },
    monthly_scan_operations: {
      unit: 'operations',
      means: 'scan operations in a month',
      sizes: { small: 27777777.7, medium: 277777777, large: 2777777770 },
    },
    monthly_list_operations: {
      unit: 'operations',
      means: 'list operations in a month',
      sizes: { small: 27777777.7, medium: 277777777, large: 2777777770 },
    },
    monthly_delete_operations: {
      unit: 'operations',
      means: 'delete operations in a month',
      sizes: { small: 27777777.7, medium: 277777777, large: 2777777770 },
    },
  },
  parts: [
    part('Capacity', (r) =>
      priceRow(r, {
        name: 'Capacity',
        unit: 'GB',
        quantity: r.usage('monthly_storage_gb'),
        usageBased: true,
        listed: meters(r, 'Data Stored'),
      }),
    ),
    ...['Batch Write', 'Write', 'Read', 'Scan', 'List', 'Delete'].map((kind) =>
      part(`${kind} operations`, (r) =>
        priceRow(r, {
          name: `${kind} operations`,
          unit: '10k operations',
          quantity: per(r.usage(`monthly_${kind.toLowerCase().replace(' ', '_')}_operations`), 10_000),
          usageBased: true,
          listed: meters(r, `${kind} Operations`),
        }),
      ),
    ),
  ],
};

/** Tables whose account encrypts with the customer's key have meters of their own. */
function meters(r: ResourceReader, meter: string) {
  const account = accountOf(r);
  const ownKey =
    account?.has('customer_managed_key') || account?.referrers('azurerm_storage_account_customer_managed_key').length;
  return storageMeters({
    family: 'tables',
    tier: ownKey ? 'Account Encrypted' : 'Standard',
    replication: replicationName(account?.text('account_replication_type') ?? 'LRS'),
    meters: [meter],
  });
}
