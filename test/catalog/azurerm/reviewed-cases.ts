import type { ReviewedCase } from '../reviewed-case.ts';

const STORAGE = 'https://azure.microsoft.com/pricing/details/storage/blobs/';

/** Azure cases for which our figure differs, reviewed on 2026-11-25. */
export const azurermCases: readonly ReviewedCase[] = [
  {
    verdict: 'ours',
    provider: 'azure',
    case: 'postgresql_flexible_server_test',
    address: /\.high_availability$/,
    reason: 'the standby is billed like the primary, compute and storage; the case bills one server',
    source: 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-high-availability',
  },
  {
    verdict: 'ours',
    provider: 'azure',
    case: 'recovery_services_vault_test',
    address: /^azurerm_recovery_services_vault\./,
    reason: 'a machine of 1,128 GB is billed for each 500 GB it begins: three times the fee, not twice',
    source: 'https://azure.microsoft.com/pricing/details/backup/',
  },
  {
    verdict: 'ours',
    provider: 'azure',
    case: 'storage_table_test',
    address: /^azurerm_storage_account\..*(ZRS)/,
    reason: 'writes are billed with every redundancy; the case drops the row because it found no price',
    source: STORAGE,
  },
  {
    verdict: 'ours',
    provider: 'azure',
    case: 'storage_queue_test',
    address: /^azurerm_storage_account\..*ZRS/,
    reason: 'capacity and writes are billed with every redundancy; the case drops rows because it found no price',
    source: STORAGE,
  },
  {
    verdict: 'ours',
    provider: 'azure',
    case: 'storage_queue_test',
    address: /^azurerm_storage_queue\..*GZRS/,
    reason: 'class 1 operations are billed with every redundancy; the case drops the row because it found no price',
    source: 'https://azure.microsoft.com/pricing/details/storage/queues/',
  },
  {
    verdict: 'no-price',
    provider: 'azure',
    case: 'storage_queue_test',
    address: /^azurerm_storage_queue\./,
    reason: 'the facts list queues in Europe only, and examples of westus without saying which redundancy',
    source: 'https://azure.microsoft.com/pricing/details/storage/queues/',
  },
  {
    verdict: 'no-price',
    provider: 'azure',
    case: 'cognitive_account_test',
    address: /\.(speech_with_commitment\["small"\]|textanalytics_with_commitment\["large"\])$/,
    reason: 'every commitment has a price of its own, and the facts hold those of some amounts only',
    source: 'https://azure.microsoft.com/pricing/details/cognitive-services/',
  },
];
