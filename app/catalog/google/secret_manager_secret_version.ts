import { per } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';
import { replicationLocations } from './secret_manager_secret.ts';

/** A version of a secret, in each of the secret's locations, and access to it; one price in the world. */
export const secretManagerSecretVersion: ResourceType = {
  types: ['google_secret_manager_secret_version'],
  source: { url: 'https://cloud.google.com/secret-manager/pricing', read: '2026-08-21' },
  usage: {
    monthly_access_operations: { unit: 'operations', means: 'accesses in a month', sizes: sizesAround(2_000_000) },
  },
  parts: [
    part('Active secret versions', (r) => {
      const [secret] = r.related('secret');
      return {
        name: 'Active secret versions',
        unit: 'versions',
        quantity: secret ? replicationLocations(secret) : 1,
        price: examplePrice('Active secret versions', { type: 'google_secret_manager_secret' }),
      };
    }),
    part('Access operations', (r) => ({
      name: 'Access operations',
      unit: '10K requests',
      quantity: per(r.usage('monthly_access_operations'), 10_000),
      price: examplePrice('Access operations', { type: 'google_secret_manager_secret' }),
      priceUnitsPerUnit: 10_000,
      usageBased: true,
    })),
  ],
};
