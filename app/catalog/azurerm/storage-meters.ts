import type { ResourceReader } from '../resource-reader.ts';
import type { ListedPrice } from './price-row.ts';

/** `RAGRS` is `RA-GRS` on the price list. */
export function replicationName(text: string): string {
  return text.toUpperCase().replace('-', '').replace(/^RA/, 'RA-');
}

/** The account that a share, queue or table belongs to. */
export function accountOf(r: ResourceReader): ResourceReader | undefined {
  return r.related('storage_account_name')[0] ?? r.related('storage_account_id')[0];
}

/**
 * The names that a meter of storage may have. The list writes the tier and the replication in front of it only where
 * they decide, a readable secondary region (`RA-`) like its kind without it, and lists some meters under another tier.
 */
export function storageMeters(at: {
  readonly family: string;
  /** `Hot`, `Cool`, `Premium`, `Standard`, `Account Encrypted`, … */
  readonly tier: string;
  readonly replication: string;
  readonly meters: readonly string[];
  readonly tierStart?: number;
}): readonly ListedPrice[] {
  const { family, tier, replication, meters, tierStart } = at;
  const geo = replication.replace('RA-', '');
  const zone = replication.includes('ZRS') ? ['ZRS '] : [];
  const inRegion = [...new Set([`${replication} `, `${geo} `, ...zone, ''])];
  const prefixes = [...inRegion.map((prefix) => `${tier} ${prefix}`), ...inRegion];
  const tiers = tier === 'Cool' ? [tier, 'Hot'] : [tier];
  const keys = tiers.map((name) => `${name} ${replication}`.toLowerCase().replaceAll(' ', '-'));
  return keys.flatMap((key) =>
    meters.flatMap((meter) =>
      prefixes.map((prefix) => ({
        service: 'storage',
        family,
        key,
        attributes: { meter: `${prefix}${meter}` },
        ...(tierStart ? { tierStart } : {}),
      })),
    ),
  );
}
