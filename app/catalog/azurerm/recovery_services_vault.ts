import { known, plus, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A vault: for each machine that is backed up a fee by its size, and the data stored. */
export const recoveryServicesVault: ResourceType = {
  types: ['azurerm_recovery_services_vault'],
  source: { url: 'https://azure.microsoft.com/pricing/details/backup/', read: '2026-08-21' },
  usage: {
    disk_utilization_gb: { unit: 'GB', means: 'under a protected machine: how much of its disks is used' },
    additional_backup_retention_gb: { unit: 'GB', means: 'under a protected machine: older copies that are kept' },
  },
  parts: [
    part('Protected machines', (r) =>
      r
        .referrers('azurerm_backup_protected_vm')
        .filter((item) => item.related('recovery_vault_name').some((vault) => vault.resource === r.resource))
        .flatMap((item) => backup(r, item)),
    ),
  ],
};

function backup(r: ResourceReader, item: ResourceReader): readonly Component[] {
  const path = [item.resource.address];
  const used = itemUsage(r, { address: item.resource.address, key: 'disk_utilization_gb' });
  const kept = itemUsage(r, { address: item.resource.address, key: 'additional_backup_retention_gb' });
  const size = used.state === 'known' ? used : known(machineGB(item));
  const stored = kept.state === 'known' ? plus(size, kept) : size;
  const redundancy = redundancyOf(r);
  return [instanceRow(r, { path, size }), storedRow(r, { path, quantity: stored, redundancy })];
}

/** Up to 50 GB, up to 500 GB, and beyond that for each 500 GB. */
function instanceRow(r: ResourceReader, at: { readonly path: readonly string[]; readonly size: Quantity }): Component {
  const size = at.size.state === 'known' ? at.size.value.toNumber() : 0;
  const unit = size <= 50 ? 'under 50 GB' : size <= 500 ? 'under 500 GB' : 'over 500 GB';
  const name = `Instance backup (${unit})`;
  return priceRow(r, {
    name,
    unit: 'month',
    quantity: 1,
    path: at.path,
    usageBased: true,
    examples: [{ name: `azurerm_backup_protected_vm > ${name}` }],
    ...(size > 500 ? { examples: [{ name: `azurerm_backup_protected_vm > ${name}`, share: overSize(size) }] } : {}),
  });
}

/** The example is of a machine with more than 500 and at most 1,000 GB: twice the fee of 500 GB. */
function overSize(sizeGB: number): number {
  return Math.ceil(sizeGB / 500) / 2;
}

function storedRow(
  r: ResourceReader,
  at: { readonly path: readonly string[]; readonly quantity: Quantity; readonly redundancy: string },
): Component {
  const name = `${at.redundancy} data stored`;
  return priceRow(r, {
    name,
    unit: 'GB',
    quantity: at.quantity,
    path: at.path,
    usageBased: true,
    examples: [{ name: `azurerm_backup_protected_vm > ${name}` }],
  });
}

/** Usage of a machine stands under the vault, by address or by a pattern of it. */
function itemUsage(r: ResourceReader, at: { readonly address: string; readonly key: string }): Quantity {
  const plain = at.address.replace(/\[.*\]$/, '');
  const names = [at.address, `${plain}[*]`, plain];
  const found = names.map((name) => r.usage(`${name}.${at.key}`)).find((quantity) => quantity.state === 'known');
  return found ?? r.usage(at.key);
}

const REDUNDANCY: Readonly<Record<string, string>> = { LocallyRedundant: 'LRS', ZoneRedundant: 'ZRS' };

function redundancyOf(r: ResourceReader): string {
  const mode = r.text('storage_mode_type', 'GeoRedundant');
  return REDUNDANCY[mode] ?? (r.flag('cross_region_restore_enabled') ? 'RA-GRS' : 'GRS');
}

/** All disks of the machine; 128 GB for a system disk that states nothing, 30 for data. */
function machineGB(item: ResourceReader): number {
  const machine = item.related('source_vm_id')[0];
  if (!machine) return 0;
  const system = machine.block('storage_os_disk') ?? machine.block('os_disk');
  const data = machine.blocks('storage_data_disk').map((disk) => disk.number('disk_size_gb', 30));
  return (system?.number('disk_size_gb') ?? 128) + data.reduce((sum, size) => sum + size, 0);
}
