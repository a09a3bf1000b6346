import type { ChargeDraft } from '#app/focus/charge.ts';
import { remember } from '../remember.ts';
import type { AzureCommitment } from './azure-commitment.ts';
import type { AzureColumn } from './azure-header.ts';
import { azureRegion } from './azure-regions.ts';
import { azureService } from './azure-services.ts';

interface ResourceFacts {
  readonly cell: (column: AzureColumn) => string;
  /** Set where the row is of the commitment itself: its purchase, or what was left unused. */
  readonly commitment: AzureCommitment | null;
}

/** Fills in what a charge is for: resource, service, region, who provides it. Ids keep their case. */
export function fillResource(draft: ChargeDraft, { cell, commitment }: ResourceFacts): void {
  const id = commitment?.id ?? cell('resourceId');
  const type = resourceType(id);
  if (id !== '') {
    draft.ResourceId = id;
    draft.ResourceName = (commitment ? cell('benefitName') : cell('resourceName')) || id.split('/').at(-1) || null;
    draft.ResourceType = type ?? commitment?.type ?? null;
  }
  const service = azureService({
    resourceType: type,
    consumedService: cell('consumedService'),
    meterCategory: cell('meterCategory'),
  });
  draft.ServiceName = service.name;
  draft.ServiceCategory = service.category;
  draft.ServiceSubcategory = service.subcategory;
  const region = azureRegion(cell('location'));
  draft.RegionId = region?.id ?? null;
  draft.RegionName = region?.name ?? null;
  draft.AvailabilityZone = cell('availabilityZone') || null;
  const isMarketplace = /^marketplace$/i.test(cell('publisherType'));
  const seller = (isMarketplace && cell('publisherName')) || 'Microsoft';
  draft.ServiceProviderName = seller;
  draft.PublisherName = seller;
  draft.ProviderName = 'Microsoft';
  draft.HostProviderName = draft.ChargeCategory === 'Tax' || draft.ChargeCategory === 'Adjustment' ? null : 'Microsoft';
}

/** `Microsoft.Sql/servers/databases` of the id of a database, by the last provider in it; null for an id without one. */
export const resourceType: (id: string) => string | null = remember((id) => {
  const at = id.toLowerCase().lastIndexOf('/providers/');
  if (at < 0) return null;
  const [provider = '', ...parts] = id.slice(at + '/providers/'.length).split('/');
  const kinds = parts.filter((part, index) => index % 2 === 0 && part !== '');
  return kinds.length === 0 ? null : [provider, ...kinds].join('/');
});
