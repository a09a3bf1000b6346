import { blankCharge, type Charge, type ChargeDraft } from '#app/focus/charge.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import { flatJson } from '../flat-json.ts';
import type { MappedRow } from '../focus/map-focus-row.ts';
import { plainDecimal } from '../plain-values.ts';
import { azureCommitment, type CostDataset, isCommitted, isCounted } from './azure-commitment.ts';
import { type DayReader, dayAfter } from './azure-dates.ts';
import { costCategories, normalizationRatio, skuDetails } from './azure-details.ts';
import type { AzureColumn, AzureHeader } from './azure-header.ts';
import { azurePrices } from './azure-prices.ts';
import { fillResource } from './azure-resource.ts';

/** What the rows of a file have in common. */
export interface AzureFile {
  readonly sourceId: string;
  readonly file: string;
  readonly dataset: CostDataset;
  /** Billing month of the run, `2026-10`, for files that do not write the period in their rows. */
  readonly month: string;
  readonly dayOf: DayReader;
}

/** A row as a charge, why it is none, or null where the other file counts it. */
export type MappedAzureRow = MappedRow | null;

const CATEGORY: Readonly<Record<string, string>> = {
  usage: 'Usage',
  purchase: 'Purchase',
  tax: 'Tax',
  credit: 'Credit',
  unusedreservation: 'Usage',
  unusedsavingsplan: 'Usage',
  refund: 'Purchase',
};
const FREQUENCY: Readonly<Record<string, string>> = {
  onetime: 'One-Time',
  recurring: 'Recurring',
  monthly: 'Recurring',
  usagebased: 'Usage-Based',
};
const PRICING: Readonly<Record<string, string>> = { ondemand: 'Standard', spot: 'Dynamic' };

/**
 * Reads the rows of a cost file of Azure as FOCUS 1.2. https://learn.microsoft.com/cloud-computing/finops/focus/convert
 * (read 2026-11-26); where that page and the specification differ (the price category of a purchase, what the unused part of
 * a commitment is billed), the specification.
 */
export function azureRowMapper(
  header: AzureHeader,
  origin: AzureFile,
): (row: readonly (string | null)[], number: number) => MappedAzureRow {
  return (row, number) => {
    const cell = (column: AzureColumn): string => {
      const at = header.at[column];
      return at === undefined ? '' : (row[at] ?? '').trim();
    };
    const chargeType = cell('chargeType') || 'Usage';
    const model = cell('pricingModel');
    if (!isCounted(origin.dataset, { chargeType, model })) return null;
    const cost = plainDecimal(cell('cost'));
    const currency = cell('currency').toUpperCase();
    const refuse = (reason: string): MappedRow => ({ reason, billedCost: cost, currency: currency || null });
    if (cost === null) return refuse(`cost is ${JSON.stringify(cell('cost'))}`);
    if (!/^[A-Z]{3}$/.test(currency)) return refuse(`currency is ${JSON.stringify(cell('currency'))}`);
    // The period first: its last day tells how the file writes days.
    const end = cell('periodEnd') === '' ? lastDay(origin.month) : origin.dayOf(cell('periodEnd'));
    const start = cell('periodStart') === '' ? `${origin.month}-01` : origin.dayOf(cell('periodStart'));
    const day = origin.dayOf(cell('date'));
    if (day === null) return refuse(`date is ${JSON.stringify(cell('date'))}`);
    if (start === null || end === null || end < start) return refuse('the billing period is no period');
    const draft = blankCharge();
    fillCosts(draft, { cell, cost, currency, chargeType: chargeType.toLowerCase(), model });
    fillAccount(draft, cell);
    draft.BillingPeriodStart = `${start}T00:00:00Z`;
    draft.BillingPeriodEnd = `${dayAfter(end)}T00:00:00Z`;
    draft.ChargePeriodStart = `${day}T00:00:00Z`;
    draft.ChargePeriodEnd = `${dayAfter(day)}T00:00:00Z`;
    draft.x_ChargeKey = `${origin.file}:${number}`;
    draft.x_SourceId = origin.sourceId;
    draft.x_SourceFocusVersion = '1.2';
    const fault = draft.BillingAccountId === null ? 'no billing account and no subscription' : null;
    return fault === null ? { charge: draft satisfies Charge } : refuse(fault);
  };
}

interface RowFacts {
  readonly cell: (column: AzureColumn) => string;
  /** Plain decimal. */
  readonly cost: string;
  readonly currency: string;
  /** In lower case. */
  readonly chargeType: string;
  readonly model: string;
}

function fillCosts(draft: ChargeDraft, facts: RowFacts): void {
  const { cell, cost, currency, chargeType, model } = facts;
  const category = CATEGORY[chargeType] ?? 'Adjustment';
  const isUnused = chargeType.startsWith('unused');
  const isCovered = category === 'Usage' && (isUnused || isCommitted(model));
  const isPaid = category === 'Purchase' && isCommitted(model);
  draft.ChargeCategory = category;
  draft.ChargeClass = chargeType === 'refund' ? 'Correction' : null;
  draft.ChargeDescription = cell('product') || cell('meterName') || null;
  draft.ChargeFrequency =
    FREQUENCY[cell('frequency').toLowerCase()] ?? (category === 'Usage' ? 'Usage-Based' : 'One-Time');
  draft.BillingCurrency = currency;
  draft.BilledCost = isCovered ? '0' : cost;
  draft.EffectiveCost = isPaid ? '0' : cost;
  draft.PricingCurrency = cell('pricingCurrency') || currency;
  fillPrices(draft, facts);
  if (category === 'Usage' || category === 'Purchase') {
    draft.PricingCategory = isPaid ? 'Standard' : isCovered ? 'Committed' : (PRICING[model.toLowerCase()] ?? null);
  }
  const commitment = azureCommitment(cell('benefitId'), cell('reservationId'));
  fillResource(draft, { cell, commitment: isPaid || isUnused ? commitment : null });
  if (commitment === null || !(isPaid || isCovered)) return;
  draft.CommitmentDiscountId = commitment.id;
  draft.CommitmentDiscountName = cell('benefitName') || cell('reservationName') || null;
  draft.CommitmentDiscountCategory = commitment.category;
  draft.CommitmentDiscountType = commitment.type;
  if (isCovered) draft.CommitmentDiscountStatus = isUnused ? 'Unused' : 'Used';
  if (isUnused) {
    draft.ConsumedQuantity = null;
    draft.ConsumedUnit = null;
  }
  fillCommitted(draft, { facts, isSpend: commitment.category === 'Spend' });
}

function fillPrices(draft: ChargeDraft, { cell, cost, currency }: RowFacts): void {
  const isTax = draft.ChargeCategory === 'Tax';
  const prices = azurePrices({
    quantity: isTax ? '' : cell('quantity'),
    unit: isTax ? '' : cell('unit'),
    unitPrice: cell('unitPrice'),
    effectivePrice: cell('effectivePrice'),
    paygPrice: cell('paygPrice'),
    paygCost: cell('paygCost'),
    exchangeRate: cell('exchangeRate'),
    pricingCurrency: cell('pricingCurrency'),
    currency,
    cost,
  });
  // Where the file has no price (marketplace, reservations of EA), no discount is claimed: what it costs stands for both.
  draft.ContractedCost = prices.contractedCost ?? cost;
  draft.ListCost = prices.listCost ?? draft.ContractedCost;
  const inPricing = plainDecimal(cell('costInPricingCurrency'));
  if (draft.PricingCurrency === currency) draft.PricingCurrencyEffectiveCost = draft.EffectiveCost;
  else if (inPricing !== null) draft.PricingCurrencyEffectiveCost = draft.EffectiveCost === '0' ? '0' : inPricing;
  if (isTax) return;
  draft.ContractedUnitPrice = prices.contractedUnitPrice;
  draft.ListUnitPrice = prices.listUnitPrice;
  draft.PricingQuantity = prices.pricingQuantity;
  draft.PricingUnit = prices.pricingUnit;
  if (draft.ChargeCategory === 'Usage') {
    draft.ConsumedQuantity = prices.consumedQuantity;
    draft.ConsumedUnit = prices.consumedUnit;
  }
  draft.SkuId = cell('productId') || cell('meterId') || null;
  draft.SkuMeter = cell('meterName') || null;
  draft.SkuPriceId = cell('partNumber') || [cell('productId'), cell('meterId')].filter(Boolean).join('_') || null;
  draft.SkuPriceDetails = skuDetails(cell('additionalInfo'));
}

/** How much of the commitment a row is: money of a savings plan, normalised hours of a reservation. */
function fillCommitted(
  draft: ChargeDraft,
  { facts, isSpend }: { readonly facts: RowFacts; readonly isSpend: boolean },
): void {
  if (isSpend) {
    draft.CommitmentDiscountQuantity = facts.cost;
    draft.CommitmentDiscountUnit = facts.currency;
    return;
  }
  if (draft.ChargeCategory !== 'Usage' || draft.PricingUnit !== 'Hours' || draft.PricingQuantity === null) return;
  const ratio = normalizationRatio(facts.cell('additionalInfo'));
  if (ratio === null) return;
  draft.CommitmentDiscountQuantity = decimalText(decimal(draft.PricingQuantity).times(decimal(ratio)));
  draft.CommitmentDiscountUnit = 'Hours';
}

function fillAccount(draft: ChargeDraft, cell: (column: AzureColumn) => string): void {
  const account = cell('billingAccountId');
  // The number of an enrolment, or, under a customer agreement, an account with profiles of which each has its invoice.
  const isEnrolment = /^\d+$/.test(account);
  const profile = isEnrolment ? '' : cell('billingProfileId');
  const subscription = cell('subscriptionId');
  const id = profile || account || subscription;
  // Checked by the caller: a row without any is refused.
  draft.BillingAccountId = (id || null) as string;
  draft.BillingAccountName = (profile ? cell('billingProfileName') : cell('billingAccountName')) || null;
  draft.BillingAccountType = profile ? 'Billing Profile' : account ? 'Billing Account' : 'Subscription';
  draft.InvoiceId = cell('invoiceId') || null;
  draft.InvoiceIssuerName = cell('partnerName') || 'Microsoft';
  if (subscription !== '') {
    draft.SubAccountId = subscription;
    draft.SubAccountName = cell('subscriptionName') || null;
    draft.SubAccountType = 'Subscription';
  }
  draft.Tags = cell('tags') === '' ? null : flatJson(cell('tags'));
  draft.x_CostCategories = costCategories({ CostCenter: cell('costCenter'), InvoiceSection: cell('invoiceSection') });
}

function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
