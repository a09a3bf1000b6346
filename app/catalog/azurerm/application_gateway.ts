import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

/** An application gateway: hours and capacity units (v2), or instances and data (v1). */
export const applicationGateway: ResourceType = {
  types: ['azurerm_application_gateway'],
  source: { url: 'https://azure.microsoft.com/pricing/details/application-gateway/', read: '2026-08-21' },
  usage: {
    capacity_units: { unit: 'units', means: 'capacity units in use on average (v2)' },
    monthly_data_processed_gb: { unit: 'GB', means: 'data processed in a month (v1)' },
  },
  parts: [part('Gateway usage', (r) => (skuOf(r).v2 ? second(r) : first(r))), part('Data processing', dataProcessing)],
};

function skuOf(r: ResourceReader): { readonly tier: 'basic' | 'WAF'; readonly size: string; readonly v2: boolean } {
  const [kind = 'Standard', size = 'v2'] = r.text('sku.name', 'Standard_v2').split('_');
  return { tier: kind === 'WAF' ? 'WAF' : 'basic', size: size.toLowerCase(), v2: size.toLowerCase() === 'v2' };
}

function second(r: ResourceReader): readonly Component[] {
  const { tier } = skuOf(r);
  return [
    priceRow(r, { name: `Gateway usage (${tier} v2)`, unit: 'hours', quantity: HOURS_PER_MONTH }),
    priceRow(r, {
      name: `V2 capacity units (${tier})`,
      unit: 'CU',
      quantity: times(capacityUnits(r), HOURS_PER_MONTH),
      usageBased: true,
    }),
  ];
}

/** A fixed number of instances, what the usage says, or the least that autoscaling keeps. */
function capacityUnits(r: ResourceReader): Quantity {
  const least = r.number('sku.capacity') ?? r.number('autoscale_configuration.min_capacity');
  return least === undefined ? r.usage('capacity_units') : r.usage('capacity_units', least);
}

function first(r: ResourceReader): Component {
  const { tier, size } = skuOf(r);
  return priceRow(r, {
    name: `Gateway usage (${tier}, ${size})`,
    unit: 'hours',
    quantity: r.number('sku.capacity', 1) * HOURS_PER_MONTH,
  });
}

/**
 * Tiers begin at 0, 10 and 40 TB; the first of them is free for medium, the first two for large gateways.
 * https://azure.microsoft.com/pricing/details/application-gateway/ (facts read 2026-08-21)
 */
function dataProcessing(r: ResourceReader): readonly Component[] {
  if (skuOf(r).v2) return [];
  return tieredRows(r, {
    unit: 'GB',
    quantity: r.usage('monthly_data_processed_gb'),
    tiers: [
      ['Data processing (0-10TB)', 10_240],
      ['Data processing (10-40TB)', 30_720],
      ['Data processing (over 40TB)', 0],
    ],
  });
}
