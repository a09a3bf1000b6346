import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '#app/errors.ts';
import { encodePartition } from '#app/pricing/encode-partition.ts';
import { MANIFEST_FILE } from '#app/pricing/manifest.ts';
import { parsePartition } from '#app/pricing/parse-partition.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { bookFiles, openFiles, priceRow } from './support.ts';

const M5 = { provider: 'aws', service: 'ec2', family: 'instance', key: 'm5.large', region: 'us-east-1' } as const;

describe('a lookup', () => {
  const book = openFiles(
    bookFiles([
      priceRow({ attributes: { os: 'linux', tenancy: 'shared' } }),
      priceRow({ attributes: { os: 'windows', tenancy: 'shared' }, amount: '0.188' }),
      priceRow({ attributes: { os: 'windows', tenancy: 'shared', sw: 'sql-std' }, amount: '0.668' }),
      priceRow({ attributes: { os: 'linux', tenancy: 'shared' }, region: 'eu-west-1', amount: '0.107' }),
      priceRow({ family: 'os-license-uplift', region: '*', attributes: { os: 'windows' }, amount: '0.092' }),
      priceRow({ service: 's3', family: 'storage', key: 'standard', unit: 'gb-month', amount: '0.023' }),
      priceRow({
        service: 's3',
        family: 'storage',
        key: 'standard',
        unit: 'gb-month',
        amount: '0.022',
        tierStart: '51200',
      }),
      priceRow({ service: 'app', family: 'plan', key: 'standard', unit: 'hour', amount: '0.0288' }),
      priceRow({ service: 'app', family: 'plan', key: 'standard', unit: 'month', amount: '10.8' }),
      priceRow({ service: 'aws_sqs_queue', family: 'Requests', key: 'requests', amount: '0.0000004' }),
      priceRow({
        service: 'aws_sqs_queue',
        family: 'Requests',
        key: 'requests',
        amount: '0.0000005',
        attributes: { example: 'fifo' },
      }),
    ]),
  );

  it('finds the price that states exactly the attributes asked for', () => {
    const lookup = book.find({ ...M5, attributes: { os: 'windows', tenancy: 'shared' } });
    expect(lookup).toMatchObject({ state: 'found', price: { unit: 'hour', effectiveDate: '2026-08-06' } });
    expect(lookup.state === 'found' && lookup.price.amount.toFixed()).toBe('0.188');
  });

  it('is ambiguous, with the attribute that was not told apart, and never picks one of several', () => {
    const lookup = book.find({ ...M5, attributes: { tenancy: 'shared' } });
    expect(lookup).toMatchObject({ state: 'ambiguous', reason: expect.stringContaining('os=linux|windows') });
  });

  it('answers an attribute that does not decide', () => {
    expect(book.find({ ...M5, region: 'eu-west-1' })).toMatchObject({ state: 'found' });
  });

  it('says in which regions a price is listed when it is missing in one', () => {
    const lookup = book.find({ ...M5, region: 'sa-east-1', attributes: { os: 'linux' } });
    expect(lookup).toMatchObject({ state: 'none', reason: expect.stringContaining('eu-west-1, us-east-1') });
  });

  it('says with which attributes a key is listed when none has those asked for', () => {
    const lookup = book.find({ ...M5, attributes: { os: 'suse' } });
    expect(lookup).toMatchObject({
      state: 'none',
      reason: expect.stringContaining('os=linux;tenancy=shared per hour'),
    });
  });

  it('answers from a region-independent row in every region', () => {
    const lookup = book.find({
      ...M5,
      family: 'os-license-uplift',
      region: 'ap-south-1',
      attributes: { os: 'windows' },
    });
    expect(lookup.state === 'found' && lookup.price.amount.toFixed()).toBe('0.092');
  });

  it('finds a tier by its first unit and refuses one that is not listed', () => {
    const query = { ...M5, service: 's3', family: 'storage', key: 'standard' };
    const second = book.find({ ...query, tierStart: '51200.0' });
    expect(second.state === 'found' && second.price.amount.toFixed()).toBe('0.022');
    expect(book.find({ ...query, tierStart: 10 })).toMatchObject({
      state: 'none',
      reason: expect.stringContaining('0, 51200'),
    });
  });

  it('tells units apart only when it is asked to', () => {
    const query = { ...M5, service: 'app', family: 'plan', key: 'standard' };
    expect(book.find(query)).toMatchObject({ state: 'ambiguous', reason: expect.stringContaining('unit=hour|month') });
    expect(book.find({ ...query, unit: 'month' })).toMatchObject({ state: 'found' });
  });

  it('takes an example for one of several until the query says which', () => {
    const query = { ...M5, service: 'aws_sqs_queue', family: 'Requests', key: 'requests' };
    expect(book.find(query).state).toBe('ambiguous');
    const standard = book.find({ ...query, attributes: { example: '' } });
    expect(standard.state === 'found' && standard.price.amount.toFixed()).toBe('0.0000004');
  });

  it('does not mind the spelling of a key', () => {
    expect(book.find({ ...M5, key: 'M5.Large', attributes: { os: 'linux' } }).state).toBe('found');
  });

  it('finds nothing for an unknown service, and says so', () => {
    expect(book.find({ ...M5, service: 'teleport' })).toMatchObject({ state: 'none', reason: /teleport/ });
  });
});

describe('the price of another region', () => {
  const files = bookFiles([priceRow({ region: 'eu-west-1', amount: '0.107' }), priceRow({ region: 'us-east-1' })]);
  const query = { ...M5, region: 'eu-west-3' };

  it('is not offered unless the configuration asks for it', () => {
    expect(openFiles(files).find(query).state).toBe('none');
  });

  it('is offered in the order of the configuration and said', () => {
    const book = openFiles(files, { regionFallback: { 'eu-west-3': ['eu-north-1', 'eu-west-1', 'us-east-1'] } });
    expect(book.find(query)).toMatchObject({ state: 'found', price: { fromRegion: 'eu-west-1' } });
  });

  it('is that of the nearest region where the configuration asks for that', () => {
    // Paris is nearer to Dublin than to Virginia.
    const book = openFiles(files, { regionFallback: 'nearest' });
    expect(book.find(query)).toMatchObject({ state: 'found', price: { fromRegion: 'eu-west-1' } });
    expect(book.find({ ...query, region: 'ca-central-1' })).toMatchObject({ price: { fromRegion: 'us-east-1' } });
    expect(book.find({ ...query, region: 'us-gov-west-1' }).state).toBe('none');
    expect(book.find({ ...query, region: 'constructor' }).state).toBe('none');
  });

  it('is that of an example without a region only after all others', () => {
    const examples = bookFiles([
      priceRow({ service: 'azurerm_x', provider: 'azure', region: 'unknown', flags: ['region-unknown'] }),
    ]);
    const example = { ...M5, provider: 'azure', service: 'azurerm_x', region: 'westus' } as const;
    expect(openFiles(examples).find(example).state).toBe('none');
    expect(openFiles(examples, { regionFallback: 'nearest' }).find(example)).toMatchObject({
      state: 'found',
      price: { fromRegion: 'unknown', flags: ['region-unknown'] },
    });
  });

  it('is never found for a region that is a word of JavaScript', () => {
    expect(openFiles(files, { regionFallback: {} }).find({ ...query, region: 'constructor' }).state).toBe('none');
  });

  it('never replaces the price of the region itself', () => {
    const book = openFiles(files, { regionFallback: { 'us-east-1': ['eu-west-1'] } });
    const lookup = book.find({ ...query, region: 'us-east-1' });
    expect(lookup.state === 'found' && [lookup.price.amount.toFixed(), lookup.price.fromRegion]).toEqual([
      '0.096',
      undefined,
    ]);
  });
});

describe('a damaged book', () => {
  const files = bookFiles([priceRow()]);

  function withFile(name: string, change: (bytes: Uint8Array) => Uint8Array): ReadonlyMap<string, Uint8Array> {
    return new Map([...files].map(([file, bytes]) => [file, file === name ? change(bytes) : bytes]));
  }

  it('is refused when its manifest is cut off, with file and remedy', () => {
    const broken = withFile(MANIFEST_FILE, (bytes) => bytes.slice(0, bytes.length / 2));
    expect(() => openFiles(broken)).toThrow(InputError);
    try {
      openFiles(broken);
    } catch (error) {
      expect(error).toMatchObject({ place: { file: 'book/manifest.json' }, remedy: expect.any(String) });
    }
  });

  it('is refused when a partition is cut off', () => {
    const broken = withFile('aws-other.br', (bytes) => bytes.slice(0, -3));
    expect(() => openFiles(broken).find(M5)).toThrow(/digest is not the one/);
  });

  it('is refused when one bit of a partition differs', () => {
    const broken = withFile('aws-other.br', (bytes) => bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte)));
    expect(() => openFiles(broken).find(M5)).toThrow(InputError);
  });

  it('is refused when a file is missing', () => {
    const broken = new Map([...files].filter(([file]) => file !== 'aws-other.br'));
    expect(() => openFiles(broken).find(M5)).toThrow(/missing/);
  });

  it('is not read at all where nobody asks for that file', () => {
    const broken = withFile('machines.br', () => new Uint8Array());
    expect(openFiles(broken).find(M5).state).toBe('found');
    expect(() => openFiles(broken).machine('aws', 'm5.large')).toThrow(InputError);
  });

  it.each(['{}', '[]', 'null', '{"format":"finops-price-book/2"}'])('is refused with the manifest %s', (text) => {
    expect(() => openFiles(new Map([[MANIFEST_FILE, new TextEncoder().encode(text)]]))).toThrow(InputError);
  });
});

describe('tiers', () => {
  it('are found by exactly their first units, in every ladder', () => {
    const ladder = fc.uniqueArray(fc.nat(1_000_000), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ladder, fc.nat(1_000_000), (starts, other) => {
        const rows = starts.map((start) => priceRow({ tierStart: String(start), amount: `1.${start}7` }));
        const book = openFiles(bookFiles(rows));
        for (const start of starts) {
          const lookup = book.find({ ...M5, tierStart: start });
          expect(lookup.state === 'found' && lookup.price.amount.toFixed()).toBe(`1.${start}7`);
        }
        expect(book.find({ ...M5, tierStart: other }).state).toBe(starts.includes(other) ? 'found' : 'none');
      }),
      { numRuns: 30 },
    );
  });
});

describe('a partition that was tampered with', () => {
  const text = encodePartition([
    priceRow({ attributes: { os: 'linux' } }),
    priceRow({ region: 'eu-west-1', amount: '0.107', flags: ['derived'] }),
    priceRow({ service: 's3', family: 'storage', key: 'standard', tierStart: '51200' }),
  ]);

  it.each(['NaN', '-0.096', '1e400', 'Infinity', '0x10'])(
    'is refused with the amount %s, naming the line',
    (amount) => {
      const partition = parsePartition(text.replace('0.096', amount), 'book/aws.br');
      try {
        for (const listed of partition.keys()) listed.candidates();
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect(error).toMatchObject({ place: { file: expect.stringMatching(/^book\/aws.br:\d+$/) } });
      }
    },
  );

  it('never fails in any other way than with an InputError', () => {
    const edit = fc.record({ at: fc.nat(text.length), length: fc.nat(20), insert: fc.string({ maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let broken = text;
        for (const { at, length, insert } of edits) broken = broken.slice(0, at) + insert + broken.slice(at + length);
        try {
          for (const listed of parsePartition(broken, 'book/aws.br').keys()) listed.candidates();
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the format', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9 .,>()|'-]{1,12}$/);
  const amount = fc
    .tuple(fc.nat(9999), fc.nat(999_999))
    .map(([whole, rest]) => `${whole}.${String(rest).padStart(6, '0')}1`);
  const row = fc.record({
    service: fc.constantFrom('ec2', 'rds', 'aws_instance'),
    family: fc.constantFrom('', 'instance', 'Storage > data, (first 1TB)'),
    key: word,
    attributes: fc.dictionary(fc.constantFrom('os', 'engine', 'meter'), word),
    region: fc.constantFrom('us-east-1', 'eu-west-1', '*', 'global'),
    unit: fc.constantFrom('hour', 'gb-month'),
    amount,
    tierStart: fc.constantFrom('0', '51200', '0.5'),
    effectiveDate: fc.constantFrom('2024-01-01', '2026-08-06'),
    flags: fc.uniqueArray(fc.constantFrom('derived', 'old')),
  });

  it('gives back every price that was put in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: nameOf }), (parts) => {
        const rows = parts.map((part) => priceRow(part));
        const partition = parsePartition(encodePartition(rows), 'test');
        for (const each of rows) {
          const found = partition
            .candidates(each.service, each.family, each.key)
            .filter((candidate) => {
              return (
                candidate.tierStart === each.tierStart &&
                candidate.unit === each.unit &&
                JSON.stringify(Object.entries(candidate.attributes).sort()) ===
                  JSON.stringify(Object.entries(each.attributes).sort()) &&
                candidate.amounts[partition.header.regions.indexOf(each.region) - candidate.firstRegion]
              );
            })
            .map((candidate) => ({
              amount: candidate.amounts[partition.header.regions.indexOf(each.region) - candidate.firstRegion],
              date: candidate.origin.date,
              flags: candidate.origin.flags,
            }));
          expect(found).toEqual([{ amount: each.amount, date: each.effectiveDate, flags: [...each.flags].sort() }]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(row, { selector: nameOf })
          .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(encodePartition(shuffled.map((part) => priceRow(part)))).toBe(
            encodePartition(rows.map((part) => priceRow(part))),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  function nameOf(part: Partial<PriceRow>): string {
    return JSON.stringify([
      part.service,
      part.family,
      part.key?.toLowerCase(),
      Object.entries(part.attributes ?? {}).sort(),
      part.region,
      part.unit,
      part.tierStart,
    ]);
  }
});
