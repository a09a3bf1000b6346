import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/**
 * A forwarding rule of a load balancer: hours at the rate of an additional rule (the first five of a project share a
 * higher one, which no single rule can be charged with) and data that comes in.
 */
export const computeForwardingRule: ResourceType = {
  types: ['google_compute_forwarding_rule', 'google_compute_global_forwarding_rule'],
  source: { url: 'https://cloud.google.com/vpc/network-pricing#lb', read: '2026-08-21' },
  usage: {
    monthly_ingress_data_gb: { unit: 'GB', means: 'data that the rule takes in in a month', sizes: sizesAround(1000) },
  },
  parts: [
    part('Forwarding rules', (r) => ({
      name: 'Forwarding rules',
      unit: 'hours',
      quantity: HOURS_PER_MONTH,
      price: examplePrice('Forwarding rules', { type: r.type, ...regionOf(r) }),
    })),
    part('Ingress data', (r) => ({
      name: 'Ingress data',
      unit: 'GB',
      quantity: r.usage('monthly_ingress_data_gb'),
      price: examplePrice('Ingress data', { type: r.type, ...regionOf(r) }),
      usageBased: true,
    })),
  ],
};

/** A global rule has one price. */
function regionOf(r: ResourceReader): { readonly region?: string } {
  return r.type === 'google_compute_global_forwarding_rule' ? {} : { region: r.region };
}
