import { decimal } from '#app/measure/decimal.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { distrust } from '#app/pricing/resolve-rows.ts';

/** A figure that was rounded for display differs from the exact one by at most this share. */
const ROUNDING = 0.1;

/**
 * The rows without those that only repeat, rounded, what another example of the same component states exactly.
 * Examples with other arguments are left alone where their price really differs.
 */
export function dropRoundedTwins(rows: readonly PriceRow[]): readonly PriceRow[] {
  const kept: PriceRow[] = [];
  const groups = Map.groupBy(rows, (row) =>
    [row.provider, row.service, row.family, row.key, row.region, row.unit, row.tierStart].join('\t'),
  );
  for (const group of groups.values()) {
    kept.push(...group.filter((row) => !group.some((other) => restates(row, other))));
  }
  return kept;
}

function restates(rounded: PriceRow, exact: PriceRow): boolean {
  const weak = rounded.flags.includes('rounded') || rounded.flags.includes('low-precision');
  if (!weak || distrust(exact) >= distrust(rounded)) return false;
  const amount = decimal(exact.amount);
  return !amount.isZero() && decimal(rounded.amount).minus(amount).abs().dividedBy(amount).lessThanOrEqualTo(ROUNDING);
}
