import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnknownPart } from '#app/catalog/attribute-path.ts';
import { answerKey } from '#app/catalog/reading-trace.ts';
import { type AttributeValue, UNKNOWN } from '#app/terraform/resource.ts';

const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    fc.constantFrom<AttributeValue>(UNKNOWN, null, true, false, 0, 1, '', '0', '?', 'true', '\0', '[]', '1"a'),
    fc.string({ maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 2 }), tie('value'), { maxKeys: 2 }),
  ),
})).value;

test('two answers have the same key only when they are equal', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      fc.pre(JSON.stringify([a]) !== JSON.stringify([b]) || typeof a !== typeof b);
      expect(answerKey('value', a)).not.toEqual(answerKey('value', b));
    }),
  );
});

test.each<readonly [AttributeValue, AttributeValue]>([
  [['a,1"b'], ['a', 'b']],
  [{ a: 'b' }, ['a', 'b']],
  [[UNKNOWN], ['?']],
  [[null], ['null']],
  [['1'], [1]],
  [[[]], [{}]],
  ['\0value[]', []],
  [UNKNOWN, '?'],
])('%j is not %j', (a, b) => {
  expect(answerKey('value', a)).not.toBe(answerKey('value', b));
});

test('what is unknown for another reason is another answer', () => {
  const keys = [
    answerKey('value', new UnknownPart('size', 'var.a has no value')),
    answerKey('value', new UnknownPart('size', 'var.b has no value')),
    answerKey('value', '\0unknownsize\0var.a has no value'),
  ];
  expect(new Set(keys).size).toBe(3);
});
