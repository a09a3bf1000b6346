import type { Charge, ChargeDraft } from '#app/focus/charge.ts';
import { ownText } from '#app/focus/own-text.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import { type ExactSum, exactSum } from '#app/measure/exact-sum.ts';
import { amountIn, type CurCells } from './cur-common.ts';

/**
 * What must tie over all rows of a delivery: what is billed with what the report bills, and what savings plans cover with
 * the rows that negate it.
 */
export interface CurLedger {
  readonly splitRow: () => void;
  readonly unknownType: (type: string) => void;
  readonly unblended: (cells: CurCells) => void;
  readonly billed: (charge: Charge) => void;
  readonly covered: (draft: ChargeDraft, cells: CurCells) => void;
  readonly negated: (draft: ChargeDraft, cells: CurCells) => void;
  /** Adjustments for covered usage that was not negated to the last digit, so that the sums tie. */
  readonly residues: () => readonly Charge[];
  /** What a reader of the report should know. */
  readonly remarks: () => readonly string[];
}

interface Balance {
  readonly sum: ExactSum;
  readonly row: ChargeDraft;
}

/** A ledger without an entry. */
export function curLedger(): CurLedger {
  const reported = new Map<string, ExactSum>();
  const kept = new Map<string, ExactSum>();
  const plans = new Map<string, Balance>();
  const unknown = new Map<string, number>();
  let splitRows = 0;
  let netRows = 0;
  let grossRows = 0;

  function add(
    sums: Map<string, ExactSum>,
    { currency, amount }: { readonly currency: string; readonly amount: string },
  ): void {
    const sum = sums.get(currency) ?? exactSum();
    sums.set(currency, sum);
    sum.add(amount);
  }

  function balance(draft: ChargeDraft, cells: CurCells): void {
    const amount = amountIn(cells, 'line_item_unblended_cost');
    if (amount === null) return;
    const key = `${cells('savings_plan_savings_plan_arn') ?? ''} ${draft.ChargePeriodStart} ${draft.BillingCurrency}`;
    // The sum outlives the row: a copy of what an adjustment would say.
    const found = plans.get(key) ?? { sum: exactSum(), row: ownRow(draft) };
    plans.set(ownText(key), found);
    found.sum.add(amount);
  }

  return {
    splitRow() {
      splitRows += 1;
    },
    unknownType: (type) => unknown.set(type, (unknown.get(type) ?? 0) + 1),
    unblended(cells) {
      const net = amountIn(cells, 'line_item_net_unblended_cost');
      const gross = amountIn(cells, 'line_item_unblended_cost');
      if (gross === null) return;
      if (net !== null) netRows += 1;
      else if (/[1-9]/.test(gross)) grossRows += 1;
      add(reported, { currency: cells('line_item_currency_code') ?? '', amount: gross });
    },
    billed: (charge) => add(kept, { currency: charge.BillingCurrency, amount: charge.BilledCost }),
    covered: balance,
    negated: balance,
    residues() {
      return [...plans.entries()].flatMap(([key, { sum, row }]) => {
        const residue = sum.text();
        if (residue === '0') return [];
        add(kept, { currency: row.BillingCurrency, amount: residue });
        return [adjustmentOf(row, { residue, key })];
      });
    },
    remarks: () => [
      ...(splitRows > 0 ? [`${splitRows} split cost rows repeat the cost of their machines and are left out`] : []),
      ...[...unknown].map(([type, count]) => `${count} rows of the unknown type ${type} count as adjustments`),
      ...(netRows > 0 && grossRows > 0 ? [`${grossRows} rows have no net cost beside ${netRows} that have one`] : []),
      ...[...reported].flatMap(([currency, sum]) => {
        const difference = decimal(sum.text()).minus(decimal(kept.get(currency)?.text() ?? '0'));
        if (difference.isZero()) return [];
        return [`BilledCost is ${decimalText(difference)} ${currency} less than UnblendedCost of the report`];
      }),
    ],
  };
}

/** One row for each hour of a plan is kept until the end. */
function ownRow(draft: ChargeDraft): ChargeDraft {
  const texts = Object.entries(draft).map(([name, text]) => [name, text === null ? null : ownText(text)]);
  return Object.fromEntries(texts) as unknown as ChargeDraft;
}

function adjustmentOf(row: ChargeDraft, { residue, key }: { readonly residue: string; readonly key: string }): Charge {
  return {
    ...row,
    ChargeCategory: 'Adjustment',
    ChargeFrequency: 'One-Time',
    BilledCost: residue,
    EffectiveCost: residue,
    ListCost: residue,
    ContractedCost: residue,
    ChargeDescription: 'What a savings plan covers and its negation differ by',
    ResourceId: null,
    ResourceName: null,
    ResourceType: null,
    PricingCategory: null,
    PricingQuantity: null,
    PricingUnit: null,
    ConsumedQuantity: null,
    ConsumedUnit: null,
    CommitmentDiscountQuantity: null,
    CommitmentDiscountUnit: null,
    CommitmentDiscountId: null,
    CommitmentDiscountCategory: null,
    CommitmentDiscountType: null,
    CommitmentDiscountStatus: null,
    x_ChargeKey: `residue ${key}`,
  };
}
