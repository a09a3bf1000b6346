import { known } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { diskComponents } from './disk-components.ts';

/** A persistent disk or Hyperdisk, zonal or with a copy in a second zone. */
export const computeDisk: ResourceType = {
  types: ['google_compute_disk', 'google_compute_region_disk'],
  source: { url: 'https://cloud.google.com/compute/disks-image-pricing', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Provisioned storage', (r) =>
      diskComponents({
        region: r.region,
        diskType: r.text('type', 'pd-standard'),
        sizeGb: known(diskSizeGb(r)),
        iops: r.number('provisioned_iops'),
        kind: r.type === 'google_compute_region_disk' ? 'regional' : 'zonal',
      }),
    ),
  ],
};

/** The disk's own size, else that of the image, snapshot or disk it is made from, else 10 GB. */
export function diskSizeGb(r: ResourceReader, depth = 0): number {
  for (const attribute of ['size', 'disk_size_gb']) {
    const size = r.isWritten(attribute) ? r.number(attribute) : undefined;
    if (size !== undefined) return size;
  }
  const origins = ['image', 'snapshot', 'source_disk', 'source_image', 'source_snapshot'];
  for (const origin of depth < 5 ? origins.flatMap((path) => r.related(path)) : []) {
    return diskSizeGb(origin, depth + 1);
  }
  return 10;
}
