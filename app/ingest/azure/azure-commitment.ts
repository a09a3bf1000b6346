/** What a row says of reservations and savings plans. */
export interface AzureCommitment {
  readonly id: string;
  readonly category: 'Spend' | 'Usage';
  readonly type: 'Reservation' | 'Savings Plan';
}

/** Whether a price model is that of a commitment, however it is spelled (`SavingsPlan`, `Savings Plan`). */
export function isCommitted(pricingModel: string): boolean {
  return /^(?:reservation|savings ?plan)$/i.test(pricingModel);
}

/**
 * The commitment that an id names: `…/Microsoft.Capacity/reservationOrders/…` or `…/Microsoft.BillingBenefits/…`, in any
 * case; a bare id of older files is a reservation's. Null without one.
 * https://learn.microsoft.com/cloud-computing/finops/focus/convert (read 2026-11-26).
 */
export function azureCommitment(benefitId: string, reservationId: string): AzureCommitment | null {
  const id = benefitId || reservationId;
  if (id === '') return null;
  if (/\/microsoft\.billingbenefits\//i.test(id)) return { id, category: 'Spend', type: 'Savings Plan' };
  if (/\/microsoft\.capacity\//i.test(id) || benefitId === '') return { id, category: 'Usage', type: 'Reservation' };
  return null;
}

/** Which of the two files a row is in: `actual` has purchases, `amortized` what they cover. */
export type CostDataset = 'actual' | 'amortized';

/**
 * Whether a row counts. All of the amortised file do, and of the actual file what was paid for commitments; a purchase that
 * stands in the amortised file too is not counted twice (https://github.com/microsoft/finops-toolkit/issues/1092).
 */
export function isCounted(dataset: CostDataset, row: { readonly chargeType: string; readonly model: string }): boolean {
  const isPaid = /^(?:purchase|refund)$/i.test(row.chargeType) && isCommitted(row.model);
  return dataset === 'actual' ? isPaid : !isPaid;
}
