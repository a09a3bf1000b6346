import type { Charge, ChargeDraft } from '#app/focus/charge.ts';
import { plainDecimal } from '../plain-values.ts';
import { type CurCells, type CurOrigin, commonCharge, UnreadableRow } from './cur-common.ts';
import type { CurColumn, CurHeader } from './cur-header.ts';
import { curLabels } from './cur-labels.ts';
import type { CurLedger } from './cur-ledger.ts';
import { adjustment, curLine } from './cur-line.ts';

/** The charges of a row, none where another row says the same, or why it cannot be read. */
export type MappedCurRow =
  | { readonly charges: readonly Charge[] }
  | { readonly reason: string; readonly billedCost: string | null; readonly currency: string | null };

/** Split cost rows repeat what the rows of their machines cost. */
const SPLIT_OPERATIONS: readonly string[] = ['EKSPod-EC2', 'ECSTask-EC2'];

/** Reads the rows of a report with that header; what must tie over all rows is kept in the ledger. */
export function curRowMapper(
  header: CurHeader,
  { origin, ledger }: { readonly origin: CurOrigin; readonly ledger: CurLedger },
): (row: readonly (string | null)[], number: number) => MappedCurRow {
  const { slots } = header;
  let current: readonly (string | null)[] = [];
  const cells: CurCells = (name: CurColumn) => {
    const text = current[slots[name]];
    return text === undefined || text === null || text === '' ? null : text;
  };
  const labelsOf = curLabels(header);
  return (row, number) => {
    current = row;
    try {
      const charges = chargesOf(cells, { origin, ledger });
      const labels = labelsOf(row);
      for (const [at, charge] of charges.entries()) {
        charge.Tags = labels.tags;
        charge.x_CostCategories = labels.categories;
        if (charge.ResourceId !== null && charge.CommitmentDiscountId !== charge.ResourceId)
          charge.ResourceName = labels.name;
        charge.x_ChargeKey = `${origin.file}:${number}${at === 0 ? '' : `:${at}`}`;
      }
      return { charges };
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      const cost = cells('line_item_unblended_cost');
      return {
        reason: error.message,
        billedCost: cost === null ? null : plainDecimal(cost),
        currency: cells('line_item_currency_code'),
      };
    }
  };
}

function chargesOf(
  cells: CurCells,
  { origin, ledger }: { readonly origin: CurOrigin; readonly ledger: CurLedger },
): readonly ChargeDraft[] {
  const type = cells('line_item_line_item_type') ?? '';
  if (SPLIT_OPERATIONS.includes(cells('line_item_operation') ?? '')) {
    ledger.splitRow();
    return [];
  }
  const draft = commonCharge(cells, origin);
  ledger.unblended(cells);
  if (type === 'SavingsPlanNegation') {
    ledger.negated(draft, cells);
    return [];
  }
  const line = curLine(type);
  if (line === null) ledger.unknownType(type);
  const charges = line === null ? [adjustment(draft, cells)] : line(draft, cells);
  if (type === 'SavingsPlanCoveredUsage') ledger.covered(draft, cells);
  for (const charge of charges) ledger.billed(charge);
  return charges;
}
