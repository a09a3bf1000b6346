import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A managed instance of SQL Server: vCores, storage beyond 32 GB, backups, licence. */
export const mssqlManagedInstance: ResourceType = {
  types: ['azurerm_mssql_managed_instance', 'azurerm_sql_managed_instance'],
  source: { url: 'https://azure.microsoft.com/pricing/details/azure-sql-managed-instance/single/', read: '2026-08-21' },
  usage: {
    backup_storage_gb: {
      unit: 'GB',
      means: 'point-in-time backups beyond the size of the instance',
      sizes: { small: 8.5, medium: 85, large: 850 },
    },
    long_term_retention_storage_gb: {
      unit: 'GB',
      means: 'backups kept for long-term retention',
      sizes: { small: 33.5, medium: 335, large: 3350 },
    },
  },
  parts: [
    part('Compute', compute),
    part('Storage', (r) => {
      const quantity = r.number('storage_size_in_gb', 32) - 32;
      return quantity > 0
        ? row(r, { name: isOlder(r) ? 'Storage' : 'Additional Storage', unit: 'GB', quantity })
        : undefined;
    }),
    part('PITR backup storage', (r) =>
      row(r, {
        name: `PITR backup storage (${r.text('storage_account_type', 'GRS')})`,
        unit: 'GB',
        quantity: r.usage('backup_storage_gb'),
        usageBased: true,
      }),
    ),
    part('SQL license', (r) =>
      r.text('license_type', 'LicenseIncluded') === 'LicenseIncluded'
        ? row(r, {
            name: 'SQL license',
            unit: 'vCore-hours',
            quantity: r.number('vcores', 4) * HOURS_PER_MONTH,
          })
        : undefined,
    ),
    part('LTR backup storage', (r) =>
      row(r, {
        name: `LTR backup storage (${r.text('storage_account_type', 'GRS')})`,
        unit: 'GB',
        quantity: r.usage('long_term_retention_storage_gb'),
        usageBased: true,
      }),
    ),
  ],
};

function isOlder(r: ResourceReader): boolean {
  return r.type === 'azurerm_sql_managed_instance';
}

/** Cores cost the same in every size; examples are of four (GP) and forty (BC). */
function compute(r: ResourceReader): Component {
  const sku = r.text('sku_name', '').toUpperCase();
  const cores = r.number('vcores', 4);
  const known = sku === 'BC_GEN5' ? 40 : 4;
  return priceRow(r, {
    name: `Compute (${sku} ${cores} ${isOlder(r) ? 'Cores' : 'cores'})`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH,
    examples: [
      { type: 'azurerm_mssql_managed_instance', name: `Compute (${sku} ${known} cores)`, share: cores / known },
    ],
  });
}

function row(
  r: ResourceReader,
  draft: { name: string; unit: string; quantity: Quantity | number; usageBased?: boolean },
): Component {
  const name = draft.name === 'Storage' ? 'Additional Storage' : draft.name;
  // A licence costs the same in every region.
  const region = name === 'SQL license' ? { region: 'westeurope' } : {};
  return priceRow(r, { ...draft, examples: [{ type: 'azurerm_mssql_managed_instance', name, ...region }] });
}
