import { z } from 'zod';
import type { PriceRow } from '../price-row.ts';
import { slug } from './slug.ts';

/**
 * One price of the Azure Retail Prices API.
 * https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices (as known on 2026-11-25, not read).
 */
export const AzureItem = z.object({
  currencyCode: z.string(),
  tierMinimumUnits: z.unknown(),
  retailPrice: z.unknown(),
  armRegionName: z.string(),
  meterName: z.string(),
  productName: z.string(),
  skuName: z.string(),
  serviceName: z.string(),
  unitOfMeasure: z.string(),
  type: z.string(),
  isPrimaryMeterRegion: z.boolean().optional(),
  armSkuName: z.string().nullish(),
});
export type AzureItem = z.infer<typeof AzureItem>;

export type AzureNames = Pick<PriceRow, 'service' | 'family' | 'key' | 'attributes'>;

/** Why an item is no on-demand list price, or null when it is one. */
export function azureSkipReason(item: AzureItem): string | null {
  const text = `${item.skuName} ${item.meterName} ${item.productName}`;
  if (item.type !== 'Consumption') return 'not on demand';
  if (/\bspot\b/i.test(text)) return 'spot';
  if (/\blow priority\b/i.test(text)) return 'low priority';
  if (/\bpromo\b/i.test(text)) return 'promotion';
  if (/\bexpired\b/i.test(text)) return 'expired';
  if (/\bcloud ?services?\b/i.test(item.productName) && item.serviceName === 'Virtual Machines')
    return 'Cloud Services';
  if (item.currencyCode !== 'USD') return 'another currency';
  return null;
}

/** How the book names an item; null when it has no name there. */
export function azureNames(item: AzureItem): AzureNames | null {
  if (item.serviceName === 'Virtual Machines') return machineNames(item);
  const names = { family: slug(item.productName), key: slug(item.skuName) };
  if (item.serviceName === 'Storage') {
    const disk = /Managed Disks|Premium SSD v2|Ultra Disks/.test(item.productName);
    const attributes = { product: item.productName, meter: item.meterName };
    return { service: disk ? 'managed-disks' : 'storage', ...names, attributes };
  }
  const service = slug(item.serviceName.replace(/^Azure /, ''));
  if (service === 'app-service' || service === 'sql-database') {
    return { service, ...names, attributes: item.armSkuName ? { arm: item.armSkuName } : {} };
  }
  return { service, ...names, attributes: { product: item.productName, meter: item.meterName } };
}

/** Only the product's name tells Windows: size, SKU and meter are those of Linux. */
function machineNames(item: AzureItem): AzureNames | null {
  const service = 'virtual-machines';
  if (/Dedicated Host/.test(item.productName)) {
    return { service, family: 'dedicated-host', key: item.armSkuName || item.skuName, attributes: {} };
  }
  if (!item.armSkuName) return null;
  const os = /\bWindows\b/.test(item.productName) ? 'windows' : 'linux';
  return { service, family: 'vm', key: item.armSkuName, attributes: { os } };
}
