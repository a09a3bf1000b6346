import type { PriceQuery } from '#app/pricing/price.ts';

/**
 * The price that the book took from a published example of the Terraform type's row. Google bills many services at one
 * price in the whole world; their examples are of us-central1, which is asked when no region is given.
 */
export function examplePrice(
  row: string,
  of: { readonly type: string; readonly region?: string; readonly attributes?: Readonly<Record<string, string>> },
): PriceQuery {
  return {
    provider: 'google',
    service: of.type,
    family: row,
    key: row
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/^-|-$/g, ''),
    region: of.region ?? 'us-central1',
    attributes: { example: '', ...of.attributes },
  };
}
