import { describe, expect, it } from 'vitest';
import { parseAllocation } from '#app/allocation/allocation-file.ts';
import { fitsPattern, patternsMeet } from '#app/allocation/pattern.ts';
import { ConfigError } from '#app/errors.ts';

const FILE = '.finops/allocation.yml';
const parse = (rules: string) => parseAllocation(`version: 1\nrules:\n${rules}`, FILE);

function faultOf(text: string): { readonly message: string; readonly line: number | undefined } {
  try {
    parseAllocation(text, FILE);
  } catch (error) {
    if (error instanceof ConfigError) return { message: error.message, line: error.place?.line };
    throw error;
  }
  throw new Error('was accepted');
}

describe('.finops/allocation.yml', () => {
  it('keeps what looks like a number as it is written', () => {
    const { rules } = parse('  - { id: a, match: { account: 012345678901 }, owner: data }\n');
    expect(rules[0]?.match).toEqual({ account: ['012345678901'] });
  });

  it('takes thirds to ten digits, exactly', () => {
    const weights = '{ a: 0.3333333333, b: 0.3333333333, c: 0.3333333334 }';
    expect(parse(`  - { id: a, split: { method: fixed, weights: ${weights} } }\n`).rules).toHaveLength(1);
  });

  it.each([
    ['no version', 'rules: []\n', /version/, 1],
    ['another version', 'version: 2\nrules: []\n', /version: is 1/, 1],
    ['an unknown key', 'version: 1\nrules:\n  - id: a\n    ownr: shop\n', /unknown key rules.0.ownr/, 4],
    ['neither owner nor split', 'version: 1\nrules:\n  - id: a\n', /exactly one of owner and split/, 3],
    ['both', 'version: 1\nrules:\n  - { id: a, owner: x, split: { method: even } }\n', /exactly one/, 3],
    [
      'an unknown dimension',
      'version: 1\nrules:\n  - id: a\n    owner: x\n    match:\n      servce: S3\n',
      /unknown dimension servce/,
      6,
    ],
    [
      'an unknown kind',
      'version: 1\nrules:\n  - id: a\n    match: { kind: taxes }\n    owner: x\n',
      /no kind taxes/,
      4,
    ],
    [
      'weights that do not add to 1',
      'version: 1\nrules:\n  - id: a\n    split:\n      method: fixed\n      weights: { a: 0.6, b: 0.3 }\n',
      /the weights add to 0.9, not to 1/,
      6,
    ],
    [
      'a weight below zero',
      'version: 1\nrules:\n  - { id: a, split: { method: fixed, weights: { a: -1, b: 2 } } }\n',
      /a share/,
      3,
    ],
    [
      'one rule twice at a time',
      'version: 1\nrules:\n  - { id: a, owner: x, match: { service: S3 } }\n  - { id: a, owner: y, match: { service: EC2 } }\n',
      /rule a holds twice at a time \(also line 3\)/,
      4,
    ],
    [
      'rules that take the same charges',
      'version: 1\nrules:\n  - { id: a, owner: x, match: { account: ["1", "2*"] } }\n  - { id: b, owner: y, match: { account: "22" } }\n',
      /rule b overlaps rule a \(line 3\): both take account 22/,
      4,
    ],
    [
      'a rule behind one that takes everything',
      'version: 1\nrules:\n  - { id: a, owner: x }\n  - { id: b, owner: y, match: { account: "22" } }\n',
      /the earlier one takes every charge/,
      4,
    ],
    ['a day that is none', 'version: 1\nrules:\n  - { id: a, owner: x, from: 2026-02-30 }\n', /rules.0.from/, 3],
    ['no YAML', 'version: 1\nrules: [\n', /./, 3],
  ])('with %s is refused with its line', (_name, text, message, line) => {
    const fault = faultOf(text);
    expect(fault.message).toMatch(message);
    expect(fault.line).toBe(line);
  });

  it('may change its mind from one day to the next, and order decides between different dimensions', () => {
    const { rules } = parse(
      [
        '  - { id: a, owner: x, match: { account: "1" }, until: 2026-10-14 }',
        '  - { id: a, owner: y, match: { account: "1" }, from: 2026-10-15 }',
        '  - { id: b, owner: z, match: { service: S3 } }',
        '  - { id: c, owner: z, match: { service: S3, account: "1" } }',
        '  - { id: d, owner: { tag: team } }',
        '',
      ].join('\n'),
    );
    expect(rules.map(({ place }) => place.line)).toEqual([3, 4, 5, 6, 7]);
  });
});

describe('a pattern', () => {
  it.each([
    ['cart-a', 'cart-*', true],
    ['cart', 'cart-*', false],
    ['a-x-b-y-c', 'a*b*c', true],
    ['ab', 'ab*b', false],
    ['', 'null', false],
  ])('%s fits %s: %s', (value, pattern, fits) => {
    expect(fitsPattern(value, pattern)).toBe(fits);
  });

  it('of no value fits charges without one', () => {
    expect([fitsPattern(null, 'null'), fitsPattern(null, '*'), fitsPattern('x', '~')]).toEqual([true, false, false]);
  });

  it.each([
    ['a*', 'ab*', true],
    ['a*', 'b*', false],
    ['*x', 'a*', true],
    ['null', '*', false],
    ['null', '~', true],
  ])('%s and %s may take the same: %s', (one, other, meet) => {
    expect([patternsMeet(one, other), patternsMeet(other, one)]).toEqual([meet, meet]);
  });
});
