import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { diskComponents } from './managed-disk-storage.ts';
import { hasOwnLicence } from './virtual_machine.ts';
import { machineRow, ultraReservation } from './virtual-machine-usage.ts';

const SOURCE = {
  url: 'https://azure.microsoft.com/pricing/details/virtual-machine-scale-sets/linux/',
  read: '2026-08-21',
};
const INSTANCES = { unit: 'machines', means: 'machines that run on average, where the set scales' };

/** A scale set with Linux or Windows: each machine and its operating system's disk. */
export const scaleSetBySystem: ResourceType = {
  types: ['azurerm_linux_virtual_machine_scale_set', 'azurerm_windows_virtual_machine_scale_set'],
  source: SOURCE,
  usage: {
    ...SPOT_USAGE,
    instances: INSTANCES,
    'os_disk.monthly_disk_operations': {
      unit: 'operations',
      means: 'operations on the system disks in a month',
      sizes: { small: 200000000, medium: 2000000000, large: 20000000000 },
    },
  },
  parts: [
    part('Instance usage', (r) =>
      machineRow(r, {
        size: r.text('sku', ''),
        system: r.type.includes('windows') ? 'Windows' : 'Linux',
        ownLicence: hasOwnLicence(r),
        priority: r.text('priority'),
        hours: times(r.usage('instances', r.number('instances', 1)), HOURS_PER_MONTH),
      }),
    ),
    part('Ultra disk reservation', (r) =>
      r.flag('additional_capabilities.ultra_ssd_enabled') ? ultraReservation(r) : undefined,
    ),
    part('os_disk', (r) => {
      const count = r.usage('instances', r.number('instances', 1));
      return diskComponents(r, {
        storageType: r.text('os_disk.storage_account_type', 'Standard_LRS'),
        sizeGiB: r.number('os_disk.disk_size_gb'),
        count,
        path: ['os_disk'],
        operations: r.usage('os_disk.monthly_disk_operations'),
      });
    }),
    part('data_disk', (r) =>
      r.blocks('data_disk').flatMap((disk, index) =>
        diskComponents(r, {
          storageType: disk.text('storage_account_type', 'Standard_LRS'),
          sizeGiB: disk.number('disk_size_gb'),
          count: r.usage('instances', r.number('instances', 1)),
          path: [`data_disk[${index}]`],
          operations: r.usage('data_disk.monthly_disk_operations'),
        }),
      ),
    ),
  ],
};

/** The older type for both systems. Each machine has its own licence, unless one is brought along, and its own disks. */
export const scaleSet: ResourceType = {
  types: ['azurerm_virtual_machine_scale_set'],
  source: SOURCE,
  usage: {
    ...SPOT_USAGE,
    instances: INSTANCES,
    'storage_profile_os_disk.monthly_disk_operations': {
      unit: 'operations',
      means: 'operations on the system disks',
      sizes: { small: 200000000, medium: 2000000000, large: 20000000000 },
    },
    'storage_profile_data_disk.monthly_disk_operations': {
      unit: 'operations',
      means: 'operations on the data disks',
      sizes: { small: 5000000, medium: 50000000, large: 500000000 },
    },
  },
  parts: [
    part('Instance usage', (r) =>
      machineRow(r, {
        size: r.text('sku.name', ''),
        system: systemOf(r),
        ownLicence: hasOwnLicence(r),
        priority: r.text('priority'),
        hours: times(machines(r), HOURS_PER_MONTH),
      }),
    ),
    part('storage_os_disk', (r) => disks(r, { block: 'storage_profile_os_disk', path: 'storage_os_disk' })),
    part('storage_data_disk', (r) => disks(r, { block: 'storage_profile_data_disk', path: 'storage_data_disk' })),
  ],
};

function machines(r: ResourceReader): Quantity {
  return r.usage('instances', r.number('sku.capacity', 1));
}

function systemOf(r: ResourceReader): 'Linux' | 'Windows' {
  if (r.has('os_profile_windows_config')) return 'Windows';
  if (r.text('storage_profile_os_disk.os_type')?.toLowerCase() === 'windows') return 'Windows';
  return r.text('storage_profile_image_reference.offer') === 'WindowsServer' ? 'Windows' : 'Linux';
}

function disks(r: ResourceReader, at: { readonly block: string; readonly path: string }): readonly Component[] {
  return r.blocks(at.block).flatMap((block) =>
    diskComponents(r, {
      storageType: block.text('managed_disk_type', 'Standard_LRS'),
      sizeGiB: block.number('disk_size_gb'),
      count: machines(r),
      path: [at.path],
      operations: r.usage(`${at.block}.monthly_disk_operations`),
    }),
  );
}
