import type { ResourceReader } from '../resource-reader.ts';
import { replicationName } from './storage-meters.ts';

/** The kind of the account, of the second generation unless it says otherwise. */
export function kindOf(r: ResourceReader): string {
  return r.text('account_kind', 'StorageV2');
}

/** How its data is copied, as the price list writes it. */
export function replicationOf(r: ResourceReader): string {
  return replicationName(r.text('account_replication_type', 'LRS'));
}

/** True for an account of file shares. */
export function isFiles(r: ResourceReader): boolean {
  return kindOf(r) === 'FileStorage';
}

/** True for an account on fast disks. */
export function isPremium(r: ResourceReader): boolean {
  return r.text('account_tier', 'Standard').toLowerCase() === 'premium';
}

/** True where data is cheap to keep and dear to read. */
export function isCool(r: ResourceReader): boolean {
  return !isPremium(r) && r.text('access_tier', 'Hot').toLowerCase() === 'cool';
}

/** True for an account that is mounted over NFS. */
export function isNfs(r: ResourceReader): boolean {
  return kindOf(r) === 'StorageV2' && r.flag('nfsv3_enabled');
}

/** Operations on premium files are part of what is provisioned. */
export function hasOperations(r: ResourceReader): boolean {
  return !(isFiles(r) && isPremium(r));
}

/** Index tags are not to be had on premium accounts, with a hierarchical namespace or in the first kind of account. */
export function hasIndex(r: ResourceReader): boolean {
  return !isFiles(r) && !isPremium(r) && kindOf(r) !== 'Storage' && !r.flag('nfsv3_enabled');
}

/** The tier in the names of its meters. */
export function tierOf(r: ResourceReader): string {
  if (isPremium(r)) return 'Premium';
  if (kindOf(r) === 'Storage') return 'Standard';
  return isCool(r) ? 'Cool' : 'Hot';
}

/** The price list's product. */
export function familyOf(r: ResourceReader): string {
  const suffix = r.flag('nfsv3_enabled') || r.flag('is_hns_enabled') ? '-hierarchical-namespace' : '';
  if (isFiles(r)) return isPremium(r) ? 'premium-files' : 'files-v2';
  if (isPremium(r)) return suffix === '' ? 'premium-block-blob' : `premium-block-blob-v2${suffix}`;
  if (kindOf(r) === 'BlobStorage') return 'blob-storage';
  return kindOf(r) === 'Storage' ? 'general-block-blob' : `general-block-blob-v2${suffix}`;
}
