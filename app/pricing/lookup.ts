import { decimal, decimalText } from '#app/measure/decimal.ts';
import type { Candidate, Partition } from './parse-partition.ts';
import type { Price, PriceLookup, PriceQuery } from './price.ts';
import { attributesText } from './price-row.ts';

/** Regions that hold everywhere: `*` is an adder without regions, `global` a service without them. */
const EVERYWHERE: readonly string[] = ['*', 'global'];

/** Services of examples. */
const TERRAFORM_TYPE = /^(aws|azurerm|google)_/;

export interface LookupRequest {
  readonly query: PriceQuery;
  readonly currency: string;
  /** Regions to look in when the asked one lists nothing, nearest first; each is said in `fromRegion`. */
  readonly fallbackRegions: () => readonly string[];
}

/** The one price that the query names in this partition, or why there is none, or what it leaves undecided. */
export function lookUp(request: LookupRequest, partition: Partition): PriceLookup {
  const { query } = request;
  const all = partition.candidates(query.service, query.family, query.key);
  if (all.length === 0) return none(query, 'the book does not list it');
  const matching = all.filter((candidate) => matches(candidate, query));
  if (matching.length === 0) return none(query, `the book lists it only with ${stated(all)}`);
  const tier = decimalText(decimal(query.tierStart ?? 0));
  const inTier = matching.filter((candidate) => candidate.tierStart === tier);
  if (inTier.length === 0) {
    const starts = [...new Set(matching.map((candidate) => candidate.tierStart))].join(', ');
    return none(query, `no tier starts at ${tier}, only at ${starts}`);
  }
  for (const region of [query.region, ...EVERYWHERE]) {
    const prices = pricesIn(region, { candidates: inTier, partition, currency: request.currency });
    if (prices.length > 0) return decide(prices, query);
  }
  for (const region of request.fallbackRegions()) {
    const prices = pricesIn(region, { candidates: inTier, partition, currency: request.currency });
    if (prices.length > 0) {
      return decide(
        prices.map((each) => ({ ...each, price: { ...each.price, fromRegion: region } })),
        query,
      );
    }
  }
  return none(
    query,
    `no price in ${query.region || 'an unstated region'}; listed in ${listedRegions(inTier, partition)}`,
  );
}

interface CandidatePrice {
  readonly candidate: Candidate;
  readonly price: Price;
}

function matches(candidate: Candidate, query: PriceQuery): boolean {
  if (query.unit !== undefined && query.unit !== candidate.unit) return false;
  return Object.entries(query.attributes ?? {}).every(([name, value]) => (candidate.attributes[name] ?? '') === value);
}

function pricesIn(
  region: string,
  from: { readonly candidates: readonly Candidate[]; readonly partition: Partition; readonly currency: string },
): readonly CandidatePrice[] {
  const index = from.partition.header.regions.indexOf(region);
  if (index < 0) return [];
  return from.candidates.flatMap((candidate) => {
    const amount = candidate.amounts[index - candidate.firstRegion];
    if (amount === undefined || amount === '') return [];
    const price: Price = {
      amount: decimal(amount),
      currency: from.currency,
      unit: candidate.unit,
      ...(candidate.listedUnit === '' ? {} : { listedUnit: candidate.listedUnit }),
      effectiveDate: candidate.origin.date,
      source: candidate.origin.source,
      tierStart: decimal(candidate.tierStart),
      flags: candidate.origin.flags,
    };
    return [{ candidate, price }];
  });
}

/**
 * A price that states exactly the attributes asked for is the one; otherwise all that match must agree. In the
 * files of examples, whose service is a Terraform type, attributes describe the example and never name a price
 * completely, so there all must agree.
 */
function decide(prices: readonly CandidatePrice[], query: PriceQuery): PriceLookup {
  const asked = Object.entries(query.attributes ?? {}).filter(([, value]) => value !== '').length;
  const exact = TERRAFORM_TYPE.test(query.service)
    ? []
    : prices.filter((each) => Object.keys(each.candidate.attributes).length === asked);
  const contenders = exact.length > 0 ? exact : prices;
  const [best] = contenders.toSorted((a, b) => a.price.flags.length - b.price.flags.length);
  if (best === undefined) return none(query, 'the book does not list it');
  const agree = contenders.every(
    ({ price }) => price.amount.equals(best.price.amount) && price.unit === best.price.unit,
  );
  if (agree) return { state: 'found', price: best.price };
  const differing = choices(contenders.map(({ candidate }) => candidate));
  const amounts = contenders.map(({ price }) => `${price.amount.toFixed()} (${price.source})`).join(', ');
  const reason =
    differing === '' ? `one name has several prices, ${amounts}` : `the query does not tell apart ${differing}`;
  return { state: 'ambiguous', reason: `${title(query)}: ${reason}` };
}

function none(query: PriceQuery, reason: string): PriceLookup {
  return { state: 'none', reason: `${title(query)}: ${reason}` };
}

function title(query: PriceQuery): string {
  return [query.provider, query.service, query.family, query.key].filter((part) => part !== '').join(' / ');
}

/** What differs between the candidates: `engine=mysql|postgres, unit=hour|month`. */
function choices(candidates: readonly Candidate[]): string {
  const names = new Set(candidates.flatMap((candidate) => Object.keys(candidate.attributes)));
  const columns = [...names].sort().map((name) => {
    return { name, values: new Set(candidates.map((candidate) => candidate.attributes[name] ?? '(not stated)')) };
  });
  columns.push({ name: 'unit', values: new Set(candidates.map((candidate) => candidate.unit)) });
  return columns
    .filter(({ values }) => values.size > 1)
    .map(({ name, values }) => `${name}=${shorten([...values].sort())}`)
    .join(', ');
}

/** With which attributes and units a key is listed. */
function stated(candidates: readonly Candidate[]): string {
  const texts = candidates.map(
    (candidate) => `${attributesText(candidate.attributes) || 'no attribute'} per ${candidate.unit}`,
  );
  return shorten([...new Set(texts)].sort(), ' or ');
}

function listedRegions(candidates: readonly Candidate[], partition: Partition): string {
  const regions = partition.header.regions.filter((_, index) =>
    candidates.some((candidate) => candidate.amounts[index - candidate.firstRegion]),
  );
  return shorten(regions, ', ');
}

function shorten(words: readonly string[], separator = '|'): string {
  const shown = words.slice(0, 6).join(separator);
  return words.length > 6 ? `${shown}${separator}… (${words.length} in all)` : shown;
}
