import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** Azure Firewall, in a network or in a virtual hub: hours and data. */
export const firewall: ResourceType = {
  types: ['azurerm_firewall'],
  source: { url: 'https://azure.microsoft.com/pricing/details/azure-firewall/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: { unit: 'GB', means: 'data processed in a month' } },
  parts: [
    part('Deployment', (r) => {
      const name = `Deployment (${tierOf(r)})`;
      return priceRow(r, { name, unit: 'hours', quantity: HOURS_PER_MONTH, global: 'eastus' });
    }),
    part('Data processed', (r) =>
      priceRow(r, {
        name: 'Data processed',
        unit: 'GB',
        quantity: r.usage('monthly_data_processed_gb'),
        usageBased: true,
        global: 'eastus',
        // Standard and Premium cost the same by the GB, Basic four times as much.
        ...(r.text('sku_tier', 'Standard') === 'Basic' ? { attributes: { sku_tier: 'Basic' } } : {}),
      }),
    ),
  ],
};

function tierOf(r: ResourceReader): string {
  const tier = r.text('sku_tier', 'Standard');
  if (r.blocks('virtual_hub').length === 0) return tier;
  return tier === 'Premium' ? 'Premium Secured Virtual Hub' : `${tier} Secure Virtual Hub`;
}
