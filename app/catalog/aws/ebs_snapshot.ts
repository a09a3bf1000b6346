import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** EBS snapshots and their copies. */
export const ebsSnapshot: ResourceType = {
  types: ['aws_ebs_snapshot', 'aws_ebs_snapshot_copy'],
  source: { url: 'https://aws.amazon.com/ebs/pricing/', read: '2026-08-21' },
  usage: {
    monthly_list_block_requests: usageKey('requests', 'ListChangedBlocks and ListSnapshotBlocks requests', 16_666_666),
    monthly_get_block_requests: usageKey('units', 'GetSnapshotBlock units of 512 KiB', 3_333_333),
    monthly_put_block_requests: usageKey('units', 'PutSnapshotBlock units of 512 KiB', 1_666_666),
    fast_snapshot_restore_hours: usageKey('DSU-hours', 'Hours of fast snapshot restore, for each zone', 13),
  },
  parts: [
    part('EBS snapshot storage', (r) => ({
      ...row('EBS snapshot storage', {
        unit: 'GB',
        // A snapshot holds at most what its volume does; later ones of it hold only what changed.
        quantity: volumeSize(r),
        price: priceOf('ebs/snapshot/standard', r),
      }),
      usageBased: true,
    })),
    part('Fast snapshot restore', (r) =>
      isCopy(r)
        ? []
        : metered('Fast snapshot restore', {
            unit: 'DSU-hours',
            // Guarded by its own key, not by the put-block key as in the program we are compatible with.
            quantity: r.usage('fast_snapshot_restore_hours'),
            price: priceOf('ebs/fast-snapshot-restore/fsr', r),
          }),
    ),
    part('EBS direct API requests', (r) => (isCopy(r) ? [] : requestRows(r))),
  ],
};

function requestRows(r: ResourceReader): readonly Component[] {
  const requests: readonly (readonly [string, string, string])[] = [
    ['ListChangedBlocks & ListSnapshotBlocks API requests', '1k requests', 'monthly_list_block_requests'],
    ['GetSnapshotBlock API requests', '1k SnapshotAPIUnits', 'monthly_get_block_requests'],
    ['PutSnapshotBlock API requests', '1k SnapshotAPIUnits', 'monthly_put_block_requests'],
  ];
  return requests.map(([name, unit, key]) =>
    metered(name, {
      unit,
      quantity: r.usage(key),
      price: exampleOf(`aws_ebs_snapshot/${name}`, r),
      per: 1000,
      isRare: true,
    }),
  );
}

function isCopy(r: ResourceReader): boolean {
  return r.type === 'aws_ebs_snapshot_copy';
}

function volumeSize(r: ResourceReader): number {
  const snapshot = isCopy(r) ? r.related('source_snapshot_id')[0] : r;
  return snapshot?.related('volume_id')[0]?.number('size') ?? 8;
}
