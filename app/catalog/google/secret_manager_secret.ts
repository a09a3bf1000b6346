import { per, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** A secret: its versions in each location, beyond the free six, access and rotations; one price in the world. */
export const secretManagerSecret: ResourceType = {
  types: ['google_secret_manager_secret'],
  source: { url: 'https://cloud.google.com/secret-manager/pricing', read: '2026-08-21' },
  usage: {
    active_secret_versions: { unit: 'versions', means: 'active versions, where none is defined as a resource' },
    monthly_access_operations: { unit: 'operations', means: 'accesses in a month', sizes: sizesAround(2_000_000) },
    monthly_rotation_notifications: {
      unit: 'rotations',
      means: 'rotation notices in a month',
      sizes: sizesAround(140),
    },
  },
  parts: [
    part('Active secret versions', (r) => ({
      name: 'Active secret versions',
      unit: 'versions',
      quantity: times(r.usage('active_secret_versions'), replicationLocations(r)),
      price: examplePrice('Active secret versions', { type: 'google_secret_manager_secret' }),
      usageBased: true,
    })),
    part('Access operations', (r) => ({
      name: 'Access operations',
      unit: '10K requests',
      quantity: per(r.usage('monthly_access_operations'), 10_000),
      price: examplePrice('Access operations', { type: 'google_secret_manager_secret' }),
      priceUnitsPerUnit: 10_000,
      usageBased: true,
    })),
    part('Rotation notifications', (r) => ({
      name: 'Rotation notifications',
      unit: 'rotations',
      quantity: r.usage('monthly_rotation_notifications'),
      price: examplePrice('Rotation notifications', { type: 'google_secret_manager_secret' }),
      usageBased: true,
    })),
  ],
};

/** A version is billed in each location that the user lists; automatic replication counts as one. */
export function replicationLocations(secret: ResourceReader): number {
  return secret.blocks('replication.user_managed.replicas').length || 1;
}
