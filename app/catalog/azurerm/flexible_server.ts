import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { type ExampleName, priceRow } from './price-row.ts';

const BACKUP = { unit: 'GB', means: 'backups beyond the size of the server' };

/** A flexible server of PostgreSQL. With high availability a second server stands by, with storage of its own. */
export const postgresqlFlexibleServer: ResourceType = {
  types: ['azurerm_postgresql_flexible_server'],
  source: { url: 'https://azure.microsoft.com/pricing/details/postgresql/flexible-server/', read: '2026-08-21' },
  usage: { additional_backup_storage_gb: BACKUP },
  parts: [
    part('Compute', (r) => compute(r, servers(r))),
    part('Storage', (r) => {
      const megabytes = r.number('storage_mb');
      return priceRow(r, {
        name: 'Storage',
        unit: 'GB',
        quantity: megabytes === undefined ? { state: 'usage', key: 'storage_mb' } : (megabytes / 1024) * servers(r),
      });
    }),
    part('Additional backup storage', backup),
  ],
};

/** A flexible server of MySQL: 360 I/O operations a second are included. */
export const mysqlFlexibleServer: ResourceType = {
  types: ['azurerm_mysql_flexible_server'],
  source: { url: 'https://azure.microsoft.com/pricing/details/mysql/', read: '2026-08-21' },
  usage: { additional_backup_storage_gb: BACKUP },
  parts: [
    part('Compute', (r) => compute(r, servers(r))),
    part('Storage', (r) =>
      priceRow(r, { name: 'Storage', unit: 'GB', quantity: r.number('storage.size_gb', 20) * servers(r) }),
    ),
    part('Additional IOPS', (r) => {
      const quantity = r.number('storage.iops', 360) - 360;
      return quantity > 0 ? priceRow(r, { name: 'Additional IOPS', unit: 'IOPS', quantity }) : undefined;
    }),
    part('Additional backup storage', backup),
  ],
};

/**
 * Two with high availability, of either mode: "the standby is billed like the primary, compute and storage".
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-high-availability (facts read 2026-08-21)
 */
function servers(r: ResourceReader): number {
  return r.has('high_availability.mode') && r.text('high_availability.mode')?.toLowerCase() !== 'disabled' ? 2 : 1;
}

function compute(r: ResourceReader, count: number): Component {
  const sku = r.text('sku_name', '');
  return priceRow(r, {
    name: `Compute (${sku})`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH * count,
    examples: sameSeries(sku),
  });
}

const KNOWN: readonly string[] = [
  'GP_Standard_D4s_v3',
  'GP_Standard_D2ds_v5',
  'GP_Standard_D2ads_v5',
  'MO_Standard_E4s_v3',
  'MO_Standard_E4ds_v4',
];

/** Machines of one series cost the same for each vCore. */
function sameSeries(sku: string): readonly ExampleName[] {
  const series = (name: string): string => name.replace(/(?<=_[DE])\d+/, '');
  const cores = (name: string): number => Number(/_[DE](\d+)/.exec(name)?.[1] ?? 0);
  return KNOWN.filter((known) => series(known) === series(sku) && cores(sku) > 0).map((known) => {
    return { name: `Compute (${known})`, share: cores(sku) / cores(known) };
  });
}

function backup(r: ResourceReader): Component {
  return priceRow(r, {
    name: 'Additional backup storage',
    unit: 'GB',
    quantity: r.usage('additional_backup_storage_gb'),
    usageBased: true,
  });
}
