import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Neptune clusters: storage, I/O and backups beyond a day. */
export const neptuneCluster: ResourceType = {
  types: ['aws_neptune_cluster'],
  source: { url: 'https://aws.amazon.com/neptune/pricing/', read: '2026-08-21' },
  usage: {
    storage_gb: usageKey('GB', 'Data', 86),
    monthly_io_requests: usageKey('requests', 'I/O requests', 43_103_448),
    backup_storage_gb: usageKey('GB', 'Backups', 454),
  },
  parts: [
    part('Storage', (r) => {
      const rows = metered('Storage', {
        unit: 'GB',
        quantity: r.usage('storage_gb'),
        price: exampleOf('aws_neptune_cluster/Storage', r),
      });
      // I/O-Optimized storage costs 2.25 times as much: https://aws.amazon.com/neptune/pricing/
      return isOptimized(r) ? { ...rows, priceUnitsPerUnit: 2.25 } : rows;
    }),
    part('I/O requests', (r) =>
      isOptimized(r)
        ? []
        : metered('I/O requests', {
            unit: '1M request',
            quantity: r.usage('monthly_io_requests'),
            price: exampleOf('aws_neptune_cluster/I/O requests', r),
            per: 1_000_000,
          }),
    ),
    part('Backup storage', (r) =>
      (r.number('backup_retention_period') ?? 1) <= 1
        ? []
        : metered('Backup storage', {
            unit: 'GB',
            quantity: r.usage('backup_storage_gb'),
            price: exampleOf('aws_neptune_cluster/Backup storage', r),
          }),
    ),
  ],
};

function isOptimized(r: ResourceReader): boolean {
  return r.text('storage_type') === 'iopt1';
}
