import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Neptune snapshots; those of a cluster that keeps a single day are within what is free. */
export const neptuneClusterSnapshot: ResourceType = {
  types: ['aws_neptune_cluster_snapshot'],
  source: { url: 'https://aws.amazon.com/neptune/pricing/', read: '2026-08-21' },
  usage: { backup_storage_gb: usageKey('GB', 'Backups', 454) },
  parts: [
    part('Backup storage', (r) => {
      const cluster = r.related('db_cluster_identifier')[0];
      if (cluster && (cluster.number('backup_retention_period') ?? 1) <= 1) return [];
      return metered('Backup storage', {
        unit: 'GB',
        quantity: r.usage('backup_storage_gb'),
        price: exampleOf('aws_neptune_cluster_snapshot/Backup storage', r),
      });
    }),
  ],
};
