import { decimal } from '#app/measure/decimal.ts';
import type { OpenPriceBook } from './open-price-book.ts';
import type { ListedKey } from './parse-partition.ts';
import type { Price, PriceProvider } from './price.ts';

/** One price with everything that names it. */
export interface ListedPrice extends Price {
  readonly provider: PriceProvider;
  readonly service: string;
  readonly family: string;
  readonly key: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly region: string;
}

export interface ListRequest {
  /** A key (`m5.large`, `gp3`), a service (`nat-gateway`, `aws_sqs_queue`), else a part of a key. */
  readonly type: string;
  readonly region?: string;
  /** At most so many prices are given back. */
  readonly limit: number;
}

export interface PriceListing {
  readonly prices: readonly ListedPrice[];
  /** How many there are in all, so that a cut is seen. */
  readonly total: number;
}

/**
 * What `finops prices show TYPE` shows: prices whose key is TYPE, else whose service is, else whose key contains it.
 * @throws InputError when a file of the book is damaged.
 */
export function showPrices(request: ListRequest, book: OpenPriceBook): PriceListing {
  const wanted = request.type.toLowerCase();
  const tests: readonly ((listed: ListedKey) => boolean)[] = [
    (listed) => listed.key.toLowerCase() === wanted,
    (listed) => listed.service.toLowerCase() === wanted,
    (listed) => listed.key.toLowerCase().includes(wanted),
  ];
  for (const test of tests) {
    const found = [...listPrices({ book, test, region: request.region })];
    if (found.length > 0) return { prices: found.slice(0, request.limit), total: found.length };
  }
  return { prices: [], total: 0 };
}

export interface ListingScope {
  readonly book: OpenPriceBook;
  readonly test: (listed: ListedKey) => boolean;
  readonly region?: string | undefined;
  /** All of them when left out. */
  readonly providers?: readonly PriceProvider[];
}

/** The prices of the keys that pass the test, one by one, in the order of the book. */
export function* listPrices(scope: ListingScope): Generator<ListedPrice> {
  for (const provider of scope.providers ?? (['aws', 'azure', 'google'] as const)) {
    for (const partition of scope.book.partitions(provider)) {
      for (const listed of partition.rows()) {
        if (scope.test(listed)) yield* pricesOf(listed, { provider, regions: partition.header.regions, ...scope });
      }
    }
  }
}

function* pricesOf(
  listed: ListedKey,
  scope: ListingScope & { readonly provider: PriceProvider; readonly regions: readonly string[] },
): Generator<ListedPrice> {
  for (const candidate of listed.candidates) {
    for (const [index, amount] of candidate.amounts.entries()) {
      const region = scope.regions[candidate.firstRegion + index] ?? '';
      const everywhere = region === '*' || region === 'global';
      if (amount === '' || (scope.region !== undefined && scope.region !== region && !everywhere)) continue;
      yield {
        provider: scope.provider,
        service: listed.service,
        family: listed.family,
        key: listed.key,
        attributes: candidate.attributes,
        region,
        amount: decimal(amount),
        currency: scope.book.currency,
        unit: candidate.unit,
        ...(candidate.listedUnit === '' ? {} : { listedUnit: candidate.listedUnit }),
        effectiveDate: candidate.origin.date,
        source: candidate.origin.source,
        tierStart: decimal(candidate.tierStart),
        flags: candidate.origin.flags,
      };
    }
  }
}
