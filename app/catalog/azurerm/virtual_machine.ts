import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { diskComponents } from './managed-disk-storage.ts';
import { machineRow, monthlyHours, ultraReservation } from './virtual-machine-usage.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/virtual-machines/linux/', read: '2026-08-21' };

/** A virtual machine with Linux or Windows: hours and its operating system's disk. */
export const virtualMachineBySystem: ResourceType = {
  types: ['azurerm_linux_virtual_machine', 'azurerm_windows_virtual_machine'],
  source: SOURCE,
  usage: {
    ...SPOT_USAGE,
    monthly_hrs: { unit: 'hours', means: 'hours a month the machine runs' },
    'os_disk.monthly_disk_operations': {
      unit: 'operations',
      means: 'operations on the system disk in a month',
      sizes: { small: 200000000, medium: 2000000000, large: 20000000000 },
    },
  },
  parts: [
    part('Instance usage', (r) =>
      machineRow(r, {
        size: r.text('size', ''),
        system: r.type.includes('windows') ? 'Windows' : 'Linux',
        ownLicence: hasOwnLicence(r),
        priority: r.text('priority'),
        hours: monthlyHours(r),
      }),
    ),
    part('Ultra disk reservation', (r) =>
      r.flag('additional_capabilities.ultra_ssd_enabled') ? ultraReservation(r) : undefined,
    ),
    part('os_disk', (r) => {
      const disk = r.block('os_disk');
      return disk
        ? diskComponents(r, {
            storageType: disk.text('storage_account_type', 'Standard_LRS'),
            sizeGiB: disk.number('disk_size_gb'),
            iops: disk.number('disk_iops_read_write'),
            throughputMBps: disk.number('disk_mbps_read_write'),
            path: ['os_disk'],
            operations: r.usage('os_disk.monthly_disk_operations'),
          })
        : undefined;
    }),
  ],
};

/** The older type that holds both systems and all disks. */
export const virtualMachine: ResourceType = {
  types: ['azurerm_virtual_machine'],
  source: SOURCE,
  usage: {
    ...SPOT_USAGE,
    monthly_hrs: { unit: 'hours', means: 'hours a month the machine runs' },
    'storage_os_disk.monthly_disk_operations': {
      unit: 'operations',
      means: 'operations on the system disk in a month',
      sizes: { small: 200000000, medium: 2000000000, large: 20000000000 },
    },
    'storage_data_disk.monthly_disk_operations': {
      unit: 'operations',
      means: 'operations on each data disk in a month',
      sizes: { small: 5000000, medium: 50000000, large: 500000000 },
    },
  },
  parts: [
    part('Instance usage', (r) =>
      machineRow(r, {
        size: r.text('vm_size', ''),
        system: systemOf(r),
        ownLicence: hasOwnLicence(r),
        hours: monthlyHours(r),
      }),
    ),
    part('Ultra disk reservation', ultraReservation),
    part('storage_os_disk', (r) => legacyDisks(r, 'storage_os_disk')),
    part('storage_data_disk', (r) => legacyDisks(r, 'storage_data_disk')),
  ],
};

/** True where the licence is brought along (`Windows_Client`, `Windows_Server`). */
export function hasOwnLicence(r: ResourceReader): boolean {
  return /^windows_(client|server)$/i.test(r.text('license_type', ''));
}

/** The system of the older type: what its image or its disk says. */
function systemOf(r: ResourceReader): 'Linux' | 'Windows' {
  if (r.text('storage_os_disk.os_type')?.toLowerCase() === 'windows') return 'Windows';
  return r.text('storage_image_reference.offer') === 'WindowsServer' ? 'Windows' : 'Linux';
}

/** A disk that is attached is billed as the resource it is, so its block is not billed again. */
function legacyDisks(r: ResourceReader, name: 'storage_os_disk' | 'storage_data_disk'): readonly Component[] {
  return r.blocks(name).flatMap((block, index) => {
    const attached = r.related(`${name}.${index}.managed_disk_id`);
    if (attached.some((disk) => disk.type === 'azurerm_managed_disk')) return [];
    return diskComponents(r, {
      storageType: block.text('managed_disk_type', 'Standard_LRS'),
      sizeGiB: block.number('disk_size_gb'),
      path: [name],
      operations: r.usage(`${name}.monthly_disk_operations`),
    });
  });
}
