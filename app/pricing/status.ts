import type { KeyObject } from 'node:crypto';
import { ATTESTATION_FILE, type SignatureState, verifyBook } from './attestation.ts';
import type { OpenPriceBook } from './open-price-book.ts';
import type { ListedKey } from './parse-partition.ts';
import type { PriceProvider } from './price.ts';

/** What `finops prices status` shows. */
export interface PriceBookStatus {
  readonly asOf: string;
  /** Whole days between the book's date and today; negative for a book dated in the future. */
  readonly ageDays: number;
  readonly currency: string;
  readonly digest: string;
  readonly prices: number;
  readonly signature: SignatureState;
  readonly coverage: readonly ServiceCoverage[];
  readonly sources: readonly { readonly id: string; readonly from: string; readonly date: string }[];
}

export interface ServiceCoverage {
  readonly provider: PriceProvider;
  readonly service: string;
  readonly prices: number;
  readonly regions: number;
  readonly oldest: string;
  readonly newest: string;
  readonly flagged: number;
}

export interface StatusRequest {
  readonly book: OpenPriceBook;
  readonly today: Date;
  /** Whose signature counts. */
  readonly publicKeys: readonly KeyObject[];
}

/**
 * Age, coverage by service, sources and signature of a book. Opens and so verifies every file of it.
 * @throws InputError when a file is damaged.
 */
export function priceBookStatus({ book, today, publicKeys }: StatusRequest): PriceBookStatus {
  const coverage: ServiceCoverage[] = [];
  for (const provider of ['aws', 'azure', 'google'] as const) {
    for (const partition of book.partitions(provider)) {
      const byService = Map.groupBy(partition.keys(), (listed) => listed.service);
      for (const [service, keys] of byService) {
        coverage.push({ provider, service, ...cover(keys, partition.header.regions) });
      }
    }
  }
  return {
    asOf: book.asOf,
    ageDays: Math.floor((today.getTime() - Date.parse(`${book.asOf}T00:00:00Z`)) / 86_400_000),
    currency: book.currency,
    digest: book.digest,
    prices: book.manifest.prices,
    signature: bookSignature(book, publicKeys),
    coverage: coverage.sort((a, b) => (`${a.provider} ${a.service}` < `${b.provider} ${b.service}` ? -1 : 1)),
    sources: Object.entries(book.manifest.sources).map(([id, source]) => ({ id, ...source })),
  };
}

/** Whether one of the keys stands for the book. */
export function bookSignature(book: OpenPriceBook, publicKeys: readonly KeyObject[]): SignatureState {
  return verifyBook({ manifest: book.manifestBytes, envelope: book.readOptional(ATTESTATION_FILE), publicKeys });
}

function cover(
  keys: readonly ListedKey[],
  regionNames: readonly string[],
): Omit<ServiceCoverage, 'provider' | 'service'> {
  const regions = new Set<string>();
  const dates = new Set<string>();
  let [prices, flagged] = [0, 0];
  for (const listed of keys) {
    for (const candidate of listed.candidates()) {
      dates.add(candidate.origin.date);
      candidate.amounts.forEach((amount, index) => {
        if (amount === '') return;
        prices += 1;
        flagged += candidate.origin.flags.length > 0 ? 1 : 0;
        regions.add(regionNames[candidate.firstRegion + index] ?? '');
      });
    }
  }
  const sorted = [...dates].sort();
  return { prices, flagged, regions: regions.size, oldest: sorted[0] ?? '', newest: sorted.at(-1) ?? '' };
}
