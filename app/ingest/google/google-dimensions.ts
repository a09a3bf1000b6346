import type { ChargeDraft } from '#app/focus/charge.ts';
import { plainDecimal } from '../plain-values.ts';
import type { GoogleRow } from './billing-columns.ts';
import { googleService } from './google-services.ts';
import { googleTags } from './google-tags.ts';

const CATEGORY: Readonly<Record<string, string>> = {
  regular: 'Usage',
  tax: 'Tax',
  adjustment: 'Adjustment',
  rounding_error: 'Adjustment',
};

/** Fills in what a row says of itself, all but times and costs. */
export function fillRow(draft: ChargeDraft, row: GoogleRow): void {
  const category = CATEGORY[row.costType ?? 'regular'] ?? 'Adjustment';
  const isUsage = category === 'Usage';
  const service = googleService(row.serviceName ?? '');
  const seller = row.seller || 'Google Cloud';
  draft.ChargeCategory = category;
  draft.ChargeClass = isCorrection(row.adjustment) ? 'Correction' : null;
  draft.ChargeDescription = row.skuName;
  draft.ChargeFrequency = isUsage ? 'Usage-Based' : 'One-Time';
  draft.BillingAccountId = row.account ?? '';
  draft.BillingAccountType = 'Billing Account';
  draft.BillingCurrency = row.currency ?? '';
  draft.PricingCurrency = draft.BillingCurrency;
  draft.InvoiceIssuerName = 'Google Cloud';
  draft.ServiceName = row.serviceName || 'Google Cloud';
  draft.ServiceCategory = service.category;
  draft.ServiceSubcategory = service.subcategory;
  draft.ServiceProviderName = seller;
  draft.PublisherName = seller;
  draft.ProviderName = 'Google Cloud';
  draft.HostProviderName = isUsage ? 'Google Cloud' : null;
  if (row.project) {
    draft.SubAccountId = row.project;
    draft.SubAccountName = row.projectName || null;
    draft.SubAccountType = 'Project';
  }
  draft.RegionId = row.region || row.location || null;
  draft.RegionName = draft.RegionId;
  draft.AvailabilityZone = row.zone || null;
  draft.ResourceId = row.resource || row.resourceName || null;
  draft.ResourceName = row.resource ? row.resourceName || null : null;
  draft.ResourceType = draft.ResourceId === null ? null : (resourceType(row.resource) ?? row.serviceName);
  draft.Tags = googleTags(row);
  if (category === 'Tax') return;
  draft.SkuId = row.sku;
  draft.SkuMeter = row.skuName;
  draft.SkuPriceId = row.sku;
  draft.PricingCategory = isUsage ? 'Standard' : null;
  draft.PricingQuantity = row.pricingAmount === null ? null : plainDecimal(row.pricingAmount);
  draft.PricingUnit = draft.PricingQuantity === null ? null : row.pricingUnit;
  if (!isUsage) return;
  draft.ConsumedQuantity = row.usageAmount === null ? null : plainDecimal(row.usageAmount);
  draft.ConsumedUnit = draft.ConsumedQuantity === null ? null : row.usageUnit;
}

/** `compute.googleapis.com/instances` of `//compute.googleapis.com/projects/1/zones/z/instances/123`. */
function resourceType(globalName: string | null): string | null {
  const [, service, kind] = /^\/\/([^/]+)\/(?:.*\/)?([^/]+)\/[^/]+$/.exec(globalName ?? '') ?? [];
  return service === undefined || kind === undefined ? null : `${service}/${kind}`;
}

/** `adjustment_info` with any value in it. */
function isCorrection(json: string | null): boolean {
  return json !== null && /:\s*"[^"]/.test(json);
}
