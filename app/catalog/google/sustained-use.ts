import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { Quantity } from '#app/measure/quantity.ts';

/** What a quarter of the month costs, as a share of the base rate, by the largest discount of a full month. */
const QUARTERS: Readonly<Record<20 | 30, readonly number[]>> = {
  30: [1, 0.8, 0.6, 0.4],
  20: [1, 0.8678, 0.733, 0.6],
};

/** The largest sustained-use discount of a machine type, in per cent. */
function largestDiscount(machineType: string): 0 | 20 | 30 {
  const family = machineType.split('-', 1)[0] ?? '';
  if (['n1', 'f1', 'g1', 'm1', 'm2', 'custom'].includes(family)) return 30;
  return ['n2', 'n2d', 'c2'].includes(family) ? 20 : 0;
}

/**
 * Share of the cost that Google takes off a machine that runs `hours` a month, 0…0.3.
 * https://cloud.google.com/compute/docs/sustained-use-discounts (facts read 2026-08-21): 30 % at most for N1, f1-micro,
 * g1-small, M1 and M2, 20 % for N2, N2D and C2, nothing for the others and for Spot.
 */
export function machineDiscount(machineType: string, hours: Quantity): number {
  const most = largestDiscount(machineType);
  return most === 0 ? 0 : discountAt(hours, QUARTERS[most]);
}

/** The same for GPUs attached to N1: 30 % for all but H100, A100 and L4. */
export function acceleratorDiscount(type: string, hours: Quantity): number {
  return /h100|h200|b200|a100|l4/.test(type) ? 0 : discountAt(hours, QUARTERS[30]);
}

function discountAt(hours: Quantity, quarters: readonly number[]): number {
  const share = hours.state === 'known' ? Math.min(1, hours.value.toNumber() / HOURS_PER_MONTH) : 1;
  if (share <= 0) return 0;
  const billed = quarters.reduce((sum, rate, index) => sum + rate * Math.min(0.25, Math.max(0, share - index / 4)), 0);
  return Number((1 - billed / share).toFixed(4));
}
