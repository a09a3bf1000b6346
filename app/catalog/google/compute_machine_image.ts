import { part, type ResourceType } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';

/** A machine image: the storage it takes. */
export const computeMachineImage: ResourceType = {
  types: ['google_compute_machine_image'],
  source: { url: 'https://cloud.google.com/compute/disks-image-pricing#machineimages', read: '2026-08-21' },
  usage: { storage_gb: { unit: 'GB', means: 'size of the machine image' } },
  parts: [
    part('Storage', (r) => ({
      name: 'Storage',
      unit: 'GB',
      quantity: r.usage('storage_gb'),
      price: examplePrice('Storage', { type: 'google_compute_machine_image', region: r.region }),
      usageBased: true,
    })),
  ],
};
