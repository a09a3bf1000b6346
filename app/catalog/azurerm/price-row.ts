import type { Quantity } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
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
  /** The meter, or the names it may have, the likeliest first. */
  readonly listed?: ListedPrice | readonly ListedPrice[];
  /** Tells apart examples of one component: `{ sku: 'Basic' }`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Other components, of this or another type, that are billed by the same meter. */
  readonly examples?: readonly ExampleName[];
  /** Region of an example whose price holds in every region of the public cloud (`Global` on the price list). */
  readonly global?: string;
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
  /** Part of the example's price, where prices follow from a size: 2 for eight cores from an example with four. */
  readonly share?: number;
}

/**
 * The component and the names its price may stand under: the provider's meter first, then the example of this very
 * component, then others that are billed by the same meter.
 */
export function priceRow(r: ResourceReader, draft: RowDraft): Component {
  const scale = scaleOf(draft.unit);
  const region = draft.region ?? r.region;
  const meters = draft.listed === undefined ? [] : [draft.listed].flat();
  const own: ExampleName = draft.attributes ? { attributes: draft.attributes } : {};
  const at = { region, type: r.type, name: [...(draft.path ?? []), draft.name].join(' > ') };
  const listed = (meter: ListedPrice): OtherPrice => {
    return { price: listedPrice(meter, region), priceUnitsPerUnit: meter.perUnit ?? scale };
  };
  const seen = (example: ExampleName): OtherPrice => {
    return {
      price: sharedPrice(examplePrice(at, example), example.share),
      priceUnitsPerUnit: example.perUnit ?? scale,
    };
  };
  const first = meters[0] ? listed(meters[0]) : seen(own);
  return {
    name: draft.name,
    unit: draft.unit,
    quantity: draft.quantity,
    price: first.price,
    priceUnitsPerUnit: first.priceUnitsPerUnit ?? scale,
    // Most rows find their price under the first name, so the others are only made when they are asked for.
    get otherPrices(): readonly OtherPrice[] {
      const everywhere = draft.global && isPublicCloud(region) ? [{ ...own, region: draft.global }] : [];
      const examples = [...(meters.length > 0 ? [own] : []), ...everywhere, ...(draft.examples ?? [])];
      return [...meters.slice(1).map(listed), ...examples.map(seen)];
    },
    ...(draft.path ? { path: draft.path } : {}),
    ...(draft.usageBased ? { usageBased: true } : {}),
    ...(draft.onlyIfPriced ? { onlyIfPriced: true } : {}),
  };
}

/** How many single things a shown unit holds; most hold one. */
function scaleOf(unit: string): string {
  return /^\d| x 100$/.test(unit) ? normaliseUnit(unit).scale : '1';
}

/** The clouds of governments and of China have price lists of their own. */
function isPublicCloud(region: string): boolean {
  return !/^(usgov|usdod|china)/.test(region);
}

function sharedPrice(query: PriceQuery, share: number | undefined): OtherPrice['price'] {
  return share === undefined || share === 1 ? query : { sum: [{ share, query }], flags: ['derived'] };
}

function listedPrice(listed: ListedPrice, region: string): PriceQuery {
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
): PriceQuery {
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
  const before = KNOWN.get(name);
  if (before !== undefined) return before;
  const made = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(name, made);
  return made;
}

/** Every resource of a type asks for the same few names. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 2000;
