import { less, per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** MB/s of throughput that each GB of stored data brings along, as 1 for every 20 GB. */
const GB_FOR_ONE_MBPS = 20;

/** Elastic file systems. */
export const efsFileSystem: ResourceType = {
  types: ['aws_efs_file_system'],
  source: { url: 'https://aws.amazon.com/efs/pricing/', read: '2026-08-21' },
  usage: {
    storage_gb: usageKey('GB', 'Data in the standard class', 62),
    infrequent_access_storage_gb: usageKey('GB', 'Data in the infrequent access class', 751),
    monthly_infrequent_access_read_gb: usageKey('GB', 'Data read from infrequent access', 1000),
    monthly_infrequent_access_write_gb: usageKey('GB', 'Data written to infrequent access', 1000),
  },
  parts: [
    part('Storage', (r) => {
      const zone = r.has('availability_zone_name');
      return metered(`Storage (${zone ? 'one zone' : 'standard'})`, {
        unit: 'GB',
        quantity: r.usage('storage_gb'),
        price: priceOf(`efs/storage/${zone ? 'onezone' : 'standard'}`, r),
      });
    }),
    part('Provisioned throughput', (r) => {
      const provisioned = r.number('provisioned_throughput_in_mibps');
      if (provisioned === undefined) return [];
      const included = per(r.usage('storage_gb', 0), GB_FOR_ONE_MBPS);
      return row('Provisioned throughput', {
        unit: 'MBps',
        quantity: less(provisioned, included),
        price: priceOf('efs/throughput/provisioned', r),
      });
    }),
    part('Infrequent access', (r) => (r.has('lifecycle_policy') ? infrequentRows(r) : [])),
  ],
};

function infrequentRows(r: ResourceReader): readonly Component[] {
  const zone = r.has('availability_zone_name');
  return [
    metered(`Storage (${zone ? 'one zone' : 'standard'}, infrequent access)`, {
      unit: 'GB',
      quantity: r.usage('infrequent_access_storage_gb'),
      price: priceOf(`efs/storage/${zone ? 'onezone-ia' : 'ia'}`, r),
    }),
    metered('Read requests (infrequent access)', {
      unit: 'GB',
      quantity: r.usage('monthly_infrequent_access_read_gb'),
      price: priceOf('efs/ia-access/read', r),
    }),
    metered('Write requests (infrequent access)', {
      unit: 'GB',
      quantity: r.usage('monthly_infrequent_access_write_gb'),
      price: priceOf('efs/ia-access/write', r),
    }),
  ];
}
