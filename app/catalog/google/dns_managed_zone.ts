import { part, type ResourceType } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';

/** A zone of Cloud DNS, by the month, at one price in the world. */
export const dnsManagedZone: ResourceType = {
  types: ['google_dns_managed_zone'],
  source: { url: 'https://cloud.google.com/dns/pricing', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Managed zone', () => ({
      name: 'Managed zone',
      unit: 'months',
      quantity: 1,
      price: examplePrice('Managed zone', { type: 'google_dns_managed_zone' }),
    })),
  ],
};
