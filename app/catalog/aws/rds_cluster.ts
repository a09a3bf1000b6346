import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { known, less, plus, type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { type Engine, engineOf, instanceQuery } from './rds-engine.ts';
import { rdsPrice, sharesOf } from './rds-price-list.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** I/O-Optimized storage has no charge for I/O and costs 2.25 times as much: https://aws.amazon.com/rds/aurora/pricing/ */
const IO_OPTIMIZED = 2.25;

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

/** Aurora clusters: storage, I/O, backups. Their instances are billed as instances. */
export const rdsCluster: ResourceType = {
  types: ['aws_rds_cluster'],
  source: { url: 'https://aws.amazon.com/rds/aurora/pricing/', read: '2026-08-21' },
  usage: {
    capacity_units_per_hr: usageKey('ACU', 'Capacity units of a serverless cluster on average', 0.5),
    storage_gb: usageKey('GB', 'Data', 100),
    write_requests_per_sec: usageKey('requests per second', 'Writes', 9),
    read_requests_per_sec: usageKey('requests per second', 'Reads', 9),
    backup_snapshot_size_gb: usageKey('GB', 'Size of one backup', 119),
    average_statements_per_hr: usageKey('statements per hour', 'Statements that backtrack records', 5000),
    change_records_per_statement: usageKey('records', 'Change records of a statement'),
    backtrack_window_hrs: usageKey('hours', 'How far back one may go'),
    snapshot_export_size_gb: usageKey('GB', 'Snapshots exported to S3', 1000),
  },
  parts: [
    part('Database instances', (r) => clusterInstances(r)),
    part('Aurora serverless', (r) => {
      if (!isServerless(r)) return [];
      return metered('Aurora serverless', {
        unit: 'ACU-hours',
        quantity: times(r.usage('capacity_units_per_hr'), HOURS_PER_MONTH),
        ...rdsPrice('aws_rds_cluster/Aurora serverless', r),
      });
    }),
    part('Storage', (r) => {
      if (!engine(r).isAurora) return [];
      const quantity = r.usage('storage_gb');
      const prices = rdsPrice('aws_rds_cluster/Storage', r);
      if (!isOptimized(r)) return metered('Storage', { unit: 'GB', quantity, ...prices });
      return sharesOf(prices, {
        share: IO_OPTIMIZED,
        row: (price) => metered('Storage (I/O-optimized)', { unit: 'GB', quantity, price }),
      });
    }),
    part('I/O requests', (r) => {
      // I/O-Optimized clusters pay nothing for I/O: https://aws.amazon.com/rds/aurora/pricing/
      if (!engine(r).isAurora || isOptimized(r)) return [];
      return metered('I/O requests', {
        unit: '1M requests',
        quantity: times(sumOfStated(['write_requests_per_sec', 'read_requests_per_sec'], r), SECONDS_PER_MONTH),
        ...rdsPrice('aws_rds_cluster/I/O requests', r),
        per: 1_000_000,
      });
    }),
    part('Backup storage', (r) => {
      const days = r.number('backup_retention_period') ?? 1;
      if (!engine(r).isAurora || days <= 1) return [];
      const size = r.usage('backup_snapshot_size_gb');
      return metered('Backup storage', {
        unit: 'GB',
        // One day of backups is free.
        quantity: less(times(size, days), size),
        ...rdsPrice('aws_rds_cluster/Backup storage', r),
      });
    }),
    part('Backtrack', (r) => {
      if (engine(r).engine !== 'aurora-mysql' || isServerless(r)) return [];
      const statements = times(r.usage('average_statements_per_hr'), HOURS_PER_MONTH);
      const records = times(r.usage('change_records_per_statement'), r.usage('backtrack_window_hrs'));
      const rows = metered('Backtrack', {
        unit: '1M change-records',
        quantity: times(statements, records),
        ...rdsPrice('aws_rds_cluster/Backtrack', r),
        per: 1_000_000,
      });
      return { ...rows, onlyIfPriced: true };
    }),
    part('Snapshot export', (r) =>
      engine(r).isAurora
        ? metered('Snapshot export', {
            unit: 'GB',
            quantity: r.usage('snapshot_export_size_gb'),
            isRare: true,
            ...rdsPrice('aws_rds_cluster/Snapshot export', r),
          })
        : [],
    ),
  ],
};

function engine(r: ResourceReader): Engine {
  return engineOf(r.text('engine') || 'aurora', undefined);
}

function isServerless(r: ResourceReader): boolean {
  return r.text('engine_mode') === 'serverless';
}

function isOptimized(r: ResourceReader): boolean {
  return r.text('storage_type') === 'aurora-iopt1';
}

/** A Multi-AZ cluster of MySQL or PostgreSQL: one price for the writer and its two readable standbys. */
function clusterInstances(r: ResourceReader): readonly Component[] {
  const instanceClass = r.text('db_cluster_instance_class');
  if (engine(r).isAurora || !instanceClass) return [];
  const price = instanceQuery({ engine: engine(r), instanceClass, deployment: 'multi-az-readable' }, r);
  return [hourly(`Database instance (on-demand, Multi-AZ readable, ${instanceClass})`, { price })];
}

function sumOfStated(keys: readonly string[], r: ResourceReader): Quantity {
  const quantities = keys.map((key) => r.usage(key));
  const stated = quantities.filter((quantity) => quantity.state === 'known');
  return stated.length > 0 ? stated.reduce<Quantity>((sum, each) => plus(sum, each), known(0)) : r.usage(keys[0] ?? '');
}
