import type { Quantity } from '#app/measure/quantity.ts';
import { normaliseUnit } from '#app/pricing/unit.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component, OtherPrice } from '../resource-type.ts';

/** A price under the provider's own meter names; `perUnit` where it is sold by another unit than it is shown by. */
export interface ListedPrice {
  readonly service: string;
  readonly family: string;
  readonly key: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly unit?: string;
  readonly tierStart?: number;
  readonly perUnit?: number;
}

export interface RowDraft {
  readonly name: string;
  /** Shown unit; a count in front of it (`10k operations`) is how many of the price's units it holds. */
  readonly unit: string;
  readonly quantity: Quantity | number;
  readonly path?: readonly string[];
  readonly usageBased?: boolean;
  readonly onlyIfPriced?: boolean;
  readonly listed?: ListedPrice;
  /** Tells apart examples of one component: `{ sku: 'Basic' }`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Other components, of this or another type, that are billed by the same meter. */
  readonly examples?: readonly ExampleName[];
  /** Where it is billed, when that is not where the resource is (`unknown`: a price without regions). */
  readonly region?: string;
}

export interface ExampleName {
  readonly type?: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly unit?: string;
  /** How many of this price's units are in one shown unit, where the example is shown by another one. */
  readonly perUnit?: number;
}

/**
 * The component and the names its price may stand under: the provider's meter first, then the example of this very
 * component, then others that are billed by the same meter.
 */
export function priceRow(r: ResourceReader, draft: RowDraft): Component {
  const { scale } = normaliseUnit(draft.unit);
  const { listed, examples = [] } = draft;
  const region = draft.region ?? r.region;
  const own: ExampleName = draft.attributes ? { attributes: draft.attributes } : {};
  const prices: OtherPrice[] = [own, ...examples].map((example) => ({
    price: examplePrice(
      { region, type: r.resource.type, name: [...(draft.path ?? []), draft.name].join(' > ') },
      example,
    ),
    priceUnitsPerUnit: example.perUnit ?? scale,
  }));
  if (listed) prices.unshift({ price: listedPrice(listed, region), priceUnitsPerUnit: listed.perUnit ?? scale });
  const [first, ...others] = prices as [OtherPrice, ...OtherPrice[]];
  return {
    name: draft.name,
    unit: draft.unit,
    quantity: draft.quantity,
    price: first.price,
    priceUnitsPerUnit: first.priceUnitsPerUnit ?? scale,
    ...(others.length > 0 ? { otherPrices: others } : {}),
    ...(draft.path ? { path: draft.path } : {}),
    ...(draft.usageBased ? { usageBased: true } : {}),
    ...(draft.onlyIfPriced ? { onlyIfPriced: true } : {}),
  };
}

function listedPrice(listed: ListedPrice, region: string): OtherPrice['price'] {
  const { service, family, key, attributes, unit, tierStart } = listed;
  return {
    provider: 'azure',
    service,
    family,
    key,
    region,
    ...(attributes ? { attributes } : {}),
    ...(unit ? { unit } : {}),
    ...(tierStart ? { tierStart } : {}),
  };
}

function examplePrice(
  at: { readonly region: string; readonly type: string; readonly name: string },
  example: ExampleName,
): OtherPrice['price'] {
  const family = example.name ?? at.name;
  return {
    provider: 'azure',
    service: example.type ?? at.type,
    family,
    key: slug(family),
    region: example.region ?? at.region,
    ...(example.attributes ? { attributes: example.attributes } : {}),
    ...(example.unit ? { unit: example.unit } : {}),
  };
}

/** The key that the book gives a component's name. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
}
