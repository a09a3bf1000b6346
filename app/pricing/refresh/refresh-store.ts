import type { PriceRow } from '../price-row.ts';
import type { RefreshPage } from './refresh-page.ts';

/** Where a refresh was broken off. */
export interface RefreshJournal {
  /** What is being refreshed; a journal of something else is not gone on from. */
  readonly scope: string;
  /** Day on which it began, `YYYY-MM-DD`: pages of two days do not make one book. */
  readonly startedOn: string;
  readonly cursor: string | null;
  readonly complete: boolean;
  readonly pages: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** What a refresh keeps between its pages. Every operation is whole or has not happened. */
export interface RefreshStore {
  /** The journal of a broken-off refresh, null when there is none. */
  readJournal(): Promise<RefreshJournal | null>;
  /** Forgets a broken-off refresh. */
  clear(): Promise<void>;
  /** Keeps the rows of one page and the journal that counts them. */
  keepPage(page: RefreshPage, journal: RefreshJournal): Promise<void>;
  /** The rows of all pages that the journal counts. */
  rows(): AsyncIterable<PriceRow>;
  /** Writes a new book next to the others, all at once; gives its name back. */
  writeBook(name: string, files: ReadonlyMap<string, Uint8Array>): Promise<string>;
}
