import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** DocumentDB clusters and snapshots: backups beyond a day. */
export const docdbCluster: ResourceType = {
  types: ['aws_docdb_cluster', 'aws_docdb_cluster_snapshot'],
  source: { url: 'https://aws.amazon.com/documentdb/pricing/', read: '2026-08-21' },
  usage: { backup_storage_gb: usageKey('GB', 'Backups', 476) },
  parts: [
    part('Backup storage', (r) => {
      const cluster = r.type === 'aws_docdb_cluster';
      if (cluster && (r.number('backup_retention_period') ?? 1) <= 1) return [];
      return metered('Backup storage', {
        unit: 'GB',
        quantity: r.usage('backup_storage_gb'),
        price: exampleOf('aws_docdb_cluster_snapshot/Backup storage', r),
      });
    }),
  ],
};
