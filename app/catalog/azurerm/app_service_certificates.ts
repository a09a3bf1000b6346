import { known, per } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/app-service/windows/', read: '2026-08-21' };

/** A certificate on an address of its own; one by server name (SNI) is free. */
export const certificateBinding: ResourceType = {
  types: ['azurerm_app_service_certificate_binding', 'azurerm_app_service_custom_hostname_binding'],
  source: SOURCE,
  usage: {},
  parts: [
    part('IP SSL certificate', (r) =>
      r.text('ssl_state', '').toLowerCase() === 'ipbasedenabled'
        ? priceRow(r, {
            name: 'IP SSL certificate',
            unit: 'months',
            quantity: 1,
            listed: { service: 'app-service', family: 'azure-app-service-ssl-connections', key: 'ip-ssl' },
            // The same in every region.
            examples: [
              { type: 'azurerm_app_service_certificate_binding', region: 'westus2' },
              { type: 'azurerm_app_service_custom_hostname_binding', region: 'eastus2' },
            ],
          })
        : undefined,
    ),
  ],
};

/** A certificate that is bought for a year. */
export const certificateOrder: ResourceType = {
  types: ['azurerm_app_service_certificate_order'],
  source: SOURCE,
  usage: {},
  parts: [
    part('SSL certificate', (r) =>
      priceRow(r, {
        name: `SSL certificate (${r.text('product_type', 'Standard').toLowerCase()})`,
        unit: 'years',
        quantity: per(known(1), 12),
        region: 'global',
      }),
    ),
  ],
};
