import type { PriceQuery } from '#app/pricing/price.ts';
import { slug } from './slug.ts';

/** Where and how a price applies, beside its name. A `ResourceReader` is one: it has a region. */
export interface PriceScope {
  readonly region: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly tierStart?: number | string;
  readonly unit?: string;
}

/** The query for `service/family/key` of AWS in the words of the price book (`docs/price-book.md`). */
export function priceOf(name: string, scope: PriceScope): PriceQuery {
  const [service = '', family = '', ...key] = name.split('/');
  const { region, attributes, tierStart, unit } = scope;
  return {
    provider: 'aws',
    service,
    family,
    key: key.join('/'),
    region,
    ...(attributes ? { attributes } : {}),
    ...(tierStart === undefined ? {} : { tierStart }),
    ...(unit ? { unit } : {}),
  };
}

/**
 * The query for a price that the book knows only from published example outputs, by Terraform type and component.
 * Such prices exist in few regions; everywhere else the component is unpriced.
 */
export function exampleOf(name: string, scope: PriceScope): PriceQuery {
  const service = name.slice(0, name.indexOf('/'));
  // Names of components hold slashes themselves: `I/O requests`.
  const family = name.slice(service.length + 1);
  const { region, attributes = { example: '' } } = scope;
  return { provider: 'aws', service, family, key: slug(family), region, attributes };
}
