import { ConfigError } from '#app/errors.ts';

/** A book that was chosen for a date. */
export interface BookAsOf<Book> {
  readonly book: Book;
  /** `newer-than-asked` when every book is later than the date and the oldest stands in; the report says so. */
  readonly flag: 'newer-than-asked' | null;
}

/**
 * The newest book that is not later than `date` (`YYYY-MM-DD`), else the oldest, flagged.
 * @throws ConfigError when there is no book at all.
 */
export function chooseBookAsOf<Book extends { readonly asOf: string }>(
  books: readonly Book[],
  date: string,
): BookAsOf<Book> {
  const byDate = books.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
  const fitting = byDate.findLast((book) => book.asOf <= date);
  if (fitting) return { book: fitting, flag: null };
  const [oldest] = byDate;
  if (!oldest) throw new ConfigError('there is no price book', { remedy: 'point --prices at a directory with one' });
  return { book: oldest, flag: 'newer-than-asked' };
}
