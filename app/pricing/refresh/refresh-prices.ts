import { InputError } from '#app/errors.ts';
import { bookRows } from '../book-rows.ts';
import { buildBook } from '../build-book.ts';
import type { BookComparison } from '../compare-books.ts';
import type { OpenPriceBook } from '../open-price-book.ts';
import { newestDate, type PriceRow, rowIdentity } from '../price-row.ts';
import { flagOldRows, resolveRows } from '../resolve-rows.ts';
import type { PriceSource } from './refresh-page.ts';
import type { RefreshJournal, RefreshStore } from './refresh-store.ts';
import { REFRESH_LIMITS, type RefreshLimits, suspect } from './suspicion.ts';

export interface RefreshRequest {
  readonly source: PriceSource;
  /** Says what is fetched (regions, services), so that a broken-off refresh of something else is begun anew. */
  readonly scope: string;
  /** The book in force. */
  readonly book: OpenPriceBook;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** `suspicious`: take prices that a person has looked at although they are suspicious. */
  readonly accept: 'sound' | 'suspicious';
  readonly limits?: RefreshLimits;
  /** Turns rows of a source into rows of the book, where it lists parts of them (Google's machine types). */
  readonly assemble?: (rows: readonly PriceRow[]) => readonly PriceRow[];
}

export interface RefreshPorts {
  readonly store: RefreshStore;
  readonly progress: (pages: number, prices: number) => void;
}

export interface RefreshOutcome {
  /** Where the new book is. */
  readonly book: string;
  readonly asOf: string;
  readonly digestedFiles: number;
  readonly comparison: BookComparison;
  /** Prices that were not taken, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Prices of the old book that the source did not restate, carried over with their date. */
  readonly carriedOver: number;
  /** Pages that an earlier, broken-off run had already fetched. */
  readonly resumedPages: number;
}

/**
 * Fetches a provider's prices and writes a new dated book beside the one in force, which is never touched. Prices
 * that the source does not restate are carried over with their old dates. Broken off, it goes on at the same page when
 * it is run again on the same day.
 * @throws UpstreamError when the provider fails; InputError, naming the place, when a price is no price, or when what
 * was fetched is suspicious and `accept` does not say otherwise. In every case the old book stays in force.
 */
export async function refreshPrices(request: RefreshRequest, ports: RefreshPorts): Promise<RefreshOutcome> {
  const { journal, resumedPages } = await fetchPages(request, ports);
  const kept: PriceRow[] = [];
  for await (const row of ports.store.rows()) kept.push(row);
  const fetched = resolveRows(request.assemble ? request.assemble(kept) : kept).rows;
  const prior = [...bookRows(request.book)];
  const source = request.source.id;
  const { comparison, reasons } = suspect({ prior, fetched, source }, request.limits ?? REFRESH_LIMITS);
  if (reasons.length > 0 && request.accept === 'sound') {
    throw new InputError(`the fetched prices are suspicious: ${reasons.join('; ')}`, {
      place: { file: request.source.origin },
      remedy: 'look at them, then run finops prices refresh with --accept suspicious; the old book stays in force',
    });
  }
  const restated = new Set(fetched.map(rowIdentity));
  const carried = prior.filter((row) => !restated.has(rowIdentity(row)));
  const rows = [...fetched, ...carried];
  const asOf = newestDate(rows);
  const files = buildBook({
    rows: flagOldRows(rows, asOf),
    machines: request.book.machines().rows(),
    sources: { ...request.book.manifest.sources, [source]: { from: request.source.origin, date: request.today } },
    currency: request.book.currency,
  });
  const book = await ports.store.writeBook(request.today, files);
  await ports.store.clear();
  return {
    book,
    asOf,
    digestedFiles: files.size,
    comparison,
    skipped: journal.skipped,
    carriedOver: carried.length,
    resumedPages,
  };
}

interface Fetched {
  readonly journal: RefreshJournal;
  readonly resumedPages: number;
}

async function fetchPages({ source, scope, today }: RefreshRequest, ports: RefreshPorts): Promise<Fetched> {
  const broken = await ports.store.readJournal();
  const resumes = broken !== null && broken.scope === scope && broken.startedOn === today;
  if (!resumes) await ports.store.clear();
  let journal: RefreshJournal =
    resumes && broken ? broken : { scope, startedOn: today, cursor: null, complete: false, pages: 0, skipped: {} };
  const resumedPages = journal.pages;
  if (journal.complete) return { journal, resumedPages };
  let prices = 0;
  for await (const page of source.pages(journal.cursor)) {
    journal = {
      ...journal,
      cursor: page.cursor,
      complete: page.cursor === null,
      pages: journal.pages + 1,
      skipped: addCounts(journal.skipped, page.skipped),
    };
    await ports.store.keepPage(page, journal);
    prices += page.rows.length;
    ports.progress(journal.pages, prices);
  }
  if (!journal.complete) throw new InputError(`${source.origin} ended before its last page`);
  return { journal, resumedPages };
}

function addCounts(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum = { ...a };
  for (const [reason, count] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}
