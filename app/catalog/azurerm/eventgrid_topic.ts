import { Decimal } from '#app/measure/decimal.ts';
import { combine, less } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A topic: operations beyond the 100,000 that are free, in whole hundred thousands. */
export const eventGridTopic: ResourceType = {
  types: ['azurerm_eventgrid_topic', 'azurerm_eventgrid_system_topic'],
  source: { url: 'https://azure.microsoft.com/pricing/details/event-grid/', read: '2026-08-21' },
  usage: {
    monthly_operations: {
      unit: 'operations',
      means: 'operations in a month, of which 100,000 are free',
      sizes: { small: 166500, medium: 1665000, large: 16650000 },
    },
  },
  parts: [
    part('Operations', (r) => {
      const billed = less(r.usage('monthly_operations'), 100_000);
      return priceRow(r, {
        name: 'Operations',
        unit: '100k operations',
        quantity: combine(billed, 100_000, (a, b) => a.dividedBy(b).toDecimalPlaces(0, Decimal.ROUND_UP)),
        usageBased: true,
        examples: [{ type: 'azurerm_eventgrid_topic' }],
      });
    }),
  ],
};
