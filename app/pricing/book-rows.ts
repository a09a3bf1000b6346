import type { OpenPriceBook } from './open-price-book.ts';
import type { PriceProvider } from './price.ts';
import type { PriceRow } from './price-row.ts';

const PROVIDERS: readonly PriceProvider[] = ['aws', 'azure', 'google'];

/**
 * Every price of a book as a row, in the order of the book.
 * @throws InputError when a file of the book is damaged.
 */
export function* bookRows(book: OpenPriceBook, providers: readonly PriceProvider[] = PROVIDERS): Generator<PriceRow> {
  for (const provider of providers) {
    for (const partition of book.partitions(provider)) {
      for (const { service, family, key, candidates } of partition.rows()) {
        for (const { attributes, unit, listedUnit, tierStart, origin, firstRegion, amounts } of candidates) {
          for (const [index, amount] of amounts.entries()) {
            if (amount === '') continue;
            const region = partition.header.regions[firstRegion + index] ?? '';
            const { source, date: effectiveDate, flags } = origin;
            const name = { provider, service, family, key, attributes, region, unit, listedUnit, tierStart };
            yield { ...name, amount, effectiveDate, source, flags };
          }
        }
      }
    }
  }
}
