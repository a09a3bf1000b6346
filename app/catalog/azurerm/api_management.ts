import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** API Management: units of a tier, or calls of the consumption tier; gateways that are hosted elsewhere. */
export const apiManagement: ResourceType = {
  types: ['azurerm_api_management'],
  source: { url: 'https://azure.microsoft.com/pricing/details/api-management/', read: '2026-08-21' },
  usage: {
    monthly_api_calls: {
      unit: 'calls',
      means: 'calls in a month (consumption tier)',
      sizes: { small: 285500, medium: 2855000, large: 28550000 },
    },
    self_hosted_gateway_count: { unit: 'gateways', means: 'gateways that are hosted elsewhere (premium tier)' },
  },
  parts: [
    part('API management', (r) => {
      const { tier, units } = skuOf(r);
      const name = `API management (${tier})`;
      if (tier !== 'consumption') return priceRow(r, { name, unit: 'units', quantity: units });
      const quantity = per(r.usage('monthly_api_calls'), 1_000_000);
      return priceRow(r, { name, unit: '1M calls', quantity, usageBased: true });
    }),
    part('Self hosted gateway', (r) =>
      skuOf(r).tier === 'premium'
        ? priceRow(r, {
            name: 'Self hosted gateway',
            unit: 'gateways',
            quantity: r.usage('self_hosted_gateway_count'),
            usageBased: true,
          })
        : undefined,
    ),
  ],
};

function skuOf(r: ResourceReader): { readonly tier: string; readonly units: number } {
  const [tier = '', units = '1'] = r.text('sku_name', 'Developer_1').split('_');
  return { tier: tier.toLowerCase(), units: Number(units) };
}
