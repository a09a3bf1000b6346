import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

/** A search service: units (partitions × replicas), and images that are extracted. */
export const searchService: ResourceType = {
  types: ['azurerm_search_service'],
  source: { url: 'https://azure.microsoft.com/pricing/details/search/', read: '2026-08-21' },
  usage: { monthly_images_extracted: { unit: 'images', means: 'images extracted from documents in a month' } },
  parts: [
    part('Search usage', (r) => {
      if (isFree(r)) return undefined;
      const units = r.number('partition_count', 1) * r.number('replica_count', 1);
      const size = NAMES[r.text('sku', '').toLowerCase()] ?? r.text('sku', '');
      return priceRow(r, {
        name: `Search usage (${size}, ${units} ${units === 1 ? 'unit' : 'units'})`,
        unit: 'hours',
        quantity: units * HOURS_PER_MONTH,
        examples: [1, 4].map((known) => ({
          name: `Search usage (${size}, ${known} ${known === 1 ? 'unit' : 'units'})`,
        })),
      });
    }),
    part('Image extraction', (r) =>
      isFree(r)
        ? undefined
        : tieredRows(r, {
            unit: '1000 images',
            quantity: per(r.usage('monthly_images_extracted'), 1000),
            tiers: [
              ['Image extraction (first 1M)', 1000],
              ['Image extraction (next 4M)', 4000],
              ['Image extraction (over 5M)', 0],
            ],
          }),
    ),
  ],
};

const NAMES: Readonly<Record<string, string>> = {
  basic: 'Basic',
  standard: 'Standard S1',
  standard2: 'Standard S2',
  standard3: 'Standard S3',
  storage_optimized_l1: 'Storage Optimized L1',
  storage_optimized_l2: 'Storage Optimized L2',
};

function isFree(r: ResourceReader): boolean {
  return r.text('sku', 'free').toLowerCase() === 'free';
}
