import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { bookRows } from '#app/pricing/book-rows.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import { generatePriceBook } from '../../scripts/generate-price-book.ts';
import { readAttributes } from '../../scripts/price-facts/read-attributes.ts';
import { repositoryRoot, sharedPath } from '../support/shared.ts';

const EMBEDDED = join(repositoryRoot, 'dist', 'prices');
const FACTS = sharedPath('data/prices');
const MIB = 1024 * 1024;

function textOf(name: string, bytes: Uint8Array): string {
  const plain = name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;
  // The digests are of compressed bytes, which another release of brotli may pack differently.
  return new TextDecoder().decode(plain).replaceAll(/"sha256": "[0-9a-f]{64}"/g, '"sha256"');
}

describe('the embedded book', () => {
  const book = readPriceBook(EMBEDDED);
  const rows = [...bookRows(book)];

  it('takes at most 1.5 MB', () => {
    const bytes = readdirSync(EMBEDDED).reduce((sum, name) => sum + readFileSync(join(EMBEDDED, name)).length, 0);
    expect(bytes).toBeLessThan(1.5 * MIB);
  });

  it('holds as many prices as its manifest says, none negative, each with date, source and unit', () => {
    expect(rows.length).toBe(book.manifest.prices);
    const wrong = rows.filter(
      (row) =>
        !/^\d+(\.\d+)?$/.test(row.amount) ||
        !/^\d{4}-\d{2}-\d{2}$/.test(row.effectiveDate) ||
        row.unit === '' ||
        !(row.source in book.manifest.sources),
    );
    expect(wrong).toEqual([]);
  });

  it('says that prices of P4, P5 and u7i from before June 2025 are doubtful', () => {
    const old = rows.filter(
      (row) => row.service === 'ec2' && /^(p4|p5|u7i)/.test(row.key) && row.effectiveDate < '2025-06-01',
    );
    expect(old.length).toBeGreaterThan(0);
    expect(old.filter((row) => !row.flags.includes('low-confidence'))).toEqual([]);
  });

  it('begins the last tier of Google egress at 10 TiB', () => {
    const last = book.find({
      provider: 'google',
      service: 'networking',
      family: 'internet-egress-premium',
      key: 'to-worldwide',
      region: 'us-central1',
      tierStart: 10240,
    });
    expect(last.state === 'found' && last.price.amount.toFixed()).toBe('0.08');
  });
});

describe('what the facts say about themselves', () => {
  it('becomes a flag and never an attribute', () => {
    expect(readAttributes('os=linux;tenancy=shared;confidence=low;note=price cut', 'list')).toEqual({
      variants: [{ os: 'linux', tenancy: 'shared' }],
      flags: ['low-confidence'],
    });
    expect(readAttributes('derived=EBS gp2 x1.15;deployment=multi-az', 'list')).toEqual({
      variants: [{ deployment: 'multi-az' }],
      flags: ['derived'],
    });
  });

  it('makes one price for each engine that a fact names', () => {
    expect(readAttributes('edition=enterprise;engines=mysql|postgres', 'list').variants).toEqual([
      { edition: 'enterprise', engine: 'mysql' },
      { edition: 'enterprise', engine: 'postgres' },
    ]);
  });

  it('leaves `tier` alone where it is an argument of an example', () => {
    expect(readAttributes('tier=Standard;precision=disp', 'example')).toEqual({
      variants: [{ tier: 'Standard' }],
      flags: ['rounded'],
    });
    expect(readAttributes('tier=unknown', 'list')).toEqual({ variants: [{}], flags: ['tier-unknown'] });
  });
});

describe.skipIf(FACTS === null)('the embedded book and the facts', () => {
  const facts = FACTS ?? '';

  it('is what the generator makes of them', () => {
    const generated = generatePriceBook(facts);
    const embedded = new Map(readdirSync(EMBEDDED).map((name) => [name, readFileSync(join(EMBEDDED, name))]));
    embedded.delete('manifest.dsse.json');
    expect([...generated.keys()].sort()).toEqual([...embedded.keys()].sort());
    for (const [name, bytes] of generated) {
      // Compared as a whole, printed never: a partition has megabytes.
      expect(textOf(name, bytes) === textOf(name, embedded.get(name) ?? new Uint8Array()), name).toBe(true);
    }
  });

  it('gives back each price of the facts that no newer one replaces', () => {
    const book = readPriceBook(EMBEDDED);
    const PROVIDERS: Record<string, PriceProvider> = { aws: 'aws', azure: 'azure', gcp: 'google' };
    const ABOUT = /^(derived|confidence|precision|note|check|desc|tier|tier_mib|region_basis)=/;
    const wrong: string[] = [];
    let [asked, newer] = [0, 0];
    for (const file of readdirSync(facts).filter((name) => /^(aws|azure|gcp)_.*\.csv$/.test(name))) {
      const lines: Record<string, string>[] = parse(readFileSync(join(facts, file)), { columns: true });
      for (const [index, fact] of lines.entries()) {
        // Every seventh fact whose unit and region are the book's own.
        const { unit = '', attributes = '', region = '' } = fact;
        if (index % 7 !== 0 || !/^(hour|gb-month|gb|request|vcpu-hour)$/.test(unit)) continue;
        if (attributes.includes('engines=') || attributes === 'tier=10n TiB' || region === 'unknown') continue;
        const parts = attributes.split(';').filter((part) => part !== '' && !ABOUT.test(part));
        asked += 1;
        const lookup = book.find({
          provider: PROVIDERS[fact['provider'] ?? ''] ?? 'aws',
          service: fact['service'] ?? '',
          family: fact['family'] ?? '',
          key: fact['sku_key'] ?? '',
          region,
          attributes: Object.fromEntries(parts.map((part) => part.split('=') as [string, string])),
          unit,
          tierStart: fact['tier_start'] ?? '0',
        });
        if (lookup.state === 'found' && lookup.price.effectiveDate > (fact['as_of'] ?? '')) newer += 1;
        else if (
          lookup.state !== 'found' ||
          lookup.price.amount.toFixed() !==
            String(fact['price_usd'])
              .replace(/(\.\d*?)0+$/, '$1')
              .replace(/\.$/, '')
        ) {
          wrong.push(
            `${file}:${index + 2} ${lookup.state === 'found' ? lookup.price.amount.toFixed() : lookup.reason}`,
          );
        }
      }
    }
    expect(asked).toBeGreaterThan(20_000);
    expect(newer).toBeLessThan(50);
    expect(wrong).toEqual([]);
  });
});
