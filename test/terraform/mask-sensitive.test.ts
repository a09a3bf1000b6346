import { expect, it } from 'vitest';
import { maskSensitive } from '#app/terraform/mask-sensitive.ts';
import { UNKNOWN } from '#app/terraform/resource.ts';

it('masks exactly the parts whose paths are sensitive', () => {
  const attributes = { a: 's', list: [{ b: 's', c: 1 }], tags: { 'x.y': 's', z: 't' }, u: UNKNOWN } as const;
  expect(maskSensitive(attributes, ['a', 'list.0.b', 'tags.x.y'])).toEqual({
    a: '(sensitive)',
    list: [{ b: '(sensitive)', c: 1 }],
    tags: { 'x.y': '(sensitive)', z: 't' },
    u: UNKNOWN,
  });
});

it('masks everything under the empty path, and an unknown that is sensitive', () => {
  expect(maskSensitive({ a: 1, b: UNKNOWN }, [''])).toEqual({ a: '(sensitive)', b: '(sensitive)' });
});
