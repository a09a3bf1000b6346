/**
 * One partition of a book as text, before compression. Line 1 names the format, line 2 is a JSON header with the
 * dictionaries, then follow blocks: `=service<TAB>family` and, for each key, `key<TAB>series<TAB>series…`.
 * A series is `attributes:unit:origin:tierStart:firstRegion:amount,amount,,amount`; the first three are indexes
 * into the header, and the amounts stand in the order of the header's regions, empty where there is none.
 */
export const PARTITION_FORMAT = 'finops-prices/1';

/** Where and when prices were stated, and what weakens them. */
export interface PriceOrigin {
  readonly source: string;
  readonly date: string;
  readonly flags: readonly string[];
}

export interface PartitionHeader {
  readonly regions: readonly string[];
  readonly attributes: readonly Readonly<Record<string, string>>[];
  /** `[unit, listed unit or '']`. */
  readonly units: readonly (readonly [string, string])[];
  readonly origins: readonly PriceOrigin[];
}
