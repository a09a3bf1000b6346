import type { PriceRow } from './price-row.ts';
import { rowIdentity } from './price-row.ts';

export interface ResolvedRows {
  readonly rows: readonly PriceRow[];
  /** Rows that a newer or a sounder claim about the same price replaced. */
  readonly replaced: number;
  /** Claims about one price that neither date nor trust decides; all are kept, so that a lookup is ambiguous. */
  readonly conflicts: readonly (readonly PriceRow[])[];
}

/** How much a flag takes from the trust in a price. One that is not listed takes 1. */
const WEIGHT: Readonly<Record<string, number>> = { old: 0, 'low-confidence': 4, 'low-precision': 3, derived: 2 };

/** Lower is sounder. */
export function distrust(row: PriceRow): number {
  return row.flags.reduce((sum, flag) => sum + (WEIGHT[flag] ?? 1), 0);
}

/**
 * One row for each price. Of several claims the newest date wins, on the same date the sounder source, and equal
 * amounts are one claim. The order of the rows never decides.
 */
export function resolveRows(rows: readonly PriceRow[]): ResolvedRows {
  const kept: PriceRow[] = [];
  const conflicts: (readonly PriceRow[])[] = [];
  let replaced = 0;
  for (const claims of Map.groupBy(rows, rowIdentity).values()) {
    const [first, ...others] = claims.toSorted(compareClaims);
    if (first === undefined) continue;
    const rivals = others.filter(
      (claim) =>
        claim.effectiveDate === first.effectiveDate &&
        distrust(claim) === distrust(first) &&
        claim.amount !== first.amount,
    );
    kept.push(first, ...rivals);
    replaced += others.length - rivals.length;
    if (rivals.length > 0) conflicts.push([first, ...rivals]);
  }
  return { rows: kept, replaced, conflicts };
}

function compareClaims(a: PriceRow, b: PriceRow): number {
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate < b.effectiveDate ? 1 : -1;
  if (distrust(a) !== distrust(b)) return distrust(a) - distrust(b);
  const [left, right] = [`${a.source}\t${a.amount}\t${a.key}`, `${b.source}\t${b.amount}\t${b.key}`];
  return left < right ? -1 : 1;
}

/** Prices older than this many months before the book's date are flagged `old`. */
const OLD_MONTHS = 24;

/** The rows with the flag `old` where it applies, for a book of date `asOf` (`YYYY-MM-DD`). */
export function flagOldRows(rows: readonly PriceRow[], asOf: string): readonly PriceRow[] {
  const [year = 0, month = 1] = asOf.split('-').map(Number);
  const limit = new Date(Date.UTC(year, month - 1 - OLD_MONTHS, Number(asOf.slice(8)))).toISOString().slice(0, 10);
  return rows.map((row) => {
    const flags = row.flags.filter((flag) => flag !== 'old');
    return { ...row, flags: row.effectiveDate < limit ? [...flags, 'old'] : flags };
  });
}
