import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A SignalR service: units of its tier, messages beyond a million for each unit and day. */
export const signalrService: ResourceType = {
  types: ['azurerm_signalr_service'],
  source: { url: 'https://azure.microsoft.com/pricing/details/signalr-service/', read: '2026-08-21' },
  usage: {
    monthly_additional_messages: {
      unit: 'messages',
      means: 'messages beyond those included, in a month',
      sizes: { small: 1000000, medium: 10000000, large: 100000000 },
    },
  },
  parts: [
    part('Service usage', (r) =>
      tierOf(r) === 'Free'
        ? undefined
        : priceRow(r, {
            name: `Service usage (${tierOf(r)})`,
            unit: 'units',
            quantity: r.number('sku.capacity', 1),
          }),
    ),
    part('Additional messages', (r) =>
      tierOf(r) === 'Free'
        ? undefined
        : priceRow(r, {
            name: `Additional messages (${tierOf(r)})`,
            unit: '1M messages',
            quantity: per(r.usage('monthly_additional_messages'), 1_000_000),
            usageBased: true,
          }),
    ),
  ],
};

/** `Premium_P1` is the tier `Premium`. */
function tierOf(r: ResourceReader): string {
  return r.text('sku.name', 'Free_F1').split('_')[0] ?? 'Free';
}
