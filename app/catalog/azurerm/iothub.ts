import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { usagePart } from './simple-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/iot-hub/', read: '2026-08-21' };

/** A hub by the unit; the free tier costs nothing. */
export const iotHub: ResourceType = {
  types: ['azurerm_iothub'],
  source: SOURCE,
  usage: {},
  parts: [
    part('IoT Hub', (r) => {
      const sku = r.text('sku.name', 'F1').toUpperCase();
      if (sku === 'F1') return undefined;
      // The book knows S1 only; another size is unpriced.
      const attributes = sku === 'S1' ? {} : { attributes: { sku } };
      return priceRow(r, { name: 'IoT Hub', unit: 'units', quantity: r.number('sku.capacity', 1), ...attributes });
    }),
  ],
};

/** A service that registers devices. */
export const iotHubDps: ResourceType = {
  types: ['azurerm_iothub_dps'],
  source: SOURCE,
  usage: {
    monthly_operations: {
      unit: 'operations',
      means: 'registrations in a month',
      sizes: { small: 10000, medium: 100000, large: 1000000 },
    },
  },
  parts: [usagePart({ name: 'Device provisioning', unit: '1k operations', key: 'monthly_operations' })],
};
