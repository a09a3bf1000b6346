import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A plan against floods: hours, and resources beyond the hundred that are included. */
export const ddosProtectionPlan: ResourceType = {
  types: ['azurerm_network_ddos_protection_plan'],
  source: { url: 'https://azure.microsoft.com/pricing/details/ddos-protection/', read: '2026-08-21' },
  usage: {
    overage_amount: {
      unit: 'resources',
      means: 'protected resources beyond the hundred that are included',
      sizes: { small: 1, medium: 10, large: 100 },
    },
  },
  parts: [
    part('DDoS Protection Plan', (r) =>
      priceRow(r, { name: 'DDoS Protection Plan', unit: 'hours', quantity: HOURS_PER_MONTH, global: 'westeurope' }),
    ),
    part('Overage charges', (r) => {
      const quantity = r.usage('overage_amount');
      const several = quantity.state === 'known' && !quantity.value.equals(1);
      return priceRow(r, {
        name: 'Overage charges',
        unit: several ? 'resources' : 'resource',
        quantity,
        usageBased: true,
        global: 'westeurope',
      });
    }),
  ],
};
