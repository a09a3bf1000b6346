import type { UsageKey } from '../resource-type.ts';

/**
 * A usage key. `medium` is the amount to assume for an estate of middling size: what about five to ten dollars a month
 * buy (facts read 2026-08-21); a small estate has a tenth of it, a large one ten times as much.
 */
export function usageKey(unit: string, means: string, medium?: number): UsageKey {
  if (medium === undefined) return { unit, means };
  return { unit, means, sizes: { small: medium / 10, medium, large: medium * 10 } };
}
