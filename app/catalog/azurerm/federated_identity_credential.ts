import { less } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** Users of an external identity beyond the first 50,000, which are free. */
export const federatedIdentityCredential: ResourceType = {
  types: ['azurerm_federated_identity_credential'],
  source: {
    url: 'https://azure.microsoft.com/pricing/details/active-directory-external-identities/',
    read: '2026-08-21',
  },
  usage: {
    monthly_active_p1_users: {
      unit: 'users',
      means: 'users with Premium P1 who sign in in a month',
      sizes: { small: 5307.5, medium: 53075, large: 530750 },
    },
    monthly_active_p2_users: { unit: 'users', means: 'users with Premium P2 who sign in in a month' },
  },
  parts: ['P1', 'P2'].map((plan) =>
    part(`Active users (${plan})`, (r) =>
      priceRow(r, {
        name: `Active users (${plan})`,
        unit: 'users',
        quantity: less(r.usage(`monthly_active_${plan.toLowerCase()}_users`), 50_000),
        usageBased: true,
        // The same in every region.
        examples: [{ region: 'westeurope' }],
      }),
    ),
  ),
};
