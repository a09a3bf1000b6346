import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A NAT gateway: hours and data. */
export const natGateway: ResourceType = {
  types: ['azurerm_nat_gateway'],
  source: { url: 'https://azure.microsoft.com/pricing/details/azure-nat-gateway/', read: '2026-08-21' },
  usage: {
    monthly_data_processed_gb: {
      unit: 'GB',
      means: 'data processed in a month',
      sizes: { small: 22.2, medium: 222, large: 2220 },
    },
  },
  parts: [
    part('NAT gateway', (r) =>
      priceRow(r, { name: 'NAT gateway', unit: 'hours', quantity: HOURS_PER_MONTH, global: 'westeurope' }),
    ),
    part('Data processed', (r) =>
      priceRow(r, {
        name: 'Data processed',
        unit: 'GB',
        quantity: r.usage('monthly_data_processed_gb'),
        usageBased: true,
        global: 'westeurope',
      }),
    ),
  ],
};
