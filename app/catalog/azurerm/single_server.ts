import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A single server of PostgreSQL, MySQL or MariaDB: size, storage, backups. */
export const singleServer: ResourceType = {
  types: ['azurerm_postgresql_server', 'azurerm_mysql_server', 'azurerm_mariadb_server'],
  source: { url: 'https://azure.microsoft.com/pricing/details/postgresql/server/', read: '2026-08-21' },
  usage: {
    additional_backup_storage_gb: {
      unit: 'GB',
      means: 'backups beyond the size of the server',
      sizes: { small: 10, medium: 100, large: 1000 },
    },
  },
  parts: [
    part('Compute', (r) => {
      const sku = r.text('sku_name', '');
      const [tier = '', , cores = ''] = sku.split('_');
      const known = KNOWN[tier];
      return priceRow(r, {
        name: `Compute (${sku})`,
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        examples: known
          ? SERVERS.map((type) => ({ type, name: `Compute (${known.sku})`, share: Number(cores) / known.cores }))
          : [],
      });
    }),
    part('Storage', (r) =>
      priceRow(r, {
        name: 'Storage',
        unit: 'GB',
        quantity: r.number('storage_mb', 5120) / 1024,
        ...storageOf(r),
      }),
    ),
    part('Additional backup storage', (r) =>
      priceRow(r, {
        name: 'Additional backup storage',
        unit: 'GB',
        quantity: r.usage('additional_backup_storage_gb'),
        usageBased: true,
        ...sameMeter({ geo_redundant_backup_enabled: String(r.flag('geo_redundant_backup_enabled')) }),
      }),
    ),
  ],
};

const SERVERS = ['azurerm_postgresql_server', 'azurerm_mysql_server', 'azurerm_mariadb_server'];

/** One size of each tier; vCores of a tier cost the same. */
const KNOWN: Readonly<Record<string, { readonly sku: string; readonly cores: number }>> = {
  B: { sku: 'B_Gen5_2', cores: 2 },
  GP: { sku: 'GP_Gen5_4', cores: 4 },
  MO: { sku: 'MO_Gen5_16', cores: 16 },
};

/** Storage has a price for each tier; backups cost the same with every tier, in a second region twice as much. */
function storageOf(r: ResourceReader) {
  const sku_name = KNOWN[r.text('sku_name', '').split('_')[0] ?? '']?.sku ?? '';
  return sameMeter({ sku_name });
}

function sameMeter(attributes: Readonly<Record<string, string>>) {
  return { attributes, examples: SERVERS.map((type) => ({ type, attributes })) };
}
