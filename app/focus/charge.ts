import { FOCUS_COLUMN_NAMES, type FOCUS_COLUMNS, type FocusColumn } from './focus-columns.ts';

/** Columns that every source fills; of the others some know nothing. */
type Filled = {
  [Name in FocusColumn]: (typeof FOCUS_COLUMNS)[Name] extends { level: 'mandatory'; isNullable: false } ? Name : never;
}[FocusColumn];

/**
 * One billed row in the columns of FOCUS 1.4 (and the two that it removed), every value as text: money as plain decimal
 * digits, never a number. `x_ChargeKey` tells it from all others of its source, so that writing it again replaces it; in
 * a delivery, which is replaced whole, it is only where the row stands.
 */
export type Charge = { readonly [Name in FocusColumn]: Name extends Filled ? string : string | null } & {
  readonly x_ChargeKey: string;
  /** Where it comes from. */
  readonly x_SourceId: string;
  /** Version of FOCUS that the source states or that its mapping follows, `1.2`. */
  readonly x_SourceFocusVersion: string;
} & { readonly [Name in CustomColumn]: string | null };

/** A charge in the making. */
export type ChargeDraft = { -readonly [Name in keyof Charge]: Charge[Name] };

/** What every row has beside the columns of the specification. */
export const SOURCE_COLUMNS = ['x_ChargeKey', 'x_SourceId', 'x_SourceFocusVersion'] as const;

/** What some rows have beside the columns of the specification. */
export const CUSTOM_COLUMNS = [
  // The provider's own cost categories, a flat JSON object.
  'x_CostCategories',
  // `true` where no bill stands behind the amounts.
  'x_Estimated',
  // What the provider calls the operation: `RunInstances`.
  'x_Operation',
  // `hour`, `day` or `month`, where the source sums up what its bill has in more detail.
  'x_SourceGranularity',
] as const;

export type CustomColumn = (typeof CUSTOM_COLUMNS)[number];

/** Every column of a charge: those of FOCUS, then the custom ones. */
export const CHARGE_COLUMNS: readonly (keyof Charge)[] = [...FOCUS_COLUMN_NAMES, ...CUSTOM_COLUMNS, ...SOURCE_COLUMNS];

const BLANK = Object.fromEntries(CHARGE_COLUMNS.map((name) => [name, null])) as unknown as ChargeDraft;

/** A charge without any value, to be filled by a source: what the type says is always there has to be. */
export function blankCharge(): ChargeDraft {
  return { ...BLANK };
}
