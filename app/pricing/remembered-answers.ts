import type { PriceLookup, PriceQuery } from './price.ts';

/** Large estates ask for the same prices over and over; beyond so many different ones the memory is begun anew. */
const MAX_ANSWERS = 20_000;

interface Answer {
  readonly query: PriceQuery;
  readonly lookup: PriceLookup;
}

/**
 * The same look-up, answering from memory what was asked before. Compares the parts of a query instead of joining them
 * to one name: in a large plan the names would cost more than everything else about a price.
 */
export function rememberAnswers(find: (query: PriceQuery) => PriceLookup): (query: PriceQuery) => PriceLookup {
  const byKey = new Map<string, Map<string, Answer[]>>();
  let size = 0;
  return (query) => {
    let byRegion = byKey.get(query.key);
    const known = byRegion?.get(query.region);
    if (known) for (const answer of known) if (isSame(answer.query, query)) return answer.lookup;
    const lookup = find(query);
    if (size >= MAX_ANSWERS) {
      byKey.clear();
      byRegion = undefined;
      size = 0;
    }
    size += 1;
    if (!byRegion) {
      byRegion = new Map();
      byKey.set(query.key, byRegion);
    }
    const list = byRegion.get(query.region);
    if (list) list.push({ query, lookup });
    else byRegion.set(query.region, [{ query, lookup }]);
    return lookup;
  };
}

/** Key and region are the same already. */
function isSame(a: PriceQuery, b: PriceQuery): boolean {
  return (
    a.service === b.service &&
    a.family === b.family &&
    a.provider === b.provider &&
    a.unit === b.unit &&
    a.tierStart === b.tierStart &&
    sameAttributes(a.attributes, b.attributes)
  );
}

function sameAttributes(a: PriceQuery['attributes'], b: PriceQuery['attributes']): boolean {
  if (a === b) return true;
  let left = 0;
  for (const name in a) {
    if (b?.[name] !== a[name]) return false;
    left += 1;
  }
  for (const _ in b) left -= 1;
  return left === 0;
}
