import { part, type ResourceType } from '../resource-type.ts';
import { diskComponents } from './managed-disk-storage.ts';

/** A managed disk: its size, and for standard disks its operations. */
export const managedDisk: ResourceType = {
  types: ['azurerm_managed_disk'],
  source: { url: 'https://azure.microsoft.com/pricing/details/managed-disks/', read: '2026-08-21' },
  usage: {
    monthly_disk_operations: {
      unit: 'operations',
      means: 'disk operations (I/O units of 256 KiB) in a month',
      sizes: { small: 20000000, medium: 200000000, large: 2000000000 },
    },
  },
  parts: [
    part('Storage', (r) =>
      diskComponents(r, {
        storageType: r.text('storage_account_type', 'Standard_LRS'),
        sizeGiB: r.number('disk_size_gb'),
        iops: r.number('disk_iops_read_write'),
        throughputMBps: r.number('disk_mbps_read_write'),
        operations: r.usage('monthly_disk_operations'),
      }),
    ),
  ],
};
