import type { ChargeDraft } from '#app/focus/charge.ts';
import { amountIn, type CurCells, UnreadableRow } from './cur-common.ts';

/** A row whose cost is paid and effective at once, whatever it is listed at. */
export function plain(
  draft: ChargeDraft,
  { cells, category }: { readonly cells: CurCells; readonly category: string },
): ChargeDraft {
  const billed = billedIn(cells);
  draft.ChargeCategory = category;
  draft.ChargeFrequency = 'One-Time';
  draft.BilledCost = billed;
  draft.EffectiveCost = billed;
  draft.ListCost = billed;
  draft.ContractedCost = billed;
  // A refund is an invoice of its own, for a month that is closed.
  if (cells('bill_bill_type') === 'Refund') draft.ChargeClass = 'Correction';
  return draft;
}

export function withoutPrice(draft: ChargeDraft): ChargeDraft {
  draft.SkuId = null;
  draft.SkuMeter = null;
  draft.SkuPriceId = null;
  draft.SkuPriceDetails = null;
  draft.HostProviderName = null;
  draft.ChargeFrequency = 'Recurring';
  return draft;
}

export function fillPrices(
  draft: ChargeDraft,
  { cells, contracted }: { readonly cells: CurCells; readonly contracted: string },
): void {
  const quantity = amountIn(cells, 'line_item_usage_amount');
  const unit = quantity === null ? null : (cells('pricing_unit') ?? cells('line_item_usage_type'));
  draft.PricingQuantity = quantity;
  draft.PricingUnit = unit;
  draft.ConsumedQuantity = quantity;
  draft.ConsumedUnit = unit;
  draft.ListUnitPrice = amountIn(cells, 'pricing_public_on_demand_rate');
  draft.ListCost = amountIn(cells, 'pricing_public_on_demand_cost') ?? contracted;
  draft.ContractedCost = contracted;
  if (draft.PricingCategory !== 'Committed') {
    draft.ContractedUnitPrice =
      amountIn(cells, 'line_item_net_unblended_rate') ?? amountIn(cells, 'line_item_unblended_rate');
  }
}

export function billedIn(cells: CurCells): string {
  return amountIn(cells, 'line_item_net_unblended_cost') ?? needed(cells, 'line_item_unblended_cost');
}

export function needed(cells: CurCells, name: 'line_item_unblended_cost'): string {
  const amount = amountIn(cells, name);
  if (amount === null) throw new UnreadableRow(`${name} is empty`);
  return amount;
}

export function isSpot(cells: CurCells): boolean {
  return cells('pricing_term') === 'Spot' || /SpotUsage/.test(cells('line_item_usage_type') ?? '');
}
