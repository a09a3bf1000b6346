import type { ResourceReader } from '#app/catalog/resource-reader.ts';
import type { Part } from '#app/catalog/resource-type.ts';
import { UnknownAttribute } from '#app/catalog/unknown-attribute.ts';
import type { CostComponent } from './estimate.ts';
import { type PricingContext, priceComponent } from './price-component.ts';

/** The priced rows of one part of a resource's bill; one unknown row where something that decides is not known. */
export function partRows(
  part: Part,
  from: { readonly reader: ResourceReader; readonly context: PricingContext },
): readonly CostComponent[] {
  try {
    const rows: CostComponent[] = [];
    const drafts = part.components(from.reader);
    if (drafts === undefined) return rows;
    for (const draft of 'name' in drafts ? [drafts] : drafts) {
      const row = priceComponent(draft, from.context);
      if (row) rows.push(row);
    }
    return rows;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return [unknownRow(part.label, reason)];
  }
}

/**
 * Why a part cannot be worked out; null for an error that concerns more than this resource (a damaged book, a currency).
 * Values that no provider would take (`protocol = "constructor"`, a list for a number) come from a pull request like
 * any others: they make one part unknown, never the whole estimate impossible.
 */
function reasonOf(error: unknown): string | null {
  if (error instanceof UnknownAttribute) return error.message;
  if (error instanceof TypeError || error instanceof RangeError || isDecimalError(error)) {
    return `it cannot be worked out from the values of this resource (${error.message})`;
  }
  return null;
}

/** decimal.js throws plain errors. */
function isDecimalError(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith('[DecimalError]');
}

function unknownRow(label: string, reason: string): CostComponent {
  return {
    name: label,
    unit: '',
    path: [],
    monthlyQuantity: null,
    unitPrice: null,
    monthlyCost: null,
    priceState: 'unknown',
    reason,
    usageBased: false,
    flags: [],
  };
}
