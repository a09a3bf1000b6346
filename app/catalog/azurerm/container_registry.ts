import { less, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** GB that each tier includes. https://azure.microsoft.com/pricing/details/container-registry/ */
const INCLUDED: Readonly<Record<string, number>> = { Basic: 10, Standard: 100, Premium: 500 };

/** A registry: days of its tier in every region, storage beyond what is included, builds. */
export const containerRegistry: ResourceType = {
  types: ['azurerm_container_registry'],
  source: { url: 'https://azure.microsoft.com/pricing/details/container-registry/', read: '2026-08-21' },
  usage: {
    storage_gb: { unit: 'GB', means: 'images stored', sizes: { small: 10, medium: 100, large: 1000 } },
    monthly_build_vcpu_hrs: {
      unit: 'vCPU-hours',
      means: 'vCPU-hours of builds in a month',
      sizes: { small: 2.775, medium: 27.75, large: 277.5 },
    },
  },
  parts: [
    part('Geo replication', (r) => {
      const places = replicas(r);
      const name = `Geo replication (${places} ${places === 1 ? 'location' : 'locations'})`;
      if (places === 0) return undefined;
      return priceRow(r, {
        name,
        unit: 'days',
        quantity: 30 * places,
        examples: [{ name: `Registry usage (${skuOf(r)})` }],
      });
    }),
    part('Registry usage', (r) => priceRow(r, { name: `Registry usage (${skuOf(r)})`, unit: 'days', quantity: 30 })),
    part('Storage', storage),
    part('Build vCPU', (r) =>
      priceRow(r, {
        name: 'Build vCPU',
        unit: 'seconds',
        quantity: times(r.usage('monthly_build_vcpu_hrs'), 3600),
        usageBased: true,
      }),
    ),
  ],
};

function skuOf(r: ResourceReader): string {
  const sku = r.text('sku', 'Basic').toLowerCase();
  return sku.slice(0, 1).toUpperCase() + sku.slice(1);
}

function replicas(r: ResourceReader): number {
  return r.blocks('georeplications').length + r.list('georeplication_locations').length;
}

function storage(r: ResourceReader): Component | undefined {
  const included = INCLUDED[skuOf(r)] ?? 10;
  const quantity = less(r.usage('storage_gb'), included);
  if (quantity.state === 'known' && quantity.value.isZero()) return undefined;
  return priceRow(r, {
    name: `Storage (over ${included}GB)`,
    unit: 'GB',
    quantity,
    usageBased: true,
    examples: [{ name: 'Storage (over 10GB)' }],
  });
}
