import type { ExampleName, ListedPrice } from './price-row.ts';

/** A size sold by the vCore: `GP_S_Gen5_4` is serverless, `HS_Gen5_2` Hyperscale. */
export interface CoreSize {
  readonly tier: 'GP' | 'BC' | 'HS';
  readonly serverless: boolean;
  readonly family: string;
  readonly cores: number;
}

/** The parts of a size's name, null for sizes that are sold by the DTU. */
export function coreSize(sku: string): CoreSize | null {
  const parts = /^(GP|BC|HS)(_S)?_([a-z0-9]+?)_(\d+)$/i.exec(sku);
  if (!parts) return null;
  const [, tier = '', serverless, family = '', cores = ''] = parts;
  return {
    tier: tier.toUpperCase() as CoreSize['tier'],
    serverless: serverless !== undefined,
    family,
    cores: Number(cores),
  };
}

const LISTED_TIER = {
  GP: 'sql-database-single-elastic-pool-general-purpose-compute',
  BC: 'sql-database-single-elastic-pool-business-critical-compute',
  HS: 'sql-database-singledb-elastic-pool-hyperscale-compute',
} as const;

const SERVERLESS_TIER = {
  GP: 'sql-database-general-purpose-serverless-compute',
  BC: 'sql-database-business-critical-serverless-compute',
  HS: 'sql-database-singledb-hyperscale-serverless-compute',
} as const;

/** Where the list has the hours of a size, `-zone-redundancy` for the second zone. */
export function listedCores(size: CoreSize, suffix = ''): ListedPrice {
  const family = /^(m|dc|fsv2)$/i.test(size.family) ? `${size.family}-series` : size.family;
  const name = size.serverless ? SERVERLESS_TIER[size.tier] : LISTED_TIER[size.tier];
  return {
    service: 'sql-database',
    family: `${name}-${family}`.toLowerCase(),
    key: `${size.serverless ? 1 : size.cores}-vcore${suffix}`,
  };
}

/** Known sizes that stand for their tier: cores cost the same in every size (https://azure.microsoft.com/pricing/details/azure-sql-database/). */
const KNOWN: readonly { readonly tier: string; readonly family: string; readonly cores: number }[] = [
  { tier: 'GP', family: 'Gen5', cores: 4 },
  { tier: 'BC', family: 'Gen5', cores: 8 },
  { tier: 'BC', family: 'M', cores: 8 },
  { tier: 'HS', family: 'Gen5', cores: 2 },
];

/** Examples of the same tier and family, each with its share; `name` gives the component of an example's size. */
export function coreExamples(size: CoreSize, name: (sku: string) => string): readonly ExampleName[] {
  const known = KNOWN.filter(
    (each) => each.tier === size.tier && each.family.toLowerCase() === size.family.toLowerCase(),
  );
  return known.map((each) => ({
    type: 'azurerm_mssql_database',
    name: name(`${each.tier}_${each.family}_${each.cores}`),
    share: size.cores / each.cores,
  }));
}

/** Examples of the licence for a vCore, which costs the same in all regions, and of a GB of storage. */
export function tierExamples(tier: string, zoneRedundant: string): readonly ExampleName[] {
  const sku = { GP: 'GP_Gen5_4', BC: 'BC_Gen5_8', HS: 'HS_Gen5_2' }[tier] ?? '';
  const zone = { zone_redundant: tier === 'GP' ? zoneRedundant : '' };
  return [{ type: 'azurerm_mssql_database', attributes: { sku_name: sku, storage_account_type: '', ...zone } }];
}
