import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { type CoreSize, coreExamples, coreSize, listedCores, tierExamples } from './sql-compute.ts';
import { isReferenceSet } from './stated-reference.ts';

/** A database of Azure SQL, by the DTU or by the vCore, or in a pool. */
export const mssqlDatabase: ResourceType = {
  types: ['azurerm_mssql_database', 'azurerm_sql_database'],
  source: { url: 'https://azure.microsoft.com/pricing/details/azure-sql-database/single/', read: '2026-08-21' },
  usage: {
    monthly_vcore_hours: {
      unit: 'vCore-hours',
      means: 'vCore-hours that a serverless database runs in a month',
      sizes: { small: 1.9, medium: 19, large: 190 },
    },
    extra_data_storage_gb: {
      unit: 'GB',
      means: 'storage beyond what the DTU size includes',
      sizes: { small: 6, medium: 60, large: 600 },
    },
    long_term_retention_storage_gb: {
      unit: 'GB',
      means: 'backups kept for long-term retention',
      sizes: { small: 20, medium: 200, large: 2000 },
    },
    backup_storage_gb: {
      unit: 'GB',
      means: 'point-in-time backups beyond the size of the database',
      sizes: { small: 5, medium: 50, large: 500 },
    },
  },
  parts: [
    part('Compute', compute),
    part('Zone redundancy', zoneRedundancy),
    part('Read replicas', readReplicas),
    part('SQL license', license),
    part('Storage', storage),
    part('Long-term retention', (r) =>
      backup(r, { kind: 'Long-term retention', key: 'long_term_retention_storage_gb' }),
    ),
    part('PITR backup storage', (r) => backup(r, { kind: 'PITR backup storage', key: 'backup_storage_gb' })),
  ],
};

const EDITIONS: Readonly<Record<string, string>> = {
  basic: 'Basic',
  standard: 'S0',
  premium: 'P1',
  generalpurpose: 'GP_Gen5_2',
  businesscritical: 'BC_Gen5_2',
  hyperscale: 'HS_Gen5_2',
};

/** The size; a database without one is serverless, of the older type General Purpose with two cores. */
function skuOf(r: ResourceReader): string {
  if (r.type === 'azurerm_mssql_database') return r.text('sku_name', 'GP_S_Gen5_2');
  const edition = r.text('edition', '').toLowerCase();
  return r.text('requested_service_objective_name') ?? EDITIONS[edition] ?? 'GP_Gen5_2';
}

function inPool(r: ResourceReader): boolean {
  if (skuOf(r).toLowerCase() === 'elasticpool') return true;
  return isReferenceSet(r, 'elastic_pool_id') || isReferenceSet(r, 'elastic_pool_name');
}

function sizeOf(r: ResourceReader): CoreSize | null {
  return inPool(r) ? null : coreSize(skuOf(r));
}

function compute(r: ResourceReader): Component | undefined {
  if (inPool(r)) return undefined;
  const sku = skuOf(r);
  const size = coreSize(sku);
  if (!size) return transactionUnits(r, sku.toUpperCase());
  const kind = size.serverless ? 'serverless' : 'provisioned';
  return priceRow(r, {
    name: `Compute (${kind}, ${sku})`,
    ...hours(r, size),
    listed: listedCores(size),
    examples: size.serverless
      ? serverlessExamples(size, 'Compute')
      : coreExamples(size, (known) => `Compute (provisioned, ${known})`),
  });
}

/** A vCore-hour costs the same in every serverless size of General Purpose. */
function serverlessExamples(size: CoreSize, kind: string) {
  return size.tier === 'GP' ? [{ type: 'azurerm_mssql_database', name: `${kind} (serverless, GP_S_Gen5_4)` }] : [];
}

/** Serverless databases are billed for the vCores they use, others by the hour. */
function hours(r: ResourceReader, size: CoreSize): { unit: string; quantity: Quantity | number; usageBased?: boolean } {
  if (!size.serverless) return { unit: 'hours', quantity: HOURS_PER_MONTH };
  return { unit: 'vCore-hours', quantity: r.usage('monthly_vcore_hours'), usageBased: true };
}

const STANDARD_DTUS: Readonly<Record<string, number>> = {
  S0: 10,
  S1: 20,
  S2: 50,
  S3: 100,
  S4: 200,
  S6: 400,
  S7: 800,
  S9: 1600,
  S12: 3000,
};
const PREMIUM_DTUS: Readonly<Record<string, number>> = { P1: 125, P2: 250, P4: 500, P6: 1000 };

/** Sizes by the DTU: sold by the day, shown by the hour. A DTU of one tier costs the same up to P6. */
function transactionUnits(r: ResourceReader, sku: string): Component {
  const standard = STANDARD_DTUS[sku];
  const premium = PREMIUM_DTUS[sku];
  const tier = sku.startsWith('S') ? 'standard' : sku.startsWith('P') ? 'premium' : 'basic';
  return priceRow(r, {
    name: `Compute (${sku})`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH,
    listed: {
      service: 'sql-database',
      family: `sql-database-single-${tier}`,
      key: tier === 'basic' ? 'b' : sku.toLowerCase(),
      perUnit: 1 / 24,
    },
    examples: [
      { type: 'azurerm_mssql_database' },
      ...(standard ? [{ type: 'azurerm_mssql_database', name: 'Compute (S12)', share: standard / 3000 }] : []),
      ...(premium ? [{ type: 'azurerm_mssql_database', name: 'Compute (P6)', share: premium / 1000 }] : []),
    ],
  });
}

/** Only General Purpose charges for a second zone; the other tiers have their replicas anyway. */
function zoneRedundancy(r: ResourceReader): Component | undefined {
  const size = sizeOf(r);
  if (size?.tier !== 'GP' || !r.flag('zone_redundant')) return undefined;
  const kind = size.serverless ? 'serverless' : 'provisioned';
  return priceRow(r, {
    name: `Zone redundancy (${kind}, ${skuOf(r)})`,
    ...hours(r, size),
    listed: listedCores(size, '-zone-redundancy'),
    examples: size.serverless
      ? serverlessExamples(size, 'Zone redundancy')
      : coreExamples(size, (known) => `Zone redundancy (provisioned, ${known})`),
  });
}

function readReplicas(r: ResourceReader): Component | undefined {
  const size = sizeOf(r);
  if (size?.tier !== 'HS') return undefined;
  const stated = r.number('read_replica_count') ?? (r.flag('read_scale') ? 1 : undefined);
  return priceRow(r, {
    name: 'Read replicas',
    unit: 'hours',
    quantity: stated === undefined ? { state: 'usage', key: 'read_replica_count' } : stated * HOURS_PER_MONTH,
    listed: listedCores(size),
    examples: coreExamples(size, (known) => `Compute (provisioned, ${known})`),
  });
}

/** Part of the price unless the licence is brought along; serverless databases always include it. */
function license(r: ResourceReader): Component | undefined {
  const size = sizeOf(r);
  const included = r.text('license_type', 'LicenseIncluded').toLowerCase() === 'licenseincluded';
  if (!size || size.serverless || !included || r.type === 'azurerm_sql_database') return undefined;
  return priceRow(r, {
    name: 'SQL license',
    unit: 'vCore-hours',
    quantity: size.cores * HOURS_PER_MONTH,
    attributes: { sku_name: skuOf(r) },
    // A licence costs the same in every region.
    examples: tierExamples(size.tier, '').map((example) => ({ ...example, region: 'eastus' })),
  });
}

function maxSizeGB(r: ResourceReader): number | undefined {
  const bytes = r.number('max_size_bytes');
  return r.number('max_size_gb') ?? (bytes === undefined ? undefined : bytes / 1024 ** 3);
}

function storage(r: ResourceReader): Component | undefined {
  if (inPool(r)) return undefined;
  const size = sizeOf(r);
  const zone = r.flag('zone_redundant') ? 'true' : '';
  if (size) {
    return priceRow(r, {
      name: 'Storage',
      unit: 'GB',
      quantity: maxSizeGB(r) ?? 5,
      attributes: { sku_name: skuOf(r), zone_redundant: size.tier === 'GP' ? zone : '' },
      examples: tierExamples(size.tier, zone),
    });
  }
  return extraStorage(r);
}

/** What a DTU size includes: 250 GB (S), 500 GB (P1 to P6), 4 TB (P11, P15). */
function extraStorage(r: ResourceReader): Component | undefined {
  const sku = skuOf(r).toUpperCase();
  if (!/^[SP]\d/.test(sku)) return undefined;
  const included = sku.startsWith('S') ? 250 : sku === 'P11' || sku === 'P15' ? 4096 : 500;
  const configured = Math.max(0, (maxSizeGB(r) ?? 0) - included);
  const stated = r.usage('extra_data_storage_gb');
  if (stated.state !== 'known' && configured === 0) return undefined;
  const example = { sku_name: sku.startsWith('S') ? 'S12' : 'P6' };
  return priceRow(r, {
    name: 'Extra data storage',
    unit: 'GB',
    quantity: stated.state === 'known' ? stated : configured,
    listed: {
      service: 'sql-database',
      family: sku.startsWith('S') ? 'sql-database-standard-storage' : 'sql-database-premium-storage',
      key: sku.startsWith('S') ? 'standard' : 'premium',
    },
    examples: [{ type: 'azurerm_mssql_database', attributes: example }],
  });
}

const REDUNDANCY: Readonly<Record<string, string>> = { local: 'LRS', zone: 'ZRS', geo: 'RA-GRS', geozone: 'RA-GZRS' };

function backup(r: ResourceReader, about: { readonly kind: string; readonly key: string }): Component | undefined {
  if (sizeOf(r)?.tier === 'HS') return undefined;
  const redundancy = REDUNDANCY[r.text('storage_account_type', 'Geo').toLowerCase()] ?? 'RA-GRS';
  const family =
    about.key === 'backup_storage_gb'
      ? 'sql-database-single-elastic-pool-pitr-backup-storage'
      : 'sql-database-ltr-backup-storage';
  const name = `${about.kind} (${redundancy})`;
  return priceRow(r, {
    name,
    unit: 'GB',
    quantity: r.usage(about.key),
    usageBased: true,
    listed: { service: 'sql-database', family, key: `backup-${redundancy.toLowerCase()}` },
    examples: [{ type: 'azurerm_mssql_database' }],
  });
}
