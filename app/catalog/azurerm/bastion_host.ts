import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

/** A bastion host: hours and outbound data. */
export const bastionHost: ResourceType = {
  types: ['azurerm_bastion_host'],
  source: { url: 'https://azure.microsoft.com/pricing/details/azure-bastion/', read: '2026-08-21' },
  usage: {
    monthly_outbound_data_gb: {
      unit: 'GB',
      means: 'data sent out in a month',
      sizes: { small: 8.3, medium: 83, large: 830 },
    },
  },
  parts: [
    part('Bastion host', (r) =>
      priceRow(r, {
        name: 'Bastion host',
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        // The book knows the basic tier; the others are dearer.
        ...(r.text('sku', 'Basic') === 'Basic' ? {} : { attributes: { sku: r.text('sku', 'Basic') } }),
      }),
    ),
    part('Outbound data transfer', (r) =>
      tieredRows(r, {
        unit: 'GB',
        quantity: r.usage('monthly_outbound_data_gb'),
        tiers: [
          ['Outbound data transfer (first 10TB)', 10_000],
          ['Outbound data transfer (next 40TB)', 40_000],
          ['Outbound data transfer (next 100TB)', 100_000],
          ['Outbound data transfer (next 350TB)', 350_000],
          ['Outbound data transfer (over 500TB)', 0],
        ],
      }),
    ),
  ],
};
