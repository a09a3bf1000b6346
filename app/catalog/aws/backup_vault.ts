import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Component, usage key, unit. */
const ROWS: readonly (readonly [string, string, string, number])[] = [
  ['EFS backup (warm)', 'monthly_efs_warm_backup_gb', 'GB', 166],
  ['EFS backup (cold)', 'monthly_efs_cold_backup_gb', 'GB', 833],
  ['EFS restore (warm)', 'monthly_efs_warm_restore_gb', 'GB', 416],
  ['EFS restore (cold)', 'monthly_efs_cold_restore_gb', 'GB', 277],
  ['EFS restore (item-level)', 'monthly_efs_item_restore_requests', 'requests', 16],
  ['EBS snapshot', 'monthly_ebs_snapshot_gb', 'GB', 181],
  ['RDS snapshot', 'monthly_rds_snapshot_gb', 'GB', 105],
  ['DynamoDB backup', 'monthly_dynamodb_backup_gb', 'GB', 89],
  ['DynamoDB restore', 'monthly_dynamodb_restore_gb', 'GB', 59],
  ['Aurora snapshot', 'monthly_aurora_snapshot_gb', 'GB', 416],
  ['FSx for Windows backup', 'monthly_fsx_windows_backup_gb', 'GB', 190],
  ['FSx for Lustre backup', 'monthly_fsx_lustre_backup_gb', 'GB', 190],
];

/** Backup vaults: what is kept in them and what is restored. */
export const backupVault: ResourceType = {
  types: ['aws_backup_vault'],
  source: { url: 'https://aws.amazon.com/backup/pricing/', read: '2026-08-21' },
  usage: Object.fromEntries(ROWS.map(([name, key, unit, medium]) => [key, usageKey(unit, name, medium)])),
  parts: [
    part('Backups', (r) =>
      ROWS.map(([name, key, unit]) => metered(name, { unit, quantity: r.usage(key), price: priceFor(name, r) })),
    ),
  ],
};

/** Snapshots are billed as the service itself bills them where the book has that in every region. */
function priceFor(name: string, r: ResourceReader): PriceQuery {
  switch (name) {
    case 'EBS snapshot':
      return priceOf('ebs/snapshot/standard', r);
    case 'DynamoDB restore':
      return priceOf('dynamodb/backup/restore', r);
    case 'DynamoDB backup':
      return priceOf('dynamodb/backup/on-demand', r);
    default:
      return exampleOf(`aws_backup_vault/${name}`, r);
  }
}
