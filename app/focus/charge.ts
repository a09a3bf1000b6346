import type { FOCUS_COLUMNS, FocusColumn } from './focus-columns.ts';

/** Columns that every source fills; of the others some know nothing. */
type Filled = {
  [Name in FocusColumn]: (typeof FOCUS_COLUMNS)[Name] extends { level: 'mandatory'; isNullable: false } ? Name : never;
}[FocusColumn];

/**
 * One billed row in the columns of FOCUS 1.2, every value as text: money as plain decimal digits, never a number.
 * `x_ChargeKey` tells it from all others of its source, so that writing it again replaces it.
 */
export type Charge = { readonly [Name in FocusColumn]: Name extends Filled ? string : string | null } & {
  readonly x_ChargeKey: string;
  /** Where it comes from. */
  readonly x_SourceId: string;
  /** Version of FOCUS that the source states, `1.2`. */
  readonly x_SourceFocusVersion: string;
};

/** What every row has beside the columns of the specification. */
export const SOURCE_COLUMNS = ['x_ChargeKey', 'x_SourceId', 'x_SourceFocusVersion'] as const;
