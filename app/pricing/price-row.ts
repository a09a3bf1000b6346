import type { PriceProvider } from './price.ts';

/** One list price on its way into a book. Amounts are decimal strings: they are stored, not computed with. */
export interface PriceRow {
  readonly provider: PriceProvider;
  readonly service: string;
  readonly family: string;
  readonly key: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** A region code; `*` for an adder that holds everywhere, `global` for a service without regions. */
  readonly region: string;
  readonly unit: string;
  /** The provider's own unit where it holds several of `unit`, else empty. */
  readonly listedUnit: string;
  /** List price in USD of one `unit`, plain digits. */
  readonly amount: string;
  readonly tierStart: string;
  /** `YYYY-MM-DD`. */
  readonly effectiveDate: string;
  readonly source: string;
  readonly flags: readonly string[];
}

/** What makes two rows claims about one and the same price. Spelling of the key's case does not: `_V3` is `_v3`. */
export function rowIdentity(row: PriceRow): string {
  return [
    row.provider,
    row.service,
    row.family,
    row.key.toLowerCase(),
    attributesText(row.attributes),
    row.region,
    row.unit,
    row.tierStart,
  ].join('\t');
}

/** The attributes in one order: `engine=mysql;os=linux`. */
export function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.keys(attributes)
    .sort()
    .map((name) => `${name}=${attributes[name]}`)
    .join(';');
}

/** The newest effective date among the rows, `0000-01-01` when there is none. */
export function newestDate(rows: readonly PriceRow[]): string {
  return [...new Set(rows.map((row) => row.effectiveDate))].sort().at(-1) ?? '0000-01-01';
}
