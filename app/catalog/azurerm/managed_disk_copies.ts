import { known, type Quantity } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/managed-disks/', read: '2026-08-21' };
const STORAGE = { unit: 'GB', means: 'size, where it is not that of the source' };

/** A copy of a disk. */
export const snapshot: ResourceType = {
  types: ['azurerm_snapshot'],
  source: SOURCE,
  usage: { storage_gb: STORAGE },
  parts: [
    part('Storage', (r) => {
      const source = ['source_uri', 'source_resource_id'].flatMap((path) => r.related(path))[0];
      const size = r.number('disk_size_gb') ?? source?.number('disk_size_gb');
      return storage(r, size === undefined ? { state: 'usage', key: 'storage_gb' } : known(size));
    }),
  ],
};

/** An image: the disks it was made of. */
export const image: ResourceType = {
  types: ['azurerm_image'],
  source: SOURCE,
  usage: { storage_gb: STORAGE },
  parts: [
    part('Storage', (r) => {
      const machine = r.related('source_virtual_machine_id')[0];
      return storage(r, known(machine ? machineGB(machine) : imageGB(r)));
    }),
  ],
};

function storage(r: ResourceReader, size: Quantity): Component {
  const stated = r.usage('storage_gb');
  return priceRow(r, {
    name: 'Storage',
    unit: 'GB',
    quantity: stated.state === 'known' ? stated : size,
    listed: {
      service: 'managed-disks',
      family: 'standard-hdd-managed-disks',
      key: 'snapshots-lrs',
      attributes: { meter: 'LRS Snapshots' },
    },
    examples: [{ type: 'azurerm_image' }],
  });
}

/** The system disk takes 128 GB unless it says otherwise; data disks what they say or the disk they attach. */
function machineGB(machine: ResourceReader): number {
  const system = machine.block('storage_os_disk') ?? machine.block('os_disk');
  const data = machine.blocks('storage_data_disk').map((disk) => disk.number('disk_size_gb', 0));
  return (system?.number('disk_size_gb') ?? 128) + data.reduce((sum, size) => sum + size, 0);
}

function imageGB(r: ResourceReader): number {
  const system = r.block('os_disk');
  const first = system ? diskGB(r, { block: system, path: 'os_disk.0.managed_disk_id' }) : 0;
  return r
    .blocks('data_disk')
    .map((block, index) => diskGB(r, { block, path: `data_disk.${index}.managed_disk_id` }))
    .reduce((sum, size) => sum + size, first);
}

function diskGB(r: ResourceReader, at: { readonly block: BlockReader; readonly path: string }): number {
  const size = at.block.number('size_gb') ?? r.related(at.path)[0]?.number('disk_size_gb');
  return size ?? r.unknown(at.path, 'the size of the disk stands neither here nor with the disk');
}
