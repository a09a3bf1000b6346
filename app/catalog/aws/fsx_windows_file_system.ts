import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** A file system that is restored from a backup states no size: it has the backup's. */
const OF_BACKUP = 'a file system that is restored is as large as its backup';

/** FSx for Windows. */
export const fsxWindowsFileSystem: ResourceType = {
  types: ['aws_fsx_windows_file_system'],
  source: { url: 'https://aws.amazon.com/fsx/windows/pricing/', read: '2026-08-21' },
  usage: { backup_storage_gb: usageKey('GB', 'Backups', 200) },
  parts: [
    part('Throughput capacity', (r) =>
      row('Throughput capacity', {
        unit: 'MBps',
        quantity: r.number('throughput_capacity') ?? r.unknown('throughput_capacity', 'it is not stated'),
        price: priceFor('Throughput capacity', r),
      }),
    ),
    part('Storage', (r) => {
      const name = `${r.text('storage_type', 'SSD')} storage`;
      return row(name, {
        unit: 'GB',
        quantity: r.number('storage_capacity') ?? r.unknown('storage_capacity', OF_BACKUP),
        price: priceFor(name, r),
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
  return exampleOf(`aws_fsx_windows_file_system/${name}`, r);
}
