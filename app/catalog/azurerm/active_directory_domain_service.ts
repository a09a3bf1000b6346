import type { ResourceReader } from '../resource-reader.ts';
import type { ResourceType } from '../resource-type.ts';
import { hourlyPart } from './simple-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/microsoft-entra-ds/', read: '2026-08-21' };

/** A managed domain. */
export const activeDirectoryDomainService: ResourceType = {
  types: ['azurerm_active_directory_domain_service'],
  source: SOURCE,
  usage: {},
  parts: [hourlyPart('Domain service', (r) => `Active directory domain service (${r.text('sku', 'Standard')})`)],
};

/** A further replica of a managed domain, of the domain's size. */
export const activeDirectoryReplicaSet: ResourceType = {
  types: ['azurerm_active_directory_domain_service_replica_set'],
  source: SOURCE,
  usage: {},
  parts: [hourlyPart('Replica set', (r) => `Active directory domain service replica set (${skuOf(r)})`)],
};

function skuOf(r: ResourceReader): string {
  return r.related('domain_service_id')[0]?.text('sku') ?? 'Standard';
}
