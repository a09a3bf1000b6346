import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BookOptions, OpenPriceBook } from './open-price-book.ts';
import { openPriceBook } from './open-price-book.ts';

/**
 * The price book in a directory: the one that is shipped (`dist/prices`) or one that a refresh wrote.
 * @throws InputError when it is missing or damaged.
 */
export function readPriceBook(directory: string, options: BookOptions = {}): OpenPriceBook {
  return openPriceBook({ name: directory, read: (file) => readFileSync(join(directory, file)) }, options);
}
