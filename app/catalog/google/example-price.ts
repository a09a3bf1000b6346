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
    key: keyOf(row),
    region: of.region ?? 'us-central1',
    attributes: of.attributes ? { example: '', ...of.attributes } : ANY_EXAMPLE,
  };
}

const ANY_EXAMPLE: Readonly<Record<string, string>> = { example: '' };

/** Every resource of a type asks for the same few names. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 2000;

function keyOf(row: string): string {
  const before = KNOWN.get(row);
  if (before !== undefined) return before;
  const made = row
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(row, made);
  return made;
}
