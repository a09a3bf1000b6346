import { ConfigError } from '#app/errors.ts';
import { type BookAsOf, chooseBookAsOf } from '#app/pricing/book-as-of.ts';
import { MANIFEST_FILE } from '#app/pricing/manifest.ts';
import { type BookOptions, type OpenPriceBook, openPriceBook } from '#app/pricing/open-price-book.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';

/**
 * The newest book not later than `date` in the folder that the configuration names (`prices: {book}`), read from the
 * repository: where a pull request is judged, from its base. When all are later, the oldest, flagged.
 * @throws ConfigError when the folder holds no book; InputError when one is damaged.
 */
export function openConfiguredBook(
  folder: string,
  from: { readonly tree: Tree; readonly date: string; readonly options: BookOptions },
): BookAsOf<OpenPriceBook> {
  const { tree, date, options } = from;
  const names = tree.list(folder).filter((entry) => entry.kind === 'directory' && !entry.name.startsWith('.'));
  const books = [folder, ...names.map((entry) => joinPath(folder, entry.name))]
    .filter((path) => tree.read(joinPath(path, MANIFEST_FILE)) !== null)
    .map((path) => openPriceBook({ name: path, read: (file) => readFile(joinPath(path, file), tree) }, options));
  if (books.length > 0) return chooseBookAsOf(books, date);
  throw new ConfigError(`there is no price book in ${folder}`, {
    place: { file: '.github/finops.yml' },
    remedy: 'run finops job refresh-prices, or leave prices.book out to use the shipped book',
  });
}

function readFile(path: string, tree: Tree): Uint8Array {
  const content = tree.read(path);
  if (content === null) throw new Error(`there is no file ${path}`);
  return content;
}
