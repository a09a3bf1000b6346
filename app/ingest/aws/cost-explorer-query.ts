import type { Expression, GetCostAndUsageCommandInput } from '@aws-sdk/client-cost-explorer';

/** What rows of Cost Explorer are in FOCUS, told apart by their record types. */
export type ExplorerCategory = 'Usage' | 'Purchase' | 'Tax' | 'Credit';

/**
 * Record types by category; all that are in none of these count as usage, so that every row counts once whatever types there
 * are. https://docs.aws.amazon.com/cost-management/latest/userguide/ce-filtering.html (read 2026-11-26).
 */
const RECORD_TYPES: Readonly<Record<Exclude<ExplorerCategory, 'Usage'>, readonly string[]>> = {
  Purchase: ['Recurring', 'RIFee', 'Upfront', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee'],
  Tax: ['Tax'],
  Credit: ['Credit'],
};

export const EXPLORER_CATEGORIES: readonly ExplorerCategory[] = ['Usage', 'Purchase', 'Tax', 'Credit'];

/** Days of `[Start, End)`, `2026-10-01`. */
export interface ExplorerPeriod {
  readonly Start: string;
  readonly End: string;
}

/** The question for all charges of one category, by day, account and service. */
export function explorerQuery(category: ExplorerCategory, period: ExplorerPeriod): GetCostAndUsageCommandInput {
  return {
    TimePeriod: period,
    Granularity: 'DAILY',
    Metrics: ['UnblendedCost', 'AmortizedCost'],
    GroupBy: [
      { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
      { Type: 'DIMENSION', Key: 'SERVICE' },
    ],
    Filter: category === 'Usage' ? { Not: among(Object.values(RECORD_TYPES).flat()) } : among(RECORD_TYPES[category]),
  };
}

function among(types: readonly string[]): Expression {
  return { Dimensions: { Key: 'RECORD_TYPE', Values: [...types] } };
}

/** The days of a month that are over, null when none is. */
export function daysOver(month: string, now: Date): ExplorerPeriod | null {
  const first = `${month}-01`;
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 10);
  const today = now.toISOString().slice(0, 10);
  const [End = today] = [next, today].sort();
  return first < End ? { Start: first, End } : null;
}
