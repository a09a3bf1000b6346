import type { PriceQuery } from '#app/pricing/price.ts';
import type { Component, DerivedPrice } from '../resource-type.ts';
import { exampleOf, type PriceScope, priceOf } from './price-of.ts';

const ANY = { engine: 'any' } as const;
const SINGLE = { engine: 'any', deployment: 'single-az' } as const;

/** Component → how a regional price list calls it. The book holds that of eu-west-1 (`docs/price-book.md`). */
const NAMES: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
  'aws_db_instance/I/O requests': ['system-operation/eu-rds-storageiousage', ANY],
  'aws_db_instance/Provisioned IOPS': ['provisioned-iops/eu-rds-piops', SINGLE],
  'aws_db_instance/Provisioned GP3 IOPS (above 3,000)': ['provisioned-iops/eu-rds-gp3-piops', SINGLE],
  'aws_db_instance/Storage (provisioned IOPS SSD, io1)': ['database-storage/eu-rds-piops-storage', SINGLE],
  'aws_db_instance/Storage (magnetic)': ['database-storage/eu-rds-storageusage', SINGLE],
  'aws_db_instance/Additional backup storage': ['storage-snapshot/eu-rds-chargedbackupusage', SINGLE],
  'aws_db_instance/Performance Insights API': ['performance-insights/eu-pi-api', {}],
  'aws_rds_cluster/Storage': ['database-storage/eu-aurora-storageusage', SINGLE],
  'aws_rds_cluster/I/O requests': ['system-operation/eu-aurora-storageiousage', ANY],
  'aws_rds_cluster/Backup storage': [
    'storage-snapshot/eu-aurora-backupusage',
    { engine: 'aurora mysql', deployment: 'single-az' },
  ],
  'aws_rds_cluster/Backtrack': ['system-operation/eu-aurora-backtrackusage', { engine: 'aurora mysql' }],
  'aws_rds_cluster/Snapshot export': ['system-operation/eu-aurora-snapshotexporttos3', { engine: 'aurora mysql' }],
  'aws_rds_cluster/Aurora serverless': ['serverless/eu-aurora-serverlessusage', { engine: 'aurora mysql' }],
  'aws_rds_cluster_instance/Aurora serverless v2': [
    'serverlessv2/eu-aurora-serverlessv2usage',
    { engine: 'aurora mysql' },
  ],
};

/** The price of an RDS component, named as in published examples, in a region's own price list. */
function regionalPrices(name: string, at: { readonly region: string }): readonly PriceQuery[] {
  const listed = NAMES[name];
  if (!listed) return [];
  const [key, attributes] = listed;
  return [priceOf(`rds/${key}`, { region: at.region, attributes })];
}

/** A price and the further names it may stand under. */
export interface RdsPrice {
  readonly price: PriceQuery;
  readonly or: readonly PriceQuery[];
}

/**
 * Where the price of an RDS component stands: in the region's own price list, which a refresh brings up to date, else in
 * a published example.
 */
export function rdsPrice(name: string, at: PriceScope): RdsPrice {
  const example = exampleOf(name, at);
  const [listed, ...others] = regionalPrices(name, at);
  return listed === undefined ? { price: example, or: [] } : { price: listed, or: [...others, example] };
}

/** The row at a share of a price that AWS lists for the plain kind, under each of its names. */
export function sharesOf(
  { price, or }: RdsPrice,
  of: { readonly share: number; readonly row: (price: DerivedPrice) => Component },
): Component {
  const shareOf = (query: PriceQuery): DerivedPrice => ({ sum: [{ share: of.share, query }], flags: ['derived'] });
  return { ...of.row(shareOf(price)), otherPrices: or.map((each) => ({ price: shareOf(each) })) };
}
