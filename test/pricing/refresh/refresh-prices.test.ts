import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '#app/errors.ts';
import { readPriceBook, readPriceBookAsOf } from '#app/pricing/embedded.ts';
import type { OpenPriceBook } from '#app/pricing/open-price-book.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { refreshDirectory } from '#app/pricing/refresh/refresh-directory.ts';
import type { PriceSource } from '#app/pricing/refresh/refresh-page.ts';
import { type RefreshOutcome, type RefreshRequest, refreshPrices } from '#app/pricing/refresh/refresh-prices.ts';
import { bookFiles, priceRow } from '../support.ts';

let directory: string;
let inForce: OpenPriceBook;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'finops-refresh-'));
  const old = join(directory, '2026-08-06');
  await mkdir(old);
  const rows = [
    ...Array.from({ length: 20 }, (_, index) => priceRow({ key: `m${index}.large` })),
    priceRow({ service: 'ebs', family: 'volume', key: 'gp3', unit: 'gb-month', amount: '0.08' }),
  ];
  for (const [file, bytes] of bookFiles(rows)) await writeFile(join(old, file), bytes);
  inForce = readPriceBook(old);
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A source whose pages are given; it fails after `failAfter` pages. */
function sourceOf(pages: readonly (readonly PriceRow[])[], failAfter = Infinity): PriceSource & { asked: number[] } {
  const asked: number[] = [];
  return {
    provider: 'aws',
    id: 'aws-price-list',
    origin: 'a test',
    asked,
    async *pages(cursor) {
      for (let at = Number(cursor ?? 0); at < pages.length; at += 1) {
        if (at >= failAfter) throw new UpstreamError('the line is cut', { retryable: true });
        asked.push(at);
        yield { rows: pages[at] ?? [], cursor: at + 1 < pages.length ? String(at + 1) : null, skipped: { spot: 1 } };
      }
    },
  };
}

function fresh(overrides: Partial<PriceRow> = {}): PriceRow {
  return priceRow({ source: 'aws-price-list', effectiveDate: '2026-11-25', ...overrides });
}

const PAGES = [
  Array.from({ length: 10 }, (_, index) => fresh({ key: `m${index}.large` })),
  Array.from({ length: 10 }, (_, index) =>
    fresh({ key: `m${index + 10}.large`, amount: index === 0 ? '0.1' : '0.096' }),
  ),
];

function refresh(source: PriceSource, overrides: Partial<RefreshRequest> = {}): Promise<RefreshOutcome> {
  return refreshPrices(
    { source, scope: 'all', book: inForce, today: '2026-11-25', accept: 'sound', ...overrides },
    { store: refreshDirectory(directory, 'aws'), progress: () => {} },
  );
}

describe('a refresh', () => {
  it('writes a new dated book beside the one in force and says what changed', async () => {
    const outcome = await refresh(sourceOf(PAGES));
    expect(outcome).toMatchObject({ asOf: '2026-11-25', carriedOver: 1, resumedPages: 0, skipped: { spot: 2 } });
    expect(outcome.comparison).toMatchObject({ compared: 20, added: 0, vanished: 0 });
    expect(
      outcome.comparison.changes.map((change) => [change.name, change.prior.toFixed(), change.next.toFixed()]),
    ).toEqual([['aws / ec2 / instance / m10.large / us-east-1', '0.096', '0.1']]);
    expect(readdirSync(directory).sort()).toEqual(['2026-08-06', '2026-11-25']);
    const { book } = readPriceBookAsOf({ directories: [directory], date: '2026-12-01' });
    expect(book.asOf).toBe('2026-11-25');
    const query = { provider: 'aws', service: 'ec2', family: 'instance', region: 'us-east-1' } as const;
    const changed = book.find({ ...query, key: 'm10.large' });
    expect(changed.state === 'found' && [changed.price.amount.toFixed(), changed.price.effectiveDate]).toEqual([
      '0.1',
      '2026-11-25',
    ]);
    const carried = book.find({ ...query, service: 'ebs', family: 'volume', key: 'gp3' });
    expect(carried.state === 'found' && carried.price.effectiveDate).toBe('2026-08-06');
  });

  it('leaves the book in force when it is cut off, and goes on from there', async () => {
    await expect(refresh(sourceOf(PAGES, 1))).rejects.toThrow('the line is cut');
    expect(readPriceBookAsOf({ directories: [directory], date: '2026-12-01' }).book.asOf).toBe('2026-08-06');
    const source = sourceOf(PAGES);
    const outcome = await refresh(source);
    expect(source.asked).toEqual([1]);
    expect(outcome).toMatchObject({ resumedPages: 1, carriedOver: 1, skipped: { spot: 2 } });
  });

  it('does not count rows that were written after the last whole page', async () => {
    await expect(refresh(sourceOf(PAGES, 1))).rejects.toThrow();
    await appendFile(join(directory, '.refresh-aws', 'rows.ndjson'), '{"half a li');
    expect((await refresh(sourceOf(PAGES))).comparison.compared).toBe(20);
  });

  it('begins anew on another day or for another scope', async () => {
    await expect(refresh(sourceOf(PAGES, 1))).rejects.toThrow();
    const source = sourceOf(PAGES);
    await refresh(source, { scope: 'eu-west-1' });
    expect(source.asked).toEqual([0, 1]);
  });

  it('refuses a hole, keeps what it fetched, and takes it when a person says so', async () => {
    const hole = sourceOf([PAGES[0]?.slice(0, 4) ?? []]);
    await expect(refresh(hole)).rejects.toThrow(/16 of 20 prices of aws \/ ec2 \/ instance are not listed any more/);
    expect(readdirSync(directory)).not.toContain('2026-11-25');
    const again = sourceOf([]);
    const outcome = await refresh(again, { accept: 'suspicious' });
    expect(again.asked).toEqual([]);
    expect(outcome).toMatchObject({ carriedOver: 17, comparison: { vanished: 16 } });
  });

  it('refuses prices that jump', async () => {
    const jump = PAGES.map((page) => page.map((row) => ({ ...row, amount: '0.96' })));
    await expect(refresh(sourceOf(jump))).rejects.toThrow(/20 of 20 prices change by more than a factor of 2/);
  });

  it('refuses a source that lists nothing', async () => {
    await expect(refresh(sourceOf([[]]))).rejects.toThrow(/no price at all/);
  });

  it('leaves nothing half-written behind', async () => {
    await refresh(sourceOf(PAGES));
    expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(directory, '2026-11-25', 'manifest.json'), 'utf8'));
    expect(manifest.sources['aws-price-list']).toEqual({ from: 'a test', date: '2026-11-25' });
  });

  it('says that its journal is damaged', async () => {
    await mkdir(join(directory, '.refresh-aws'));
    await writeFile(join(directory, '.refresh-aws', 'journal.json'), '{"cursor":');
    await expect(refresh(sourceOf(PAGES))).rejects.toMatchObject({
      code: 'input',
      remedy: expect.stringContaining('delete'),
    });
  });
});
