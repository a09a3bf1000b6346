import { known, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { diskSizeGb } from './compute_disk.ts';
import { examplePrice } from './example-price.ts';

/** A custom image: the storage it takes. */
export const computeImage: ResourceType = {
  types: ['google_compute_image'],
  source: { url: 'https://cloud.google.com/compute/disks-image-pricing#imagestorage', read: '2026-08-21' },
  usage: { storage_gb: { unit: 'GB', means: 'size of the image; that of its source disk when not given' } },
  parts: [
    part('Storage', (r) => ({
      name: 'Storage',
      unit: 'GB',
      quantity: imageSize(r),
      price: examplePrice('Storage', { type: 'google_compute_image', region: r.region }),
      usageBased: true,
    })),
  ],
};

/** What the user states, else the size of the disk, image or snapshot it is made from. */
function imageSize(r: ResourceReader): Quantity {
  const stated = r.usage('storage_gb');
  if (stated.state === 'known') return stated;
  const sources = ['source_disk', 'source_image', 'source_snapshot'];
  const hasSize = r.has('disk_size_gb') || sources.some((path) => r.related(path).length > 0);
  return hasSize ? known(diskSizeGb(r)) : stated;
}
