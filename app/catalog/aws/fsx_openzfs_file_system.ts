import { known, less, per, times } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** IOPS that come with each GB of storage: https://aws.amazon.com/fsx/openzfs/pricing/ */
const IOPS_PER_GB = 3;

/** A file system that is restored from a backup states no size: it has the backup's. */
const OF_BACKUP = 'a file system that is restored is as large as its backup';

/** FSx for OpenZFS. */
export const fsxOpenzfsFileSystem: ResourceType = {
  types: ['aws_fsx_openzfs_file_system'],
  source: { url: 'https://aws.amazon.com/fsx/openzfs/pricing/', read: '2026-08-21' },
  usage: {
    backup_storage_gb: usageKey('GB', 'Backups', 200),
    compression_savings_percent: usageKey('percent', 'What compression saves, 50 unless stated'),
  },
  parts: [
    part('Throughput capacity', (r) =>
      row('Throughput capacity', {
        unit: 'MBps',
        quantity: r.number('throughput_capacity') ?? r.unknown('throughput_capacity', 'it is not stated'),
        price: priceFor('Throughput capacity', r),
      }),
    ),
    part('Provisioned IOPS', (r) => {
      if (r.text('disk_iops_configuration.mode') !== 'USER_PROVISIONED') return [];
      const included = IOPS_PER_GB * (r.number('storage_capacity') ?? r.unknown('storage_capacity', OF_BACKUP));
      return row('Provisioned IOPS', {
        unit: 'IOPS',
        quantity: Math.max(0, (r.number('disk_iops_configuration.iops') ?? 0) - included),
        price: priceFor('Provisioned IOPS', r),
      });
    }),
    part('SSD storage', (r) => {
      const algorithm = r.text('root_volume_configuration.data_compression_type', 'NONE');
      const size = known(r.number('storage_capacity') ?? r.unknown('storage_capacity', OF_BACKUP));
      if (algorithm === 'NONE')
        return row('SSD storage', { unit: 'GB', quantity: size, price: priceFor('SSD storage', r) });
      const saved = r.usage('compression_savings_percent', 50);
      return row(`SSD storage (${algorithm} compression, ${saved.value.toString()}%)`, {
        unit: 'GB',
        quantity: per(times(size, less(100, saved)), 100),
        price: priceFor('SSD storage', r),
      });
    }),
    part('Backup storage', (r) =>
      metered('Backup storage', {
        unit: 'GB',
        quantity: r.usage('backup_storage_gb'),
        price: priceFor('Backup storage', r),
      }),
    ),
  ],
};

function priceFor(name: string, r: ResourceReader): PriceQuery {
  return exampleOf(`aws_fsx_openzfs_file_system/${name}`, r);
}
