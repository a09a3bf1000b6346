import type { ResourceReader } from '#app/catalog/resource-reader.ts';
import type { ResourceType } from '#app/catalog/resource-type.ts';
import type { Money } from '#app/measure/money.ts';
import { completeness } from './amounts.ts';
import type { CostComponent, Support } from './estimate.ts';
import type { PricingContext } from './price-component.ts';
import { type Rows, rememberRows } from './remembered-rows.ts';

/** What a resource is billed for. */
export interface Bill {
  readonly components: readonly CostComponent[];
  readonly support: Support;
  /** As `completeness` gives it. */
  readonly monthlyCost: Money | null;
  readonly complete: boolean;
}

/** The bills of resources; those whose parts have the same rows get one and the same bill. */
export function rememberBills(context: PricingContext): (type: ResourceType, reader: ResourceReader) => Bill {
  const rowsOf = rememberRows(context);
  const leftOutRowsOf = rememberRows({ ...context, showsLeftOut: true });
  const bills = new Map<ResourceType, Known>();
  return (type, reader) => {
    const start = bills.get(type) ?? { bill: null, next: null };
    bills.set(type, start);
    let known = start;
    const found: Rows[] = [];
    for (const part of type.parts) {
      const rows = rowsOf(part, reader);
      if (rows.length === 0) continue;
      found.push(rows);
      known = stepTo(known, rows);
    }
    if (known === start) {
      const leftOut = type.parts.flatMap((part) => leftOutRowsOf(part, reader)).filter(isUsed);
      return billOf(leftOut, { type, context });
    }
    known.bill ??= billOf(found.flat(), { type, context });
    return known.bill;
  };
}

/** Rows of the parts so far, in order, and the bill when these are all. */
interface Known {
  bill: Bill | null;
  next: Map<Rows, Known> | null;
}

function stepTo(from: Known, rows: Rows): Known {
  from.next ??= new Map();
  const before = from.next.get(rows);
  if (before) return before;
  const made: Known = { bill: null, next: null };
  from.next.set(rows, made);
  return made;
}

/**
 * Extras are left out where the book has no price for them. When that leaves nothing at all, the resource is not free
 * but unpriced: these are the rows that it would be billed for.
 */
function isUsed(row: CostComponent): boolean {
  return row.monthlyQuantity?.greaterThan(0) === true;
}

function billOf(
  components: readonly CostComponent[],
  { type, context }: { readonly type: ResourceType; readonly context: PricingContext },
): Bill {
  const support = supportOf(components, type);
  return { components, support, ...completeness(components, { support, currency: context.currency }) };
}

/** The worst state of the components; `usage` does not make it worse. No component at all: nothing is billed. */
function supportOf(components: readonly CostComponent[], type: ResourceType): Support {
  if (components.some((each) => each.priceState === 'unknown')) return 'unknown';
  if (components.some((each) => each.priceState === 'unpriced')) return 'unpriced';
  return components.length === 0 && type.parts.length > 0 ? 'free' : 'priced';
}
