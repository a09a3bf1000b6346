import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';
import { type SqlPlace, sizedPrices, storagePrices, wholePrices } from './sql-prices.ts';
import { readSqlTier } from './sql-tier.ts';

/** A database of Cloud SQL: machine, storage, backups, address, and a failover replica. SQL Server licences are not here. */
export const sqlDatabaseInstance: ResourceType = {
  types: ['google_sql_database_instance'],
  source: { url: 'https://cloud.google.com/sql/pricing', read: '2026-08-21' },
  usage: { backup_storage_gb: { unit: 'GB', means: 'backups kept', sizes: sizesAround(100) } },
  parts: [
    part('Database machine', (r) => machine(r, placeOf(r))),
    part('Storage', (r) => storage(r, placeOf(r))),
    part('Backups', (r) => ({
      name: 'Backups',
      unit: 'GB',
      quantity: r.usage('backup_storage_gb'),
      price: examplePrice('Backups', { type: 'google_sql_database_instance', region: r.region }),
      usageBased: true,
    })),
    part('IP address', (r) =>
      r.flag('settings.ip_configuration.ipv4_enabled', true)
        ? {
            name: 'IP address (if unused)',
            unit: 'hours',
            quantity: HOURS_PER_MONTH,
            // One price in the world.
            price: examplePrice('IP address (if unused)', { type: 'google_sql_database_instance' }),
          }
        : undefined,
    ),
    part('Replica', (r) => {
      if (!r.has('replica_configuration')) return undefined;
      const place: SqlPlace = { ...placeOf(r), deployment: 'zonal' };
      return [...machine(r, place), storage(r, place)].map((row) => ({ ...row, path: ['Replica'] }));
    }),
  ],
};

function placeOf(r: ResourceReader): SqlPlace {
  const version = r.text('database_version', 'MYSQL').toUpperCase();
  const engine = version.startsWith('POSTGRES') ? 'postgresql' : version.startsWith('SQLSERVER') ? 'sql' : 'mysql';
  const isRegional = r.text('settings.availability_type', 'ZONAL').toUpperCase() === 'REGIONAL';
  return { engine, deployment: isRegional ? 'regional' : 'zonal', region: r.region };
}

function machine(r: ResourceReader, place: SqlPlace): readonly Component[] {
  const name = r.text('settings.tier', '');
  if (name === '') return [];
  const tier = readSqlTier(name);
  if (!tier || tier.kind === 'whole') {
    const row = `SQL instance (${name}, ${place.deployment})`;
    const unlisted = { kind: 'whole', component: name, vcpus: 0, memoryGb: 0 } as const;
    return [{ name: row, unit: 'hours', quantity: HOURS_PER_MONTH, ...wholePrices(row, tier ?? unlisted, place) }];
  }
  return [
    {
      name: `vCPUs (${tier.vcpus}, ${place.deployment})`,
      unit: 'hours',
      quantity: HOURS_PER_MONTH * tier.vcpus,
      ...sizedPrices('vcpu', tier, place),
    },
    {
      name: `Memory (${tier.memoryGb} GB, ${place.deployment})`,
      unit: 'GB',
      quantity: tier.memoryGb,
      ...sizedPrices('ram', tier, place),
    },
  ];
}

function storage(r: ResourceReader, place: SqlPlace): Component {
  // SQL Server has no HDD.
  const isHdd = r.text('settings.disk_type', 'PD_SSD').toUpperCase() === 'PD_HDD' && place.engine !== 'sql';
  const kind = isHdd ? 'HDD' : 'SSD';
  return {
    name: `Storage (${kind}, ${place.deployment})`,
    unit: 'GB',
    quantity: r.number('settings.disk_size', 10),
    ...storagePrices(kind, place),
  };
}
