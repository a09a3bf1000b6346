import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { volumeRows } from './ebs-storage.ts';
import { usageKey } from './usage-key.ts';

/** EBS volumes. */
export const ebsVolume: ResourceType = {
  types: ['aws_ebs_volume'],
  source: { url: 'https://aws.amazon.com/ebs/pricing/', read: '2026-08-21' },
  usage: { monthly_standard_io_requests: usageKey('requests', 'I/O requests to a magnetic volume', 200_000_000) },
  parts: [
    part('Storage', (r) =>
      volumeRows(
        {
          type: r.text('type') || 'gp2',
          sizeGB: r.number('size') || sizeOfSnapshot(r),
          iops: r.number('iops') ?? 0,
          throughput: r.number('throughput') ?? 0,
        },
        r,
      ),
    ),
  ],
};

/** A volume without a size is as large as its snapshot's volume; 8 GB where that is not known. */
function sizeOfSnapshot(r: ResourceReader): number {
  const snapshot = r.related('snapshot_id')[0];
  return snapshot?.related('volume_id')[0]?.number('size') ?? 8;
}
