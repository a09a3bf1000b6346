import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/load-balancer/', read: '2026-08-21' };

/** A load balancer: the data it processes. The basic kind is free. */
export const loadBalancer: ResourceType = {
  types: ['azurerm_lb'],
  source: SOURCE,
  usage: {
    monthly_data_processed_gb: {
      unit: 'GB',
      means: 'data processed, in and out, in a month',
      sizes: { small: 200, medium: 2000, large: 20000 },
    },
  },
  parts: [
    part('Data processed', (r) =>
      isBasic(r)
        ? undefined
        : priceRow(r, {
            name: 'Data processed',
            unit: 'GB',
            quantity: r.usage('monthly_data_processed_gb'),
            usageBased: true,
            global: 'eastus',
          }),
    ),
  ],
};

/** A rule of a load balancer, by the hour. */
export const loadBalancerRule: ResourceType = {
  types: ['azurerm_lb_rule', 'azurerm_lb_outbound_rule'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Rule usage', (r) => {
      const balancer = r.related('loadbalancer_id').find((each) => each.type === 'azurerm_lb');
      if (balancer && isBasic(balancer)) return undefined;
      return priceRow(r, { name: 'Rule usage', unit: 'hours', quantity: HOURS_PER_MONTH, global: 'westus' });
    }),
  ],
};

/** The provider's default was `Basic` until its version 4. */
function isBasic(balancer: ResourceReader): boolean {
  return balancer.text('sku', 'Basic').toLowerCase() === 'basic';
}
