import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { localStore } from '#app/ingest/files/local-store.ts';
import { plainDecimal, plainTime } from '#app/ingest/plain-values.ts';
import { csvScanner, type MalformedRow } from '#app/ingest/tables/csv-scanner.ts';
import { readTable } from '#app/ingest/tables/table.ts';
import { folderWithBytes } from '#test/support/folder-bytes.ts';
import { sharedPath } from '#test/support/shared.ts';

function scan(text: string, pieces = [text.length]) {
  const rows: string[][] = [];
  const malformed: MalformedRow[] = [];
  let header: readonly string[] = [];
  const scanner = csvScanner({
    header(names) {
      header = names;
      return names.map((_, at) => at);
    },
    row: (values) => rows.push(values),
    malformed: (row) => malformed.push(row),
  });
  let at = 0;
  for (const length of pieces) {
    scanner.scan(text.slice(at, at + length));
    at += length;
  }
  scanner.scan(text.slice(at));
  scanner.end();
  return { header, rows, malformed };
}

async function tableOf(name: string, bytes: Uint8Array, columns?: readonly string[]) {
  const store = localStore(folderWithBytes({ [name]: bytes }));
  const rows: (readonly (string | null)[])[] = [];
  const table = { store, file: { name, bytes: bytes.length } };
  for await (const batch of readTable(table, (names) => (columns ?? names).map((column) => names.indexOf(column))))
    rows.push(...batch.rows);
  return rows;
}

describe('the CSV scanner', () => {
  it('reads what RFC 4180 shows', () => {
    // https://www.rfc-editor.org/rfc/rfc4180#section-2: rules 1 to 7.
    expect(scan('a,b,c\r\n"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx').rows).toEqual([
      ['aaa', 'b\r\nbb', 'ccc'],
      ['zzz', 'yyy', 'xxx'],
    ]);
    expect(scan('a,b\n"b""bb",\n,"",\n').rows).toEqual([['b"bb', '']]);
    expect(scan('a,b\n\n\r\n1,2\n').rows).toEqual([['1', '2']]);
  });

  it('names rows of another width and text after a closing quote, and refuses an open quote', () => {
    expect(scan('a,b\n1\n1,2,3\n"1"x,2\n1,2').malformed).toEqual([
      { row: 1, reason: '1 fields, the header has 2' },
      { row: 2, reason: '3 fields, the header has 2' },
      { row: 3, reason: 'column 1 goes on after its closing quote' },
    ]);
    expect(() => scan('a,b\n1,"2')).toThrow('row 1 ends inside quotes');
  });

  it('reads the same wherever the text is cut, as csv-parse does', () => {
    const cell = fc.stringMatching(/^[a,"\n\r é€]{0,4}$/);
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 20 });
    fc.assert(
      fc.property(table, cuts, fc.constantFrom('\n', '\r\n'), (rows, pieces, end) => {
        const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = [['x', 'y', 'z'], ...rows].map((row) => row.map(quoted).join(',')).join(end);
        const oracle = parse(text, { relax_column_count: true, record_delimiter: end }) as string[][];
        expect(scan(text, pieces).rows).toEqual(oracle.slice(1));
      }),
      { numRuns: 500 },
    );
  });

  const sample = sharedPath('data/focus/samples/aws-cur-legacy.focus_converters.csv');
  it.skipIf(sample === null)('reads a real report as csv-parse does', () => {
    const text = readFileSync(sample!, 'utf8');
    expect(
      scan(
        text,
        Array.from({ length: 3000 }, (_, at) => (at % 97) + 1),
      ).rows,
    ).toEqual((parse(text) as string[][]).slice(1));
  });
});

describe('tables', () => {
  it('are UTF-8 wherever their bytes are cut, with a byte order mark or without', async () => {
    const long = `${'é€😀x'.repeat(200_000)}`;
    const bytes = Buffer.from(`\u{feff}a,b\n${long},2\n`);
    expect(await tableOf('t.csv', bytes)).toEqual([[long, '2']]);
    expect(await tableOf('t.csv.gz', gzipSync(bytes))).toEqual([[long, '2']]);
    expect(await tableOf('t.csv', Buffer.from('a\0b,c\nx\0,y\n'), ['c', 'a\u{fffd}b'])).toEqual([['y', 'x\u{fffd}']]);
    await expect(tableOf('t.csv', Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x0a]))).rejects.toThrow('not UTF-8');
    await expect(tableOf('t.csv', Buffer.from([0x61, 0x0a, 0xe2, 0x82]))).rejects.toThrow('not UTF-8');
    await expect(tableOf('t.csv.gz', gzipSync(bytes).subarray(0, -9))).rejects.toThrow('the file is not whole');
    await expect(tableOf('t.xlsx', bytes)).rejects.toThrow('neither CSV');
  });

  it('of Parquet come by row groups, numbers as they are kept', async () => {
    const count = 10_000;
    const values = Array.from({ length: count }, (_, at) => at);
    const bytes = parquetWriteBuffer({
      rowGroupSize: 3000,
      columnData: [
        { name: 'text', data: values.map((at) => (at % 3 === 0 ? null : `row ${at}`)), type: 'STRING' },
        { name: 'cost', data: values.map((at) => at / 10), type: 'DOUBLE' },
        { name: 'count', data: values.map((at) => BigInt(at)), type: 'INT64' },
        { name: 'time', data: values.map(() => new Date('2026-10-01T00:00:00Z')), type: 'TIMESTAMP' },
      ],
    });
    const rows = await tableOf('t.parquet', new Uint8Array(bytes), ['count', 'text', 'missing', 'cost', 'time']);
    expect(rows).toHaveLength(count);
    expect(rows[1]).toEqual(['1', 'row 1', null, '0.1', '2026-10-01T00:00:00.000Z']);
    expect(rows[9999]).toEqual(['9999', null, null, '999.9', '2026-10-01T00:00:00.000Z']);
    await expect(tableOf('t.parquet', new Uint8Array(bytes).subarray(0, 999))).rejects.toThrow(
      'not a whole Parquet file',
    );
  });

  it('of Parquet keep every digit of a decimal, where binary fractions would not', async () => {
    // 123456789012.3456789 of 19 digits; -0.0000001 of a scale of 7.
    const schema = [
      { name: 'root', num_children: 1 },
      { name: 'cost', type: 'INT64', converted_type: 'DECIMAL', scale: 7, precision: 19, repetition_type: 'OPTIONAL' },
    ] as const;
    const data = [1234567890123456789n, -1n, null, 0n];
    const bytes = parquetWriteBuffer({ columnData: [{ name: 'cost', data: data as never }], schema: schema as never });
    expect((await tableOf('t.parquet', new Uint8Array(bytes))).map(([cell]) => cell)).toEqual([
      '123456789012.3456789',
      '-0.0000001',
      null,
      '0.0000000',
    ]);
  });
});

describe('values of a bill', () => {
  it.each([
    ['1.81E-8', '0.0000000181'],
    ['0.0000000191107392311096200000', '0.0000000191107392311096200000'],
    ['1e3', '1000'],
    ['-.5', '-0.5'],
    ['+7', '7'],
    ['007.10', '7.10'],
    ['0E-10', '0.00000000000'],
    ['12.5E1', '125'],
    ['1,5', null],
    ['$3', null],
    ['', null],
    ['.', null],
    ['NaN', null],
    ['1e999', null],
    ['1'.repeat(61), null],
  ])('the number %s is %s', (written, plain) => {
    expect(plainDecimal(written)).toBe(plain === '0.00000000000' ? '0.0000000000' : plain);
  });

  it.each([
    ['2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z'],
    ['2026-10-01T00:00:00.000Z', '2026-10-01T00:00:00Z'],
    ['2026-10-01 05:00:00', '2026-10-01T05:00:00Z'],
    ['2026-10-01 05:00:00.000000 UTC', '2026-10-01T05:00:00Z'],
    ['2026-10-01T00:00Z', '2026-10-01T00:00:00Z'],
    ['2026-10-01', '2026-10-01T00:00:00Z'],
    ['2026-10-01T02:00:00+02:00', '2026-10-01T00:00:00Z'],
    ['2023-02-01T30:00:00Z', null],
    ['2026-02-30', null],
    ['10/01/2026', null],
  ])('the time %s is %s', (written, instant) => {
    expect(plainTime(written)).toBe(instant);
  });
});
