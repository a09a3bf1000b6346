import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { usagePart } from './simple-row.ts';

/** A configuration store by the day, each replica like the first; the free tier costs nothing. */
export const appConfiguration: ResourceType = {
  types: ['azurerm_app_configuration'],
  source: { url: 'https://azure.microsoft.com/pricing/details/app-configuration/', read: '2026-08-21' },
  usage: {
    monthly_additional_requests: {
      unit: 'requests',
      means: 'requests beyond 200,000 a day and replica',
      sizes: { small: 166666.6, medium: 1666666, large: 16666660 },
    },
  },
  parts: [
    part('Instance', (r) => {
      if (!isPaid(r)) return undefined;
      const replicas = r.blocks('replica').length;
      const name = replicas === 0 ? 'Instance' : `Instance (${replicas} ${replicas === 1 ? 'replica' : 'replicas'})`;
      return priceRow(r, {
        name,
        unit: 'days',
        quantity: 30,
        ...(isStandard(r)
          ? { examples: [{ name: 'Instance', share: replicas + 1 }] }
          : { attributes: { sku: r.text('sku', '') } }),
      });
    }),
    usagePart({
      name: 'Requests (over 200k/day per replica)',
      unit: '10k requests',
      key: 'monthly_additional_requests',
      when: isPaid,
    }),
  ],
};

/** The tier whose prices the book knows. */
function isStandard(r: ResourceReader): boolean {
  return r.text('sku', 'free').toLowerCase() === 'standard';
}

function isPaid(r: ResourceReader): boolean {
  return r.text('sku', 'free').toLowerCase() !== 'free';
}
