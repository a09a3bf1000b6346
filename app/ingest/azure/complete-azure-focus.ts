import type { ChargeDraft } from '#app/focus/charge.ts';
import { resourceType } from './azure-resource.ts';
import { azureService } from './azure-services.ts';

/**
 * Fills in what Azure's own FOCUS exports are known to leave out or to get wrong, and nothing else: services of some
 * purchases, list and contracted costs of 0 where it has no price (marketplace, reservations), committed usage priced as
 * Standard (https://github.com/microsoft/finops-toolkit/issues/836), savings plans whose purchase has an effective cost
 * (…/issues/1092). https://learn.microsoft.com/cloud-computing/finops/focus/conformance-summary (read 2026-11-26).
 */
export function completeAzureFocus(draft: ChargeDraft): void {
  if (draft.ServiceName === null || draft.ServiceCategory === null) {
    const id = draft.ResourceId ?? draft.CommitmentDiscountId ?? '';
    const service = azureService({
      resourceType: resourceType(id),
      consumedService: '',
      meterCategory: draft.ServiceName ?? '',
    });
    draft.ServiceName ??= service.name;
    draft.ServiceCategory ??= service.category;
    if (draft.ServiceCategory === service.category) draft.ServiceSubcategory ??= service.subcategory;
  }
  if (draft.CommitmentDiscountStatus !== null && draft.PricingCategory === 'Standard')
    draft.PricingCategory = 'Committed';
  const isPurchase = draft.ChargeCategory === 'Purchase';
  if (isPurchase && draft.CommitmentDiscountId !== null) draft.EffectiveCost = '0';
  const cost = isPurchase ? draft.BilledCost : draft.EffectiveCost;
  if (cost === null || isZero(cost)) return;
  for (const [costName, priceName] of PRICES) {
    if (draft[costName] !== null && !isZero(draft[costName])) continue;
    // No discount is claimed: what it costs stands for a price that is not known.
    draft[costName] = costName === 'ListCost' && !isZero(draft.ContractedCost) ? draft.ContractedCost : cost;
    draft[priceName] = null;
  }
}

const PRICES = [
  ['ContractedCost', 'ContractedUnitPrice'],
  ['ListCost', 'ListUnitPrice'],
] as const;

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}
