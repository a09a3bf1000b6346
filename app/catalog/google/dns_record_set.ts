import { per } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** Records of Cloud DNS: the queries for them, at one price in the world. */
export const dnsRecordSet: ResourceType = {
  types: ['google_dns_record_set'],
  source: { url: 'https://cloud.google.com/dns/pricing', read: '2026-08-21' },
  usage: { monthly_queries: { unit: 'queries', means: 'queries in a month', sizes: sizesAround(20_000_000) } },
  parts: [
    part('Queries', (r) => ({
      name: 'Queries',
      unit: '1M queries',
      quantity: per(r.usage('monthly_queries'), 1_000_000),
      price: examplePrice('Queries', { type: 'google_dns_record_set' }),
      priceUnitsPerUnit: 1_000_000,
      usageBased: true,
    })),
  ],
};
