import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BookAsOf, chooseBookAsOf } from './book-as-of.ts';
import { MANIFEST_FILE } from './manifest.ts';
import type { BookOptions, OpenPriceBook } from './open-price-book.ts';
import { openPriceBook } from './open-price-book.ts';

/**
 * The price book in a directory: the one that is shipped (`dist/prices`) or one that a refresh wrote.
 * @throws InputError when it is missing or damaged.
 */
export function readPriceBook(directory: string, options: BookOptions = {}): OpenPriceBook {
  return openPriceBook({ name: directory, read: (file) => readFileSync(join(directory, file)) }, options);
}

/**
 * The books in the given directories: each may hold one, or folders that do (`.finops/prices/2026-11-25/…`). A
 * directory that does not exist holds none.
 */
function findBooks(directories: readonly string[]): readonly string[] {
  const books: string[] = [];
  for (const directory of directories.filter((path) => existsSync(path))) {
    if (existsSync(join(directory, MANIFEST_FILE))) books.push(directory);
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (
        entry.isDirectory() &&
        !entry.name.startsWith('.') &&
        existsSync(join(directory, entry.name, MANIFEST_FILE))
      ) {
        books.push(join(directory, entry.name));
      }
    }
  }
  return books.sort();
}

/**
 * The book of the last refresh in a directory of dated books (`.finops/prices`), null where there is none.
 * @throws InputError when it is damaged.
 */
export function newestBook(directory: string, options: BookOptions = {}): OpenPriceBook | null {
  const newest = findBooks([directory]).at(-1);
  return newest === undefined ? null : readPriceBook(newest, options);
}

/**
 * The newest book in the directories that is not later than `date`, else the oldest, flagged (`--as-of`).
 * @throws ConfigError when there is none; InputError when a manifest is damaged.
 */
export function readPriceBookAsOf(
  request: { readonly directories: readonly string[]; readonly date: string },
  options: BookOptions = {},
): BookAsOf<OpenPriceBook> {
  const books = findBooks(request.directories).map((directory) => readPriceBook(directory, options));
  return chooseBookAsOf(books, request.date);
}
