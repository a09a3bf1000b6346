import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { type ExampleName, priceRow } from './price-row.ts';
import { coreExamples, coreSize, listedCores, tierExamples } from './sql-compute.ts';

const POOL = 'azurerm_mssql_elasticpool';

/** A pool of Azure SQL databases, by the DTU or by the vCore. */
export const mssqlElasticPool: ResourceType = {
  types: [POOL, 'azurerm_sql_elasticpool'],
  source: { url: 'https://azure.microsoft.com/pricing/details/azure-sql-database/elastic/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Compute', (r) => (coresOf(r) ? coreRows(r) : dtuRow(r))),
    part('Storage', (r) => (coresOf(r) ? coreStorage(r) : extraStorage(r))),
  ],
};

interface PoolCores {
  readonly sku: string;
  readonly tier: 'GP' | 'BC' | 'HS';
  readonly family: string;
  readonly cores: number;
}

function coresOf(r: ResourceReader): PoolCores | null {
  const sku = r.text('sku.name', '');
  const size = coreSize(`${sku}_${r.number('sku.capacity', 0)}`);
  return size && { sku, tier: size.tier, family: size.family, cores: size.cores };
}

function coreRows(r: ResourceReader): readonly Component[] {
  const pool = coresOf(r);
  if (!pool) return [];
  const size = { ...pool, serverless: false };
  const row = (kind: string, suffix: string): Component =>
    priceRow(r, {
      name: `${kind} (${pool.sku}, ${pool.cores} vCore)`,
      unit: 'hours',
      quantity: HOURS_PER_MONTH,
      listed: listedCores(size, suffix),
      examples: [...knownPools(pool, kind), ...coreExamples(size, (known) => `${kind} (provisioned, ${known})`)],
    });
  const rows = [row('Compute', '')];
  if (r.flag('zone_redundant') && pool.tier === 'GP') rows.push(row('Zone redundancy', '-zone-redundancy'));
  if (r.text('license_type', 'LicenseIncluded').toLowerCase() === 'licenseincluded') {
    rows.push(
      priceRow(r, {
        name: 'SQL license',
        unit: 'vCore-hours',
        quantity: pool.cores * HOURS_PER_MONTH,
        global: 'westeurope',
        attributes: { tier: pool.tier === 'BC' ? 'BusinessCritical' : 'GeneralPurpose' },
      }),
    );
  }
  return rows;
}

function knownPools(pool: PoolCores, kind: string): readonly ExampleName[] {
  if (pool.sku === 'GP_Gen5') return [{ type: POOL, name: `${kind} (GP_Gen5, 4 vCore)`, share: pool.cores / 4 }];
  return pool.sku === 'BC_DC' ? [{ type: POOL, name: `${kind} (BC_DC, 8 vCore)`, share: pool.cores / 8 }] : [];
}

function maxSizeGB(r: ResourceReader): number | undefined {
  const bytes = r.number('max_size_bytes');
  const megabytes = r.number('pool_size');
  if (bytes !== undefined) return bytes / 1024 ** 3;
  return r.number('max_size_gb') ?? (megabytes === undefined ? undefined : megabytes / 1024);
}

function coreStorage(r: ResourceReader): Component | undefined {
  const pool = coresOf(r);
  if (!pool) return undefined;
  const zone = r.flag('zone_redundant') && pool.tier === 'GP' ? 'true' : '';
  return priceRow(r, {
    name: 'Storage',
    unit: 'GB',
    quantity: maxSizeGB(r) ?? 5,
    attributes: { tier: pool.tier === 'BC' ? 'BusinessCritical' : 'GeneralPurpose', zone_redundant: zone },
    examples: tierExamples(pool.tier, zone),
  });
}

function dtusOf(r: ResourceReader): { readonly tier: string; readonly dtus: number } {
  const tier = r.text('sku.tier') ?? r.text('edition', 'Standard');
  return { tier, dtus: r.number('sku.capacity') ?? r.number('dtu', 50) };
}

/** A DTU of one tier costs the same in every pool; pools are sold by the day. */
function dtuRow(r: ResourceReader): Component {
  const { tier, dtus } = dtusOf(r);
  const known = { Basic: 100, Standard: 200, Premium: 500 }[tier] ?? dtus;
  return priceRow(r, {
    name: `Compute (${tier}, ${dtus} DTUs)`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH,
    listed: {
      service: 'sql-database',
      family: `sql-database-elastic-pool-${tier.toLowerCase()}`,
      key: `${dtus}-dtu-pack`,
      perUnit: 1 / 24,
    },
    examples: [{ type: POOL, name: `Compute (${tier}, ${known} DTUs)`, share: dtus / known }],
  });
}

/** GB that a premium pool includes; a standard pool includes one GB for each DTU. https://learn.microsoft.com/azure/azure-sql/database/resource-limits-dtu-elastic-pools */
const PREMIUM_GB: Readonly<Record<number, number>> = {
  125: 250,
  250: 500,
  500: 750,
  1000: 1024,
  1500: 1536,
  2000: 2048,
  2500: 2560,
  3000: 3072,
  3500: 3584,
  4000: 4096,
};

function extraStorage(r: ResourceReader): Component | undefined {
  const { tier, dtus } = dtusOf(r);
  if (tier === 'Basic') return undefined;
  const included = tier === 'Premium' ? (PREMIUM_GB[dtus] ?? 0) : dtus;
  const quantity = (maxSizeGB(r) ?? 0) - included;
  if (quantity <= 0) return undefined;
  return priceRow(r, {
    name: 'Extra data storage',
    unit: 'GB',
    quantity,
    attributes: r.type === POOL ? { tier } : { edition: tier },
    listed: {
      service: 'sql-database',
      family: `sql-database-${tier.toLowerCase()}-storage`,
      key: tier.toLowerCase(),
    },
  });
}
