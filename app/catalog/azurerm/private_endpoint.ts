import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

/** A private endpoint: hours, and the data through it in three tiers (1 PB, 4 PB, the rest). */
export const privateEndpoint: ResourceType = {
  types: ['azurerm_private_endpoint'],
  source: { url: 'https://azure.microsoft.com/pricing/details/private-link/', read: '2026-08-21' },
  usage: {
    monthly_inbound_data_processed_gb: { unit: 'GB', means: 'inbound data processed in a month' },
    monthly_outbound_data_processed_gb: { unit: 'GB', means: 'outbound data processed in a month' },
  },
  parts: [
    part('Private endpoint', (r) =>
      priceRow(r, { name: 'Private endpoint', unit: 'hour', quantity: HOURS_PER_MONTH, global: 'westus' }),
    ),
    ...['Inbound', 'Outbound'].map((way) =>
      part(`${way} data processed`, (r) =>
        tieredRows(r, {
          unit: 'GB',
          global: 'westus',
          quantity: r.usage(`monthly_${way.toLowerCase()}_data_processed_gb`),
          tiers: [
            [`${way} data processed (first 1PB)`, 1_000_000],
            [`${way} data processed (next 4PB)`, 4_000_000],
            [`${way} data processed (over 5PB)`, 0],
          ],
        }),
      ),
    ),
  ],
};
