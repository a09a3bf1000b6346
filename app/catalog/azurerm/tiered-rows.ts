import { fillTiers, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { priceRow, type RowDraft } from './price-row.ts';

export interface TieredDraft extends Omit<RowDraft, 'name' | 'quantity' | 'listed'> {
  readonly quantity: Quantity;
  /** Name and width of each tier, cheapest last; the last one holds the rest whatever its width. */
  readonly tiers: readonly (readonly [name: string, width: number])[];
}

/** One row for each tier that the quantity reaches; only the first while the quantity is not known. */
export function tieredRows(r: ResourceReader, draft: TieredDraft): readonly Component[] {
  const { tiers, quantity, ...rest } = draft;
  const widths = tiers.slice(0, -1).map(([, width]) => width);
  return fillTiers(quantity, widths).flatMap((part, index) => {
    const empty = part.state === 'known' && part.value.isZero();
    if (index > 0 && empty) return [];
    return priceRow(r, { ...rest, name: tiers[index]?.[0] ?? '', quantity: part, usageBased: true });
  });
}
