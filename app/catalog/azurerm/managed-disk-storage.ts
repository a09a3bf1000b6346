import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { type ListedPrice, priceRow } from './price-row.ts';

/** One disk as a block or a resource of its own states it. */
export interface ManagedDisk {
  /** `Premium_LRS`, `StandardSSD_ZRS`, `UltraSSD_LRS`, … */
  readonly storageType: string;
  readonly sizeGiB: number | undefined;
  readonly iops?: number | undefined;
  readonly throughputMBps?: number | undefined;
  readonly path?: readonly string[];
  /** Disks of this kind. */
  readonly count?: Quantity | number;
  /** Operations in a month; only standard disks are billed for them. */
  readonly operations: Quantity;
}

/** Sizes that fixed disks are sold in; a disk is billed for the next larger. https://azure.microsoft.com/pricing/details/managed-disks/ */
const SIZES: Readonly<Record<'P' | 'E' | 'S', readonly (readonly [number, number])[]>> = {
  P: [[1, 4], [2, 8], [3, 16], ...sharedSizes()],
  E: [[1, 4], [2, 8], [3, 16], ...sharedSizes()],
  S: sharedSizes(),
};

function sharedSizes(): readonly (readonly [number, number])[] {
  return [
    [4, 32],
    [6, 64],
    [10, 128],
    [15, 256],
    [20, 512],
    [30, 1024],
    [40, 2048],
    [50, 4096],
    [60, 8192],
    [70, 16_384],
    [80, 32_767],
  ];
}

const FAMILIES = {
  Premium: { letter: 'P', family: 'premium-ssd-managed-disks' },
  StandardSSD: { letter: 'E', family: 'standard-ssd-managed-disks' },
  Standard: { letter: 'S', family: 'standard-hdd-managed-disks' },
} as const;

/** What a managed disk is billed for: a fixed size, or for ultra disks and Premium SSD v2 what is provisioned. */
export function diskComponents(r: ResourceReader, disk: ManagedDisk): readonly Component[] {
  const [kind = 'Standard', replication = 'LRS'] = disk.storageType.split('_');
  if (kind === 'UltraSSD') return ultraDisk(r, disk);
  if (kind === 'PremiumV2') return premiumDiskV2(r, disk);
  const { letter, family } = FAMILIES[kind === 'Premium' || kind === 'StandardSSD' ? kind : 'Standard'];
  const name = `${letter}${sizeNumber(letter, disk.sizeGiB ?? 30)}`;
  const path = disk.path ? { path: disk.path } : {};
  const price = (meter: string, perUnit: number): ListedPrice => ({
    service: 'managed-disks',
    family,
    key: `${name}-${replication}`.toLowerCase(),
    attributes: { meter: `${name} ${replication} ${meter}` },
    perUnit,
  });
  const storage = `Storage (${name}, ${replication})`;
  const rows = [
    priceRow(r, {
      name: storage,
      unit: 'months',
      quantity: disk.count ?? 1,
      ...path,
      listed: price('Disk', 1),
      examples: SEEN_DISKS.map(({ type, path }) => ({ type, name: `${path}${storage}` })),
    }),
  ];
  if (kind !== 'Premium') {
    rows.push(
      priceRow(r, {
        name: 'Disk operations',
        unit: '10k operations',
        quantity: per(disk.operations, 10_000),
        usageBased: true,
        ...path,
        listed: price('Disk Operations', 10_000),
        examples: operationExamples(kind === 'StandardSSD' ? 'StandardSSD_LRS' : 'Standard_LRS'),
      }),
    );
  }
  return rows;
}

/** Where examples show a disk. */
const SEEN_DISKS: readonly { readonly type: string; readonly path: string }[] = [
  { type: 'azurerm_managed_disk', path: '' },
  { type: 'azurerm_linux_virtual_machine', path: 'os_disk > ' },
  { type: 'azurerm_virtual_machine', path: 'storage_os_disk > ' },
  { type: 'azurerm_virtual_machine', path: 'storage_data_disk > ' },
  { type: 'azurerm_kubernetes_cluster', path: 'default_node_pool > os_disk > ' },
  { type: 'azurerm_kubernetes_cluster_node_pool', path: 'os_disk > ' },
];

function operationExamples(storageType: string) {
  const attributes = { storage_account_type: storageType };
  return [
    { type: 'azurerm_managed_disk', name: 'Disk operations', attributes },
    { type: 'azurerm_linux_virtual_machine', name: 'os_disk > Disk operations', attributes },
    { type: 'azurerm_windows_virtual_machine', name: 'os_disk > Disk operations', attributes },
  ];
}

function sizeNumber(letter: 'P' | 'E' | 'S', sizeGiB: number): number {
  return SIZES[letter].find(([, capacity]) => sizeGiB <= capacity)?.[0] ?? 80;
}

/** Ultra disks are sold in 4, 8, … 512 GiB, then in whole TiB. https://learn.microsoft.com/azure/virtual-machines/disks-types */
function ultraDisk(r: ResourceReader, disk: ManagedDisk): readonly Component[] {
  const asked = disk.sizeGiB ?? 1024;
  const sizeGiB = [4, 8, 16, 32, 64, 128, 256, 512].find((size) => asked <= size) ?? Math.ceil(asked / 1024) * 1024;
  const row = provisioned(r, { disk, family: 'ultra-disks', key: 'ultra-lrs', meter: 'Ultra LRS' });
  return [
    row({ name: `Storage (ultra, ${sizeGiB} GiB)`, unit: 'GiB', quantity: sizeGiB, meter: 'Provisioned Capacity' }),
    row({ name: 'Provisioned IOPS', unit: 'IOPS', quantity: disk.iops ?? 2048, meter: 'Provisioned IOPS' }),
    row({
      name: 'Throughput',
      unit: 'MB/s',
      quantity: disk.throughputMBps ?? 8,
      meter: 'Provisioned Throughput (MBps)',
    }),
  ];
}

/** Premium SSD v2 includes 3,000 IOPS and 125 MB/s. https://azure.microsoft.com/pricing/details/managed-disks/ */
function premiumDiskV2(r: ResourceReader, disk: ManagedDisk): readonly Component[] {
  const sizeGiB = disk.sizeGiB ?? 1024;
  const row = provisioned(r, { disk, family: 'azure-premium-ssd-v2', key: 'premium-lrs', meter: 'Premium LRS' });
  const iops = Math.max(0, (disk.iops ?? 3000) - 3000);
  const throughput = Math.max(0, (disk.throughputMBps ?? 125) - 125);
  const rows = [
    row({
      name: `Storage (Premium SSD v2, ${sizeGiB} GiB)`,
      unit: 'GiB',
      quantity: sizeGiB,
      meter: 'Provisioned Capacity',
    }),
  ];
  if (iops > 0) rows.push(row({ name: 'Provisioned IOPS', unit: 'IOPS', quantity: iops, meter: 'Provisioned IOPS' }));
  if (throughput > 0) {
    rows.push(row({ name: 'Throughput', unit: 'MB/s', quantity: throughput, meter: 'Provisioned Throughput (MBps)' }));
  }
  return rows;
}

/** Sold by the hour, shown by the month. */
function provisioned(
  r: ResourceReader,
  about: { readonly disk: ManagedDisk; readonly family: string; readonly key: string; readonly meter: string },
) {
  const path = about.disk.path ? { path: about.disk.path } : {};
  return (draft: { name: string; unit: string; quantity: number; meter: string }): Component =>
    priceRow(r, {
      name: draft.name,
      unit: draft.unit,
      quantity: draft.quantity,
      ...path,
      listed: {
        service: 'managed-disks',
        family: about.family,
        key: about.key,
        attributes: { meter: `${about.meter} ${draft.meter}` },
        perUnit: HOURS_PER_MONTH,
      },
      examples: exampleOfUltraDisk(about.key, draft.unit),
    });
}

/** One GiB costs the same whatever the size. */
function exampleOfUltraDisk(key: string, unit: string) {
  if (key !== 'ultra-lrs') return [];
  const name = unit === 'GiB' ? 'Storage (ultra, 2048 GiB)' : unit === 'IOPS' ? 'Provisioned IOPS' : 'Throughput';
  return [{ type: 'azurerm_managed_disk', name }];
}
