import type { Decimal } from '#app/measure/decimal.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from './resource-reader.ts';

/** What one resource type is billed for. One file a type; see `docs/` for how to add one. */
export interface ResourceType {
  /** Terraform type, or all types that are billed alike. */
  readonly types: readonly [string, ...string[]];
  /**
   * The provider's pricing page, and the day of the facts about it that the file follows. Nobody read the page itself
   * when the file was written: there was no way to it.
   */
  readonly source: { readonly url: string; readonly read: string };
  /** Usage keys that the resource's cost depends on. */
  readonly usage: Readonly<Record<string, UsageKey>>;
  readonly parts: readonly Part[];
}

export interface UsageKey {
  readonly unit: string;
  readonly means: string;
  /** Stated assumptions a person may choose with `--usage small|medium|large`. */
  readonly sizes?: { readonly small: number; readonly medium: number; readonly large: number };
}

/**
 * One group of cost components. Parts are worked out one by one: when an attribute that decides is unknown,
 * only this part becomes *unknown* (under its label, with the reason) and the others are still priced.
 */
export interface Part {
  readonly label: string;
  readonly components: (resource: ResourceReader) => Component | readonly Component[] | undefined;
}

/** A part of a resource type's bill; `label` names it in a report while a deciding attribute is unknown. */
export function part(label: string, components: Part['components']): Part {
  return { label, components };
}

/** One row of an estimate before it is priced. */
export interface Component {
  readonly name: string;
  /** What a person reads: `hours`, `GB`, `1M requests`. */
  readonly unit: string;
  /** Of `unit`, in a month. */
  readonly quantity: Quantity | number;
  /** Where the unit price stands; `fixed` for a price that the user's configuration states. */
  readonly price: PriceQuery | DerivedPrice | { readonly fixed: Decimal; readonly currency: string };
  /** Further names the book may list the same price under, asked in this order when it has none under the first. */
  readonly otherPrices?: readonly OtherPrice[];
  /** How many of the price's own units are in one `unit` (1_000_000 for `1M requests` priced by the request). */
  readonly priceUnitsPerUnit?: number | string;
  /** Sub-resource the component stands under, outermost first: `['root_block_device']`. */
  readonly path?: readonly string[];
  /** True when the quantity comes from usage rather than from the configuration. */
  readonly usageBased?: boolean;
  /** Share of the cost that the provider itself takes off (sustained use), 0…1. */
  readonly discount?: number;
  /** Why there is no price where the book has none, in place of what the book says. */
  readonly withoutPrice?: string;
  /** Leave the row out where the book has no price: for extras that exist only for some types or regions. */
  readonly onlyIfPriced?: boolean;
}

/** The price of a component under another name; `priceUnitsPerUnit` is the component's where it is left out. */
export interface OtherPrice {
  readonly price: PriceQuery | DerivedPrice;
  readonly priceUnitsPerUnit?: number | string;
}

/**
 * A price that the provider makes of listed ones, or that follows from them: the sum of each price times its share.
 * Without any part it is zero: something that is included in another row. `flags` say how it was found.
 */
export interface DerivedPrice {
  readonly sum: readonly { readonly share: number | string; readonly query: PriceQuery }[];
  /** A share that the book lists, of the listed prices: a reserved rate. No contracted rate counts beside it. */
  readonly times?: PriceQuery;
  readonly flags: readonly string[];
}
