import type { AwsNames, AwsRule } from './aws-rules.ts';
import { bareUsageType } from './aws-usage-rules.ts';
import { slug } from './slug.ts';

type Attributes = Readonly<Record<string, string>>;

/** Storage that the book lists for one copy and for two. */
const STORAGE: Readonly<Record<string, readonly [key: string, deployment: string]>> = {
  'RDS:GP2-Storage': ['gp2', 'single-az'],
  'RDS:Multi-AZ-GP2-Storage': ['gp2', 'multi-az'],
  'RDS:GP3-Storage': ['gp3', 'single-az'],
  'RDS:Multi-AZ-GP3-Storage': ['gp3', 'multi-az'],
};

/**
 * What the book calls as the list of eu-west-1 does (`docs/price-book.md`), by product family: the names that
 * `app/catalog/aws/rds-price-list.ts` asks for. Usage types: the component templates of the facts (`components.json`).
 */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  'Database Storage': ['RDS:PIOPS-Storage', 'RDS:StorageUsage', 'Aurora:StorageUsage'],
  'Provisioned IOPS': ['RDS:PIOPS', 'RDS:GP3-PIOPS'],
  'Provisioned Throughput': ['RDS:GP3-Throughput'],
  'Storage Snapshot': ['RDS:ChargedBackupUsage', 'Aurora:BackupUsage'],
  'System Operation': [
    'RDS:StorageIOUsage',
    'Aurora:StorageIOUsage',
    'Aurora:BacktrackUsage',
    'Aurora:SnapshotExportToS3',
  ],
  Serverless: ['Aurora:ServerlessUsage'],
  ServerlessV2: ['Aurora:ServerlessV2Usage'],
  'Performance Insights': ['PI_API'],
};

/** Engines that the catalogue asks for: one price holds for all, or Aurora has its own. */
const ENGINES: ReadonlySet<string> = new Set(['any', 'aurora mysql', 'aurora postgresql']);

/** Rules for what databases of RDS are billed for beside their instances. */
export const AWS_DATABASE_RULES: readonly AwsRule[] = Object.entries(LISTED).map(([family, usageTypes]) => ({
  offer: 'AmazonRDS',
  families: [family],
  names: (attributes) =>
    (family === 'Database Storage' ? copies(attributes) : null) ?? listed(attributes, { family, usageTypes }),
}));

function copies(attributes: Attributes): AwsNames | null {
  const found = STORAGE[bareUsageType(attributes)];
  if (!found || attributes['databaseEngine'] !== 'Any') return null;
  const [key, deployment] = found;
  return { service: 'rds', family: 'storage', key, attributes: { deployment } };
}

function listed(
  attributes: Attributes,
  { family, usageTypes }: { readonly family: string; readonly usageTypes: readonly string[] },
): AwsNames | null {
  const bare = bareUsageType(attributes);
  const engine = attributes['databaseEngine']?.toLowerCase();
  if (!usageTypes.includes(bare) || (engine !== undefined && !ENGINES.has(engine))) return null;
  const told = {
    engine,
    volume: attributes['volumeType'],
    deployment: attributes['deploymentOption']?.toLowerCase(),
  };
  const stated = Object.entries(told).filter((each): each is [string, string] => each[1] !== undefined);
  return { service: 'rds', family: slug(family), key: `eu-${slug(bare)}`, attributes: Object.fromEntries(stated) };
}
