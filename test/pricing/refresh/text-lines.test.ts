import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCells, textLines } from '#app/pricing/refresh/text-lines.ts';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('lines of a body', () => {
  it('are the same however the bytes arrive', async () => {
    const text = fc.array(fc.stringMatching(/^[^\n]{0,20}$/u), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (lines, size) => {
        const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
        const found = (await Array.fromAsync(textLines(chunksOf(bytes, size)))).flat();
        expect(found).toEqual(lines.map((line) => new TextDecoder().decode(new TextEncoder().encode(line))));
      }),
      { numRuns: 100 },
    );
  });

  it('include one that nothing ends', async () => {
    expect((await Array.fromAsync(textLines(chunksOf(new TextEncoder().encode('a\nb'), 1)))).flat()).toEqual([
      'a',
      'b',
    ]);
  });

  it('are refused when one has no end', async () => {
    await expect(Array.fromAsync(textLines(chunksOf(new Uint8Array(1_500_000).fill(65), 100_000)))).rejects.toThrow(
      RangeError,
    );
  });
});

describe('cells of a line of CSV', () => {
  it('are those that csv-parse finds', () => {
    const cell = fc.oneof(fc.stringMatching(/^[^",\r\n]{0,8}$/u), fc.stringMatching(/^[^\r\n]{0,8}$/u));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const line = cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
        expect(csvCells(line)).toEqual((parse(line) as string[][])[0]);
      }),
      { numRuns: 300 },
    );
  });

  it('are none when a quotation is not closed', () => {
    expect(csvCells('"a","b')).toEqual([]);
    expect(csvCells('a,,"c"')).toEqual(['a', '', 'c']);
    expect(csvCells('a,"b"\r')).toEqual(['a', 'b']);
  });
});
