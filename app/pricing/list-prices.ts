import { bookRows } from './book-rows.ts';
import type { OpenPriceBook } from './open-price-book.ts';
import type { ListedKey } from './parse-partition.ts';
import type { PriceRow } from './price-row.ts';

export interface ListRequest {
  /** A key (`m5.large`, `gp3`), a service (`nat-gateway`, `aws_sqs_queue`), else a part of a key. */
  readonly type: string;
  readonly region?: string;
  /** At most so many prices are given back. */
  readonly limit: number;
}

export interface PriceListing {
  /** In the book's currency, for one `unit`; amounts are decimal text. */
  readonly prices: readonly PriceRow[];
  /** How many there are in all, so that a cut is seen. */
  readonly total: number;
}

/**
 * What `finops prices show TYPE` shows: prices whose key is TYPE, else whose service is, else whose key contains it. What
 * holds in every region is shown for each.
 * @throws InputError when a file of the book is damaged.
 */
export function showPrices(request: ListRequest, book: OpenPriceBook): PriceListing {
  const wanted = request.type.toLowerCase();
  const tests: readonly ((listed: ListedKey) => boolean)[] = [
    (listed) => listed.key.toLowerCase() === wanted,
    (listed) => listed.service.toLowerCase() === wanted,
    (listed) => listed.key.toLowerCase().includes(wanted),
  ];
  const regions = request.region === undefined ? null : new Set([request.region, '*', 'global']);
  for (const test of tests) {
    const found = [...bookRows(book, test)].filter((row) => regions === null || regions.has(row.region));
    if (found.length > 0) return { prices: found.slice(0, request.limit), total: found.length };
  }
  return { prices: [], total: 0 };
}
