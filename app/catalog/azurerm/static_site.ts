import { less } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A static web app: a fee and traffic beyond 100 GB; the free plan costs nothing. */
export const staticSite: ResourceType = {
  types: ['azurerm_static_site', 'azurerm_static_web_app'],
  source: { url: 'https://azure.microsoft.com/pricing/details/app-service/static/', read: '2026-08-21' },
  usage: { monthly_bandwidth_gb: { unit: 'GB', means: 'traffic in a month, of which 100 GB are included' } },
  parts: [
    part('Static Web App', (r) =>
      isStandard(r)
        ? priceRow(r, {
            name: 'Static Web App (Standard)',
            unit: 'months',
            quantity: 1,
            listed: { service: 'app-service', family: 'static-web-apps', key: 'standard', unit: 'month' },
            examples: EXAMPLES,
          })
        : undefined,
    ),
    part('Bandwidth', (r) =>
      isStandard(r)
        ? priceRow(r, {
            name: 'Bandwidth (over 100GB)',
            unit: 'GB',
            quantity: less(r.usage('monthly_bandwidth_gb'), 100),
            usageBased: true,
            examples: EXAMPLES,
          })
        : undefined,
    ),
  ],
};

const EXAMPLES = [{ type: 'azurerm_static_site' }, { type: 'azurerm_static_web_app' }];

/** The tier and the size say the same; either is enough. */
function isStandard(r: ResourceReader): boolean {
  return [r.text('sku_tier'), r.text('sku_size')].some((each) => each?.toLowerCase() === 'standard');
}
