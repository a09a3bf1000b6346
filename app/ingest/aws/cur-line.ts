import type { ChargeDraft } from '#app/focus/charge.ts';
import { decimal } from '#app/measure/decimal.ts';
import {
  coveredUsage,
  fillCommitment,
  purchase,
  reservationFee,
  reservedUsage,
  savingsPlanFee,
} from './cur-commitments.ts';
import { amountIn, type CurCells } from './cur-common.ts';
import { billedIn, fillPrices, isSpot, plain, withoutPrice } from './cur-costs.ts';

/** What a row becomes: charges, or nothing because another row says the same. */
export type CurLine = (draft: ChargeDraft, cells: CurCells) => readonly ChargeDraft[];

const DISCOUNTS = 'EdpDiscount PrivateRateDiscount BundledDiscount SppDiscount DistributorDiscount Discount'.split(' ');

/**
 * The types of rows and what each becomes in FOCUS. Oracle: amortised cost as the Cloud Intelligence Dashboards have it;
 * https://docs.aws.amazon.com/cur/latest/userguide/cur-data-view-lineitems.html (facts read 2026-11-26).
 */
const LINES: Readonly<Record<string, CurLine>> = {
  Usage: usage,
  FlatRateSubscription: usage,
  SavingsPlanCoveredUsage: coveredUsage,
  SavingsPlanRecurringFee: savingsPlanFee,
  SavingsPlanUpfrontFee: (draft, cells) => [
    purchase(draft, { cells, id: cells('savings_plan_savings_plan_arn'), kind: 'Spend', frequency: 'One-Time' }),
  ],
  DiscountedUsage: reservedUsage,
  RIFee: reservationFee,
  Fee: fee,
  Tax: (draft, cells) => [withoutPrice(plain(draft, { cells, category: 'Tax' }))],
  Credit: (draft, cells) => [plain(draft, { cells, category: 'Credit' })],
  Refund: refund,
  ...Object.fromEntries(DISCOUNTS.map((type) => [type, discount])),
};

/** What to make of a row of that type; null for a type that nobody told us of. */
export function curLine(type: string): CurLine | null {
  return LINES[type] ?? null;
}

/** A row of an unknown type: its cost counts, as an adjustment. */
export function adjustment(draft: ChargeDraft, cells: CurCells): ChargeDraft {
  return plain(draft, { cells, category: 'Adjustment' });
}

function usage(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const billed = billedIn(cells);
  draft.ChargeCategory = 'Usage';
  draft.ChargeFrequency = 'Usage-Based';
  draft.BilledCost = billed;
  draft.EffectiveCost = billed;
  draft.PricingCategory = isSpot(cells) ? 'Dynamic' : 'Standard';
  fillPrices(draft, { cells, contracted: billed });
  return [draft];
}

function fee(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const reservation = cells('reservation_reservation_arn');
  if (reservation !== null) return [purchase(draft, { cells, id: reservation, kind: 'Usage', frequency: 'One-Time' })];
  plain(draft, { cells, category: 'Purchase' });
  const isWholeMonth =
    draft.ChargePeriodStart <= draft.BillingPeriodStart && draft.ChargePeriodEnd >= draft.BillingPeriodEnd;
  draft.ChargeFrequency = isWholeMonth ? 'Recurring' : 'One-Time';
  draft.PricingCategory = 'Standard';
  return [draft];
}

function refund(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const plan = cells('savings_plan_savings_plan_arn');
  const id = plan ?? cells('reservation_reservation_arn');
  plain(draft, { cells, category: id === null ? 'Usage' : 'Purchase' });
  if (/\btax\b/i.test(cells('line_item_line_item_description') ?? '')) {
    draft.ChargeCategory = 'Tax';
    return [withoutPrice(draft)];
  }
  if (id !== null) {
    fillCommitment(draft, { id, kind: plan === null ? 'Usage' : 'Spend' });
    // What was paid back of an upfront fee was never effective.
    if (plan !== null) draft.EffectiveCost = '0';
  }
  return [draft];
}

/** Where net costs stand the discount is in them already; elsewhere it is a negative row of its own. */
function discount(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const net = amountIn(cells, 'line_item_net_unblended_cost');
  if (net !== null && decimal(net).isZero()) return [];
  plain(draft, { cells, category: 'Usage' });
  draft.ChargeFrequency = 'Usage-Based';
  draft.ListCost = '0';
  return [draft];
}
