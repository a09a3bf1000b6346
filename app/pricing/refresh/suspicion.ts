import { decimal } from '#app/measure/decimal.ts';
import { type BookComparison, comparePriceBooks } from '../compare-books.ts';
import type { PriceRow } from '../price-row.ts';

/** What a refresh may find without somebody looking at it. Shares are between 0 and 1. */
export interface RefreshLimits {
  /** Share of a family's prices that an earlier refresh from the same source listed and this one does not. */
  readonly holes: number;
  /** The same for prices that came from elsewhere, which the source may name in part only. */
  readonly foreignHoles: number;
  /** A price that grows or shrinks by more than this factor is a jump. */
  readonly jumpFactor: number;
  /** Share of the compared prices that may jump. */
  readonly jumps: number;
}

export const REFRESH_LIMITS: RefreshLimits = { holes: 0.05, foreignHoles: 0.5, jumpFactor: 2, jumps: 0.02 };

export interface Suspicion {
  readonly comparison: BookComparison;
  /** Why somebody should look before the new prices are used; empty when nothing is suspicious. */
  readonly reasons: readonly string[];
}

/** Compares what was fetched with what the book has in the same families, and says what is suspicious about it. */
export function suspect(
  request: { readonly prior: readonly PriceRow[]; readonly fetched: readonly PriceRow[]; readonly source: string },
  limits: RefreshLimits = REFRESH_LIMITS,
): Suspicion {
  const families = new Set(request.fetched.map(familyOf));
  const regions = new Set(request.fetched.map((row) => row.region));
  const prior = request.prior.filter((row) => families.has(familyOf(row)) && regions.has(row.region));
  const comparison = comparePriceBooks(prior, request.fetched);
  const reasons: string[] = [];
  if (request.fetched.length === 0) reasons.push('the source listed no price at all');
  const fetchedBy = Map.groupBy(request.fetched, familyOf);
  for (const [family, rows] of Map.groupBy(prior, familyOf)) {
    const fetched = fetchedBy.get(family) ?? [];
    const own = rows.filter((row) => row.source === request.source);
    const foreign = rows.filter((row) => row.source !== request.source);
    for (const [listed, limit] of [
      [own, limits.holes],
      [foreign, limits.foreignHoles],
    ] as const) {
      const { vanished } = comparePriceBooks(listed, fetched);
      if (listed.length > 0 && vanished / listed.length > limit) {
        reasons.push(`${vanished} of ${listed.length} prices of ${family} are not listed any more`);
      }
    }
  }
  const factor = decimal(limits.jumpFactor);
  // Spot prices are made to jump: they are compared like the others, and raise no suspicion.
  const steady = comparePriceBooks(prior.filter(isSteady), request.fetched.filter(isSteady));
  const jumps = steady.changes.filter(({ prior: before, next }) => {
    if (before.isZero() || next.isZero()) return true;
    const ratio = next.dividedBy(before);
    return ratio.greaterThan(factor) || ratio.lessThan(decimal(1).dividedBy(factor));
  });
  if (jumps.length > steady.compared * limits.jumps) {
    reasons.push(`${jumps.length} of ${steady.compared} prices change by more than a factor of ${limits.jumpFactor}`);
  }
  return { comparison, reasons };
}

function isSteady(row: PriceRow): boolean {
  return !row.flags.includes('spot-price');
}

function familyOf(row: PriceRow): string {
  return `${row.provider} / ${row.service} / ${row.family}`;
}
