import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentText } from '#reports/document-text.ts';

const LARGE = { resources: 501 };

test('a large document is the text that JSON.stringify writes, without indentation', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
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
