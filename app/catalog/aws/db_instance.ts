import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { databaseRows } from './database-rows.ts';
import { extendedSupportRows } from './extended-support.ts';
import { type Engine, engineOf } from './rds-engine.ts';
import { creditRows, insightRows, rdsExtraUsage } from './rds-extras.ts';
import { rdsPrice } from './rds-price-list.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Default sizes in GB, where the configuration states none. */
const DEFAULT_SIZE = 20;
const DEFAULT_IO1_SIZE = 100;

/** RDS instances. */
export const dbInstance: ResourceType = {
  types: ['aws_db_instance'],
  source: { url: 'https://aws.amazon.com/rds/pricing/', read: '2026-08-21' },
  usage: {
    monthly_standard_io_requests: usageKey('requests', 'I/O requests to magnetic storage', 100_000_000),
    additional_backup_storage_gb: usageKey('GB', 'Backups beyond the size of the database', 476),
    ...rdsExtraUsage,
  },
  parts: [
    part('Database instance', (r) => {
      const iops = fromSource('iops', r)?.number('iops') ?? 0;
      const type = fromSource('storage_type', r)?.text('storage_type') || (iops > 0 ? 'io1' : 'gp2');
      const size = fromSource('allocated_storage', r)?.number('allocated_storage');
      return databaseRows(
        {
          engine: engine(r),
          instanceClass: instanceClass(r),
          multiAz: r.flag('multi_az') ? 'multi-az' : 'single-az',
          type,
          sizeGB: type === 'io1' ? Math.max(size ?? 0, DEFAULT_IO1_SIZE) : (size ?? DEFAULT_SIZE),
          iops,
          throughput: r.number('storage_throughput') ?? 0,
          requests: r.usage('monthly_standard_io_requests'),
          path: [],
        },
        r,
      );
    }),
    part('Additional backup storage', (r) => {
      const quantity = r.usage('additional_backup_storage_gb');
      if ((r.number('backup_retention_period') ?? 0) <= 0 && quantity.state !== 'known') return [];
      return backupRow(quantity, r);
    }),
    part('Performance Insights', (r) => insightRows({ instanceClass: instanceClass(r) }, r)),
    part('CPU credits', (r) => creditRows(instanceClass(r), r)),
    part('Extended support', (r) =>
      extendedSupportRows({ engine: engine(r).engine, version: version(r), instanceClass: instanceClass(r) }, r),
    ),
  ],
};

function backupRow(quantity: Quantity, r: ResourceReader): Component {
  const attributes = { engine: r.text('engine', 'mysql') };
  return metered('Additional backup storage', {
    unit: 'GB',
    quantity,
    ...rdsPrice('aws_db_instance/Additional backup storage', { region: r.region, attributes }),
  });
}

/** A replica is like what it replicates, unless it says otherwise. */
function fromSource(path: string, r: ResourceReader): ResourceReader | undefined {
  return r.has(path) ? r : r.related('replicate_source_db')[0];
}

function engine(r: ResourceReader): Engine {
  const own = fromSource('engine', r);
  return engineOf(own?.text('engine') ?? 'mysql', fromSource('license_model', r)?.text('license_model'));
}

function version(r: ResourceReader): string {
  return fromSource('engine_version', r)?.text('engine_version') ?? '';
}

function instanceClass(r: ResourceReader): string {
  return r.text('instance_class', '');
}
