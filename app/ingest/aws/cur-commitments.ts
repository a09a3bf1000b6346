import type { ChargeDraft } from '#app/focus/charge.ts';
import { type Decimal, decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import { amountIn, type CurCells, UnreadableRow } from './cur-common.ts';
import { fillPrices, needed, plain } from './cur-costs.ts';

/** What is committed to: an amount of money, or usage of a kind. */
export type CommitmentKind = 'Spend' | 'Usage';

/** Covered rows are paid by the plan: the row that negates them cancels their on-demand cost. */
export function coveredUsage(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const effective =
    amountIn(cells, 'savings_plan_net_savings_plan_effective_cost') ??
    amountIn(cells, 'savings_plan_savings_plan_effective_cost');
  if (effective === null) throw new UnreadableRow('savings_plan_savings_plan_effective_cost is empty');
  covered(draft, { effective, id: cells('savings_plan_savings_plan_arn'), kind: 'Spend' });
  draft.CommitmentDiscountQuantity = effective;
  draft.CommitmentDiscountUnit = draft.BillingCurrency;
  fillPrices(draft, { cells, contracted: needed(cells, 'line_item_unblended_cost') });
  return [draft];
}

export function reservedUsage(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const effective = amountIn(cells, 'reservation_net_effective_cost') ?? amountIn(cells, 'reservation_effective_cost');
  if (effective === null) throw new UnreadableRow('reservation_effective_cost is empty');
  covered(draft, { effective, id: cells('reservation_reservation_arn'), kind: 'Usage' });
  fillPrices(draft, { cells, contracted: amountIn(cells, 'pricing_public_on_demand_cost') ?? effective });
  draft.CommitmentDiscountQuantity = draft.ConsumedQuantity;
  draft.CommitmentDiscountUnit = draft.ConsumedUnit;
  return [draft];
}

function covered(
  draft: ChargeDraft,
  of: { readonly effective: string; readonly id: string | null; readonly kind: CommitmentKind },
): void {
  draft.ChargeCategory = 'Usage';
  draft.ChargeFrequency = 'Usage-Based';
  draft.PricingCategory = 'Committed';
  draft.BilledCost = '0';
  draft.EffectiveCost = of.effective;
  if (of.id === null) throw new UnreadableRow('covered by a commitment that has no ARN');
  fillCommitment(draft, { id: of.id, kind: of.kind });
  draft.CommitmentDiscountStatus = 'Used';
}

export function savingsPlanFee(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const id = cells('savings_plan_savings_plan_arn');
  const bought = purchase(draft, { cells, id, kind: 'Spend', frequency: 'Recurring' });
  const total = amountIn(cells, 'savings_plan_total_commitment_to_date');
  const used = amountIn(cells, 'savings_plan_used_commitment');
  if (total === null || used === null) return [bought];
  const rest = decimal(total).minus(decimal(used));
  return rest.isPositive() && !rest.isZero() ? [bought, unused(bought, { cost: rest, kind: 'Spend' })] : [bought];
}

export function reservationFee(draft: ChargeDraft, cells: CurCells): readonly ChargeDraft[] {
  const id = cells('reservation_reservation_arn');
  const bought = purchase(draft, { cells, id, kind: 'Usage', frequency: 'Recurring' });
  const upfront =
    amountIn(cells, 'reservation_net_unused_amortized_upfront_fee_for_billing_period') ??
    amountIn(cells, 'reservation_unused_amortized_upfront_fee_for_billing_period');
  const recurring =
    amountIn(cells, 'reservation_net_unused_recurring_fee') ?? amountIn(cells, 'reservation_unused_recurring_fee');
  if (upfront === null && recurring === null) return [bought];
  const cost = [upfront, recurring].reduce((sum, part) => (part === null ? sum : sum.plus(decimal(part))), ZERO);
  if (cost.isZero()) return [bought];
  const row = unused(bought, { cost, kind: 'Usage' });
  row.CommitmentDiscountQuantity = amountIn(cells, 'reservation_unused_quantity');
  row.CommitmentDiscountUnit = row.CommitmentDiscountQuantity === null ? null : cells('pricing_unit');
  return [bought, row];
}

/** The purchase of a commitment: paid now, effective where it is used. */
export function purchase(
  draft: ChargeDraft,
  of: {
    readonly cells: CurCells;
    readonly id: string | null;
    readonly kind: CommitmentKind;
    readonly frequency: 'One-Time' | 'Recurring';
  },
): ChargeDraft {
  plain(draft, { cells: of.cells, category: 'Purchase' });
  draft.ChargeFrequency = of.frequency;
  draft.PricingCategory = 'Standard';
  draft.EffectiveCost = '0';
  if (of.id === null) throw new UnreadableRow('a fee for a commitment that has no ARN');
  fillCommitment(draft, of as { readonly id: string; readonly kind: CommitmentKind });
  draft.ResourceId = of.id;
  draft.ResourceType = draft.CommitmentDiscountType;
  return draft;
}

/** The part of a commitment that nothing used, a row of its own beside the fee. */
function unused(
  bought: ChargeDraft,
  { cost, kind }: { readonly cost: Decimal; readonly kind: CommitmentKind },
): ChargeDraft {
  const row: ChargeDraft = { ...bought };
  const text = decimalText(cost);
  row.ChargeCategory = 'Usage';
  row.ChargeFrequency = 'Usage-Based';
  row.PricingCategory = 'Committed';
  row.BilledCost = '0';
  row.EffectiveCost = text;
  row.ListCost = text;
  row.ContractedCost = text;
  row.CommitmentDiscountStatus = 'Unused';
  row.CommitmentDiscountQuantity = kind === 'Spend' ? text : null;
  row.CommitmentDiscountUnit = kind === 'Spend' ? row.BillingCurrency : null;
  row.ChargeDescription = `Unused part of ${row.CommitmentDiscountId}`;
  return row;
}

export function fillCommitment(
  draft: ChargeDraft,
  { id, kind }: { readonly id: string; readonly kind: CommitmentKind },
): void {
  draft.CommitmentDiscountId = id;
  draft.CommitmentDiscountCategory = kind;
  draft.CommitmentDiscountType = kind === 'Spend' ? 'Savings Plan' : 'Reserved Instance';
}
