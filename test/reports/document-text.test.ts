import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentBytes, documentText } from '#reports/document-text.ts';

const LISTS = fc.dictionary(fc.constantFrom('resources', 'freeResources', 'a'), fc.jsonValue());

const LARGE = { resources: 501 };

test('a large document is the text that JSON.stringify writes, without indentation', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), LISTS), (document) => {
      expect(documentText(document, LARGE)).toBe(JSON.stringify(document));
    }),
  );
});

test('a part that stands twice is written twice, and what is undefined is left out', () => {
  const breakdown = { resources: [{ name: 'a', metadata: {}, reason: undefined }], totalMonthlyCost: '1' };
  const document = { projects: [{ pastBreakdown: breakdown, breakdown, at: new Date(0), none: undefined }] };
  expect(documentText(document, LARGE)).toBe(JSON.stringify(document));
});

test('a small document is indented', () => {
  expect(documentText({ a: [1] }, { resources: 1 })).toBe('{\n  "a": [\n    1\n  ]\n}');
});

test('a large document with many equal resources lies in memory once', () => {
  const costComponents = [{ name: 'ü'.repeat(100) }];
  const resources = Array.from({ length: 20_000 }, (_, index) => ({ name: `r${index}`, costComponents }));
  const breakdown = { resources, freeResources: [] };
  const document = { projects: [{ pastBreakdown: breakdown, breakdown }] };
  const pieces = documentBytes(document, { resources: resources.length });
  expect(Buffer.concat(pieces).toString()).toBe(JSON.stringify(document));
  const memory = new Set(pieces.map((piece) => piece.buffer));
  const kept = [...memory].reduce((sum, buffer) => sum + buffer.byteLength, 0);
  expect(kept).toBeLessThan(0.6 * pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
});
