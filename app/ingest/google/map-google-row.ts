import { blankCharge, type Charge, type ChargeDraft } from '#app/focus/charge.ts';
import { Decimal, decimal, decimalText } from '#app/measure/decimal.ts';
import { plainDecimal, plainTime } from '../plain-values.ts';
import { monthAfter, monthStart } from './billing-calendar.ts';
import type { GoogleRow } from './billing-columns.ts';
import type { Commitment, CommitmentPlace, Commitments } from './commitments.ts';
import { type RowCredits, rowCredits } from './google-credits.ts';
import { fillRow } from './google-dimensions.ts';

/** What the rows of a month have in common. */
export interface GoogleMonth {
  readonly sourceId: string;
  readonly table: string;
  /** `2026-10`. */
  readonly month: string;
  readonly commitments: Commitments;
}

/** The charges of a row, or why it is none. */
export type MappedGoogleRow =
  | { readonly charges: readonly Charge[] }
  | { readonly reason: string; readonly billedCost: string | null; readonly currency: string | null };

/** FOCUS that the mapping follows. */
export const FOCUS_VERSION = '1.2';

/**
 * Reads the rows of Google's export: what is billed is cost and discounts; what a commitment pays of a row is split off;
 * promotions are rows of their own. https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/detailed-usage
 * (read 2026-11-26).
 */
export function googleRowMapper(origin: GoogleMonth): (row: GoogleRow, number: number) => MappedGoogleRow {
  const period = { start: monthStart(origin.month), end: monthStart(monthAfter(origin.month)) };
  return (row, number) => {
    const cost = row.cost === null ? null : plainDecimal(row.cost);
    const currency = row.currency ?? '';
    const refuse = (reason: string): MappedGoogleRow => ({ reason, billedCost: cost, currency: currency || null });
    if (cost === null) return refuse(`cost is ${JSON.stringify(row.cost)}`);
    if (!/^[A-Z]{3}$/.test(currency)) return refuse(`currency is ${JSON.stringify(row.currency)}`);
    const credits = rowCredits(row.credits);
    if (credits === null) return refuse(`credits are ${JSON.stringify(row.credits?.slice(0, 60))}`);
    const start = row.start === null ? null : plainTime(row.start);
    const end = row.end === null ? null : plainTime(row.end);
    if (start === null || end === null || row.account === null) return refuse('usage time or billing account is null');
    const base = blankCharge();
    fillRow(base, row);
    base.BillingPeriodStart = period.start;
    base.BillingPeriodEnd = period.end;
    base.ChargePeriodStart = start;
    // A tax or an adjustment may be of an instant: FOCUS has no empty period.
    base.ChargePeriodEnd = end > start ? end : `${new Date(Date.parse(start) + 1000).toISOString().slice(0, 19)}Z`;
    base.x_SourceId = origin.sourceId;
    base.x_SourceFocusVersion = FOCUS_VERSION;
    const parts = partsOf(base, { row, cost: decimal(cost), credits, commitments: origin.commitments });
    for (const [index, part] of parts.entries())
      part.x_ChargeKey = `${origin.table}:${number}${index === 0 ? '' : `.${index}`}`;
    return { charges: parts };
  };
}

interface RowFacts {
  readonly row: GoogleRow;
  readonly cost: Decimal;
  readonly credits: RowCredits;
  readonly commitments: Commitments;
}

/** The row, what a commitment pays of it, and what was given. */
function partsOf(base: ChargeDraft, facts: RowFacts): readonly ChargeDraft[] {
  const { row, cost, credits, commitments } = facts;
  const given = credits.given.map(({ name, amount }) => givenCredit(base, { name, amount }));
  if (row.fee !== 'none' && base.ChargeCategory === 'Usage') {
    const category = row.fee === 'spend' ? 'Spend' : 'Usage';
    const commitment = commitments.of(category, placeOf(row));
    return [purchase(base, { commitment, billed: cost.plus(credits.discount), facts }), ...given];
  }
  const category = credits.committed.Spend.isZero() ? 'Usage' : 'Spend';
  const credited = credits.committed.Spend.plus(credits.committed.Usage);
  if (credited.isZero()) return [priced(base, { share: null, billed: cost.plus(credits.discount), facts }), ...given];
  const commitment = commitments.of(category, placeOf(row));
  const effective = (['Spend', 'Usage'] as const)
    .map((each) => commitments.effective(each, { place: placeOf(row), credited: credits.committed[each] }))
    .reduce((sum, each) => sum.plus(each));
  if (credited.lessThan(0) || credited.greaterThanOrEqualTo(cost)) {
    const billed = cost.minus(credited).plus(credits.discount);
    return [
      covered(priced(base, { share: null, billed, facts }), { commitment, effective: billed.plus(effective) }),
      ...given,
    ];
  }
  // Nine decimals, so that the two parts add up to the row exactly.
  const share = credited.dividedBy(cost).toDecimalPlaces(9, Decimal.ROUND_HALF_EVEN);
  const paid = priced(base, { share, billed: decimal('0'), facts });
  const rest = priced(base, {
    share: decimal('1').minus(share),
    billed: cost.minus(credited).plus(credits.discount),
    facts,
  });
  return [rest, covered(paid, { commitment, effective }), ...given];
}

function priced(
  base: ChargeDraft,
  part: { readonly share: Decimal | null; readonly billed: Decimal; readonly facts: RowFacts },
): ChargeDraft {
  const { row, cost } = part.facts;
  const draft = { ...base };
  const scaled = (value: string | null): string | null =>
    value === null || part.share === null ? value : decimalText(decimal(value).times(part.share));
  const list = row.costAtList === null ? null : plainDecimal(row.costAtList);
  draft.BilledCost = decimalText(part.billed);
  draft.EffectiveCost = draft.BilledCost;
  draft.PricingCurrencyEffectiveCost = draft.EffectiveCost;
  draft.ContractedCost = scaled(decimalText(cost)) ?? draft.BilledCost;
  draft.ListCost = scaled(list) ?? draft.ContractedCost;
  draft.PricingQuantity = scaled(draft.PricingQuantity);
  draft.ConsumedQuantity = scaled(draft.ConsumedQuantity);
  return draft;
}

function covered(
  draft: ChargeDraft,
  by: { readonly commitment: Commitment; readonly effective: Decimal },
): ChargeDraft {
  draft.EffectiveCost = decimalText(by.effective);
  draft.PricingCurrencyEffectiveCost = draft.EffectiveCost;
  draft.PricingCategory = 'Committed';
  fillCommitment(draft, by.commitment);
  draft.CommitmentDiscountStatus = 'Used';
  return draft;
}

function purchase(
  base: ChargeDraft,
  fee: { readonly commitment: Commitment; readonly billed: Decimal; readonly facts: RowFacts },
): ChargeDraft {
  const draft = priced(base, { share: null, billed: fee.billed, facts: fee.facts });
  draft.ChargeCategory = 'Purchase';
  draft.ChargeFrequency = 'Recurring';
  draft.EffectiveCost = '0';
  draft.PricingCurrencyEffectiveCost = '0';
  draft.ConsumedQuantity = null;
  draft.ConsumedUnit = null;
  draft.ResourceId = fee.facts.row.subscription ?? fee.commitment.id;
  draft.ResourceType = 'Commitment';
  fillCommitment(draft, fee.commitment);
  return draft;
}

/** The id, the kind and the name of the commitment that a charge is of. */
export function fillCommitment(draft: ChargeDraft, { id, category }: Commitment): void {
  draft.CommitmentDiscountId = id;
  draft.CommitmentDiscountCategory = category;
  draft.CommitmentDiscountType = category === 'Spend' ? 'Spend-based CUD' : 'Resource-based CUD';
}

function givenCredit(
  base: ChargeDraft,
  { name, amount }: { readonly name: string; readonly amount: string },
): ChargeDraft {
  return {
    ...base,
    ChargeCategory: 'Credit',
    ChargeFrequency: 'One-Time',
    ChargeDescription: name,
    BilledCost: amount,
    EffectiveCost: amount,
    PricingCurrencyEffectiveCost: amount,
    ListCost: amount,
    ContractedCost: amount,
    PricingCategory: null,
    PricingQuantity: null,
    PricingUnit: null,
    ConsumedQuantity: null,
    ConsumedUnit: null,
  };
}

function placeOf(row: GoogleRow): CommitmentPlace {
  return {
    account: row.account ?? '',
    currency: row.currency ?? '',
    service: row.service ?? '',
    day: row.day ?? '',
    region: row.region ?? '',
    kind: row.kind ?? '',
  };
}
