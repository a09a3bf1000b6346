import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/ip-addresses/', read: '2026-08-21' };

/** A public address; the older, basic kind is cheaper and the only one that may be dynamic. */
export const publicIp: ResourceType = {
  types: ['azurerm_public_ip'],
  source: SOURCE,
  usage: {},
  parts: [
    part('IP address', (r) => {
      const method = r.text('allocation_method', 'Static').toLowerCase();
      const tier = r.text('sku_tier', 'Regional').toLowerCase();
      const sku = r.text('sku', method === 'dynamic' ? 'Basic' : 'Standard');
      return priceRow(r, {
        name: `IP address (${method}, ${tier})`,
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        ...(method === 'static' && tier === 'regional' ? { attributes: { sku } } : {}),
      });
    }),
  ],
};

/** A block of public addresses. */
export const publicIpPrefix: ResourceType = {
  types: ['azurerm_public_ip_prefix'],
  source: SOURCE,
  usage: {},
  parts: [part('IP prefix', (r) => priceRow(r, { name: 'IP prefix', unit: 'hours', quantity: HOURS_PER_MONTH }))],
};
