import { describe, expect, it } from 'vitest';
import { chooseBookAsOf } from '#app/pricing/book-as-of.ts';
import { bookRows } from '#app/pricing/book-rows.ts';
import { comparePriceBooks } from '#app/pricing/compare-books.ts';
import { showPrices } from '#app/pricing/list-prices.ts';
import { distrust, flagOldRows, resolveRows } from '#app/pricing/resolve-rows.ts';
import { comparisonLines } from '#reports/refresh-text.ts';
import { bookFiles, openFiles, priceRow } from './support.ts';

describe('finops prices show', () => {
  const book = openFiles(
    bookFiles([
      priceRow(),
      priceRow({ region: 'eu-west-1', amount: '0.107' }),
      priceRow({ family: 'os-license-uplift', region: '*', amount: '0.092' }),
      priceRow({ service: 'rds', key: 'db.m5.large', amount: '0.171' }),
      priceRow({ service: 'nat-gateway', family: 'gateway', key: 'hour', amount: '0.045' }),
    ]),
  );
  const show = (type: string, region?: string) =>
    showPrices({ type, limit: 10, ...(region === undefined ? {} : { region }) }, book).prices.map(
      (price) => `${price.service}/${price.family}/${price.key}/${price.region} ${price.amount}`,
    );

  it('finds a key in all services, and what holds in every region', () => {
    expect(show('m5.large', 'eu-west-1')).toEqual([
      'ec2/instance/m5.large/eu-west-1 0.107',
      'ec2/os-license-uplift/m5.large/* 0.092',
    ]);
  });

  it('finds a service by its name', () => {
    expect(show('nat-gateway')).toEqual(['nat-gateway/gateway/hour/us-east-1 0.045']);
  });

  it('finds a part of a key only where nothing is named so', () => {
    expect(show('db.m5')).toEqual(['rds/instance/db.m5.large/us-east-1 0.171']);
    expect(show('z9')).toEqual([]);
  });

  it('says how many there are when it cuts the list', () => {
    expect(showPrices({ type: 'm5.large', limit: 1 }, book)).toMatchObject({ total: 3, prices: [{}] });
  });
});

describe('several claims about one price', () => {
  it('are decided by the newest date, whatever their order', () => {
    const claims = [
      priceRow({ amount: '1', effectiveDate: '2026-01-01' }),
      priceRow({ amount: '2', effectiveDate: '2025-01-01' }),
    ];
    for (const rows of [claims, claims.toReversed()]) {
      expect(resolveRows(rows)).toMatchObject({ rows: [{ amount: '1' }], replaced: 1, conflicts: [] });
    }
  });

  it('are decided by the sounder source on one date', () => {
    const claims = [
      priceRow({ amount: '1', flags: ['low-confidence'] }),
      priceRow({ amount: '2', flags: ['rounded'] }),
    ];
    for (const rows of [claims, claims.toReversed()]) expect(resolveRows(rows).rows).toMatchObject([{ amount: '2' }]);
    expect(distrust(priceRow({ flags: ['old'] }))).toBe(0);
  });

  it('stay a conflict, and ambiguous in the book, when neither decides', () => {
    const claims = [priceRow({ amount: '1' }), priceRow({ amount: '2' })];
    const { rows, conflicts } = resolveRows(claims);
    expect(conflicts).toHaveLength(1);
    const lookup = openFiles(bookFiles(rows)).find({
      provider: 'aws',
      service: 'ec2',
      family: 'instance',
      key: 'm5.large',
      region: 'us-east-1',
    });
    expect(lookup).toMatchObject({ state: 'ambiguous', reason: expect.stringMatching(/1 \(test\), 2 \(test\)/) });
  });

  it('do not conflict when only the unit differs', () => {
    expect(resolveRows([priceRow(), priceRow({ unit: 'month', amount: '70' })]).conflicts).toEqual([]);
  });
});

describe('old prices', () => {
  it('are flagged from two years before the book on', () => {
    const rows = flagOldRows(
      [priceRow({ effectiveDate: '2024-08-05' }), priceRow({ effectiveDate: '2024-08-06' })],
      '2026-08-06',
    );
    expect(rows.map((row) => row.flags)).toEqual([['old'], []]);
  });

  it('lose the flag when a newer price replaces them', () => {
    expect(flagOldRows([priceRow({ flags: ['old', 'derived'] })], '2026-08-06')[0]?.flags).toEqual(['derived']);
  });
});

describe('a comparison of books', () => {
  const prior = [priceRow(), priceRow({ key: 'c5.large', amount: '0.085' }), priceRow({ key: 'gone' })];
  const next = [priceRow({ amount: '0.12' }), priceRow({ key: 'c5.large', amount: '0.085' }), priceRow({ key: 'new' })];

  it('says what changed and by how much', () => {
    const comparison = comparePriceBooks(prior, next);
    expect(comparison).toMatchObject({ compared: 2, added: 1, vanished: 1, vanishedByService: { 'aws / ec2': 1 } });
    expect(comparisonLines(comparison)).toEqual([
      '2 prices compared: 1 changed, 1 added, 1 not listed any more',
      'aws / ec2 / instance / m5.large / us-east-1: 0.096 → 0.12 per hour (+25 %)',
      'aws / ec2: 1 prices not listed any more',
    ]);
  });

  it('of a book with itself is empty', () => {
    const book = openFiles(bookFiles(prior));
    expect(comparePriceBooks(bookRows(book), bookRows(book))).toMatchObject({
      changes: [],
      added: 0,
      vanished: 0,
      compared: 3,
    });
  });
});

describe('--as-of', () => {
  const books = ['2026-03-01', '2025-01-01', '2026-09-01'].map((asOf) => ({ asOf }));

  it.each([
    ['2026-08-31', '2026-03-01', null],
    ['2026-09-01', '2026-09-01', null],
    ['2030-01-01', '2026-09-01', null],
    ['2024-01-01', '2025-01-01', 'newer-than-asked'],
  ])('%s takes the book of %s', (date, asOf, flag) => {
    expect(chooseBookAsOf(books, date)).toEqual({ book: { asOf }, flag });
  });

  it('fails when there is no book', () => {
    expect(() => chooseBookAsOf([], '2026-01-01')).toThrow(/no price book/);
  });
});
