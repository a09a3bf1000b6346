import { known } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { diskSizeGb } from './compute_disk.ts';

/** A disk snapshot: the storage it takes, at most the size of its disk. */
export const computeSnapshot: ResourceType = {
  types: ['google_compute_snapshot'],
  source: { url: 'https://cloud.google.com/compute/disks-image-pricing#disk-snapshots', read: '2026-08-21' },
  usage: { storage_gb: { unit: 'GB', means: 'data in the snapshot; the size of its disk when not given' } },
  parts: [
    part('Storage', (r) => {
      const stated = r.usage('storage_gb');
      const [disk] = r.related('source_disk');
      return {
        name: 'Storage',
        unit: 'GB',
        quantity: stated.state === 'known' || !disk ? stated : known(diskSizeGb(disk)),
        price: {
          provider: 'google',
          service: 'compute-engine',
          family: 'snapshot',
          key: 'snapshot',
          region: r.region,
          attributes: { type: 'pd-snapshot' },
        },
        usageBased: true,
      };
    }),
  ],
};
