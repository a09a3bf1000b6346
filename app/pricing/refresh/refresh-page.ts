import type { PriceRow } from '../price-row.ts';

/** What one request to a provider brought. */
export interface RefreshPage {
  readonly rows: readonly PriceRow[];
  /** Where to go on after a break; null on the last page. */
  readonly cursor: string | null;
  /** How many prices were left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** A provider's price list, from the cursor of a broken-off run on, or from the beginning. */
export interface PriceSource {
  readonly provider: PriceRow['provider'];
  /** The `source` of its rows: `aws-price-list`, `azure-retail-prices`, `google-billing-catalog`. */
  readonly id: string;
  readonly origin: string;
  pages(cursor: string | null): AsyncIterable<RefreshPage>;
}

/** Counts what is left out, by reason. */
export interface SkipCount {
  add(reason: string): void;
  readonly counts: Readonly<Record<string, number>>;
}

/** An empty count. */
export function countSkipped(): SkipCount {
  const counts: Record<string, number> = {};
  return {
    counts,
    add(reason) {
      counts[reason] = (counts[reason] ?? 0) + 1;
    },
  };
}
