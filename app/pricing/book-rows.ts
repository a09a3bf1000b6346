import type { OpenPriceBook } from './open-price-book.ts';
import type { ListedKey } from './parse-partition.ts';
import type { PriceProvider } from './price.ts';
import type { PriceRow } from './price-row.ts';

const PROVIDERS: readonly PriceProvider[] = ['aws', 'azure', 'google'];

/**
 * The prices of a book as rows, in the order of the book: all, or those of the keys that pass the test.
 * @throws InputError when a file of the book is damaged.
 */
export function* bookRows(book: OpenPriceBook, test: (listed: ListedKey) => boolean = anyKey): Generator<PriceRow> {
  for (const provider of PROVIDERS) {
    for (const partition of book.partitions(provider)) {
      for (const listed of partition.keys()) {
        if (!test(listed)) continue;
        const { service, family, key } = listed;
        for (const { attributes, unit, listedUnit, tierStart, origin, firstRegion, amounts } of listed.candidates()) {
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

function anyKey(): boolean {
  return true;
}
