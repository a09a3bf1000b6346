import { buildBook } from '#app/pricing/build-book.ts';
import type { MachineRow } from '#app/pricing/machines.ts';
import { type BookOptions, type OpenPriceBook, openPriceBook } from '#app/pricing/open-price-book.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';

/** A row with overrides; on its own an m5.large in us-east-1. */
export function priceRow(overrides: Partial<PriceRow> = {}): PriceRow {
  return {
    provider: 'aws',
    service: 'ec2',
    family: 'instance',
    key: 'm5.large',
    attributes: {},
    region: 'us-east-1',
    unit: 'hour',
    listedUnit: '',
    amount: '0.096',
    tierStart: '0',
    effectiveDate: '2026-08-06',
    source: 'test',
    flags: [],
    ...overrides,
  };
}

/** The files of a book of these rows. */
export function bookFiles(
  rows: readonly PriceRow[],
  machines: readonly MachineRow[] = [],
): ReadonlyMap<string, Uint8Array> {
  return buildBook({ rows, machines, sources: { test: { from: 'a test', date: '2026-08-06' } }, currency: 'USD' });
}

/** A book out of files in memory. */
export function openFiles(files: ReadonlyMap<string, Uint8Array>, options: BookOptions = {}): OpenPriceBook {
  return openPriceBook(
    {
      name: 'book',
      read(name) {
        const bytes = files.get(name);
        if (!bytes) throw new Error(`no such file: ${name}`);
        return bytes;
      },
    },
    options,
  );
}
