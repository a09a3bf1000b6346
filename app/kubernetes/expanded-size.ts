import type { ManifestValue } from './manifest-value.ts';

/** More values than any manifest holds once its aliases are written out. */
export const MAX_EXPANDED_NODES = 2_000_000;

/**
 * How many values the document holds with every alias written out, `endless` when one contains itself. Each shared
 * part is visited once, so a "billion laughs" costs no more than its text.
 */
export function expandedSize(root: ManifestValue): number | 'endless' {
  const sizes = new Map<object, number | 'open'>();
  function sizeOf(value: ManifestValue): number {
    if (typeof value !== 'object' || value === null) return 1;
    const known = sizes.get(value);
    if (known === 'open') return Number.POSITIVE_INFINITY;
    if (known !== undefined) return known;
    sizes.set(value, 'open');
    let size = 1;
    for (const part of Object.values(value)) size += sizeOf(part as ManifestValue);
    sizes.set(value, size);
    return size;
  }
  const size = sizeOf(root);
  return Number.isFinite(size) ? size : 'endless';
}

/** True when maps and lists stand in each other more than `limit` deep. */
export function isDeeper(root: ManifestValue, limit: number): boolean {
  let level: readonly ManifestValue[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}
