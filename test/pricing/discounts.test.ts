import { describe, expect, it } from 'vitest';
import { ConfigError } from '#app/errors.ts';
import { decimal } from '#app/measure/decimal.ts';
import { parseDiscounts } from '#app/pricing/discount-file.ts';
import { type ContractedRates, withDiscounts } from '#app/pricing/discounts.ts';
import type { Price, PriceQuery } from '#app/pricing/price.ts';
import { bookFiles, openFiles, priceRow } from './support.ts';

const book = openFiles(
  bookFiles([
    priceRow({ amount: '0.1' }),
    priceRow({ key: 'm5.xlarge', amount: '0.2' }),
    priceRow({ key: 'c5.large', amount: '0.4' }),
    priceRow({ service: 'ebs', family: 'volume', key: 'gp3', unit: 'gb-month', amount: '0.08' }),
  ]),
);

interface Asked {
  readonly text: string;
  readonly query?: Partial<PriceQuery>;
  readonly date?: string;
  readonly account?: string;
  readonly contracted?: ContractedRates;
}

function priceOf({ text, query = {}, date = '2026-06-15', account, contracted }: Asked): Price {
  const terms = {
    discounts: parseDiscounts(text, 'discounts.yml'),
    contracted: contracted ?? null,
    date,
    account: account ?? null,
  };
  const base = { provider: 'aws', service: 'ec2', family: 'instance', key: 'm5.large', region: 'us-east-1' } as const;
  const lookup = withDiscounts(book, terms).find({ ...base, ...query });
  if (lookup.state !== 'found') throw new Error(lookup.reason);
  return lookup.price;
}

describe('a discount file', () => {
  it('takes a percentage off every price of a service, shown with its list price and its line', () => {
    const price = priceOf({ text: 'version: 1\ndiscounts:\n  - service: ec2\n    percent: 12.5\n' });
    expect([price.amount.toFixed(), price.listAmount?.toFixed()]).toEqual(['0.0875', '0.1']);
    expect(price.flags).toContain('contracted');
    expect(price.source).toBe('discounts.yml:3');
  });

  it('leaves other services alone', () => {
    const text = 'version: 1\ndiscounts:\n  - { service: ec2, percent: 50 }\n';
    const price = priceOf({ text, query: { service: 'ebs', family: 'volume', key: 'gp3' } });
    expect([price.amount.toFixed(), price.flags, price.listAmount]).toEqual(['0.08', [], undefined]);
  });

  it('lets a SKU outweigh a pattern, and a pattern the service', () => {
    const text = `version: 1
discounts:
  - { service: ec2, percent: 10 }
  - { service: ec2, key: m5.*, percent: 20 }
  - { service: ec2, key: m5.xlarge, unitPrice: "0.11" }
`;
    const amounts = ['c5.large', 'm5.large', 'm5.xlarge'].map((key) =>
      priceOf({ text, query: { key } }).amount.toFixed(),
    );
    expect(amounts).toEqual(['0.36', '0.08', '0.11']);
  });

  it('holds from its first day until the day before `to`', () => {
    const text = 'version: 1\ndiscounts:\n  - { service: ec2, percent: 50, from: 2026-01-01, to: 2026-07-01 }\n';
    const on = (date: string) => priceOf({ text, date }).amount.toFixed();
    expect([on('2025-12-31'), on('2026-01-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([
      '0.1',
      '0.05',
      '0.05',
      '0.1',
    ]);
  });

  it('holds for its account alone', () => {
    const text = 'version: 1\ndiscounts:\n  - { service: ec2, account: "123456789012", percent: 50 }\n';
    expect(priceOf({ text, account: '123456789012' }).amount.toFixed()).toBe('0.05');
    expect(priceOf({ text, account: '210987654321' }).amount.toFixed()).toBe('0.1');
    expect(priceOf({ text }).amount.toFixed()).toBe('0.1');
  });

  it('mixes what a commitment covers with what it does not', () => {
    const text = `version: 1
discounts:
  - { service: ec2, percent: 10 }
commitments:
  - { kind: savings-plan, service: ec2, coverage: 60, percent: 40 }
`;
    // 60 % at 0.06 and 40 % at the contracted 0.09: 0.036 + 0.036.
    const price = priceOf({ text });
    expect([price.amount.toFixed(), price.listAmount?.toFixed()]).toEqual(['0.072', '0.1']);
    expect(price.flags).toEqual(['contracted', 'commitment:savings-plan:60%']);
  });

  it('uses the rate that the warehouse was billed at, unless the file says otherwise', () => {
    const contracted: ContractedRates = {
      rateFor: () => ({ amount: decimal('0.07'), currency: 'USD', unit: 'hour', seenOn: '2026-06-01' }),
    };
    const price = priceOf({ text: 'version: 1\n', contracted });
    expect([price.amount.toFixed(), price.source, price.effectiveDate]).toEqual(['0.07', 'warehouse', '2026-06-01']);
    const text = 'version: 1\ndiscounts:\n  - { service: ec2, percent: 50 }\n';
    expect(priceOf({ text, contracted }).amount.toFixed()).toBe('0.05');
  });

  it('does not take a rate of the warehouse in another unit or currency', () => {
    const rate = { amount: decimal('0.07'), currency: 'EUR', unit: 'hour', seenOn: '2026-06-01' };
    for (const other of [rate, { ...rate, currency: 'USD', unit: 'month' }]) {
      expect(priceOf({ text: 'version: 1\n', contracted: { rateFor: () => other } }).amount.toFixed()).toBe('0.1');
    }
  });

  it('refuses a rate in a currency that is not that of the book', () => {
    const text = 'version: 1\ndiscounts:\n  - { service: ec2, unitPrice: "0.09", currency: EUR }\n';
    expect(() => priceOf({ text })).toThrow(ConfigError);
  });
});

describe('a wrong discount file', () => {
  it.each([
    [
      'overlapping dates',
      '  - { service: ec2, percent: 10, to: 2026-07-01 }\n  - { service: ec2, percent: 20, from: 2026-06-30 }',
      4,
    ],
    [
      'overlapping patterns',
      '  - { key: m5.*, percent: 10 }\n  - { key: m6.*, percent: 1 }\n  - { key: M5.*, percent: 20 }',
      5,
    ],
    ['a rate twice', '  - service: ec2\n    percent: 10\n    unitPrice: "1"', 3],
    ['no rate', '  - service: ec2', 3],
    ['an unknown key', '  - service: ec2\n    percent: 10\n    discount: 5', 3],
    ['a percentage above 100', '  - service: ec2\n    percent: 110', 4],
    ['a negative price', '  - service: ec2\n    unitPrice: "-1"', 4],
    ['an end before the beginning', '  - { service: ec2, percent: 1, from: 2026-02-01, to: 2026-01-01 }', 3],
    ['a day that is none', '  - service: ec2\n    percent: 1\n    from: 2026-02-31', 5],
    ['a price for everything', '  - unitPrice: "1"', 3],
  ])('is refused for %s, with the line', (_, rules, line) => {
    const parse = () => parseDiscounts(`version: 1\ndiscounts:\n${rules}\n`, 'discounts.yml');
    expect(parse).toThrow(ConfigError);
    try {
      parse();
    } catch (error) {
      expect(error).toMatchObject({ place: { file: 'discounts.yml', line } });
    }
  });

  it('may have rules that meet but do not overlap', () => {
    const text = `version: 1
discounts:
  - { service: ec2, percent: 10, to: 2026-07-01 }
  - { service: ec2, percent: 20, from: 2026-07-01 }
`;
    expect(parseDiscounts(text, 'discounts.yml').discounts).toHaveLength(2);
  });

  it('is refused when its aliases would grow without end', () => {
    const levels = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${'*l'.concat(String(at), ', ').repeat(9)}]`,
    );
    const bomb = `l0: &l0 [x]\n${levels.join('\n')}\nversion: 1\n`;
    expect(() => parseDiscounts(bomb, 'discounts.yml')).toThrow(ConfigError);
  });

  it('is refused when it is not YAML', () => {
    expect(() => parseDiscounts('version: 1\ndiscounts: [', 'discounts.yml')).toThrow(/not YAML/);
  });
});
