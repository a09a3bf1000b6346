import { describe, expect, it } from 'vitest';
import { parseQuantity } from '#app/kubernetes/quantity.ts';

function amount(value: string | number, resource = 'memory'): string | undefined {
  const parsed = parseQuantity(value, resource);
  return 'value' in parsed ? parsed.value.toFixed() : undefined;
}

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ and the manual of resource units.
describe('a quantity', () => {
  it.each([
    ['128974848', '128974848'],
    ['129e6', '129000000'],
    ['129M', '129000000'],
    ['128974848000m', '128974848'],
    ['123Mi', '128974848'],
    ['1Ki', '1024'],
    ['1.5Gi', '1610612736'],
    ['1E', '1000000000000000000'],
    ['1e3', '1000'],
    ['1E3', '1000'],
    ['.5Ki', '512'],
    ['5.', '5'],
    ['+4', '4'],
  ])('of memory, %s is %s bytes', (text, bytes) => {
    expect(amount(text)).toBe(bytes);
  });

  it.each([
    ['100m', '0.1'],
    ['0.5', '0.5'],
    ['2', '2'],
    ['1500m', '1.5'],
    ['1e-1', '0.1'],
  ])('of CPU, %s is %s cores', (text, cores) => {
    expect(amount(text, 'cpu')).toBe(cores);
  });

  it('may be a plain number of YAML', () => {
    expect(amount(0.5, 'cpu')).toBe('0.5');
  });

  it('is rounded up to what the scheduler counts, and says so', () => {
    expect(parseQuantity('0.1m', 'cpu')).toMatchObject({ warning: expect.stringContaining('1m') });
    expect(amount('0.1m', 'cpu')).toBe('0.001');
    expect(parseQuantity('400m', 'memory')).toMatchObject({ warning: expect.stringContaining('counts as 1;') });
  });

  it.each(['1e400', '-1', '1Ki5', '', 'abc', '1KI', '1 Gi', '0x10', '1e', '9223372036854775808', `${'9'.repeat(100)}`])(
    'refuses %j with a reason',
    (text) => {
      expect(parseQuantity(text, 'memory')).toMatchObject({ invalid: expect.stringMatching(/./) });
    },
  );

  it.each([[null], [true], [[1]], [{ a: 1 }], [Number.POSITIVE_INFINITY]])('refuses %j', (value) => {
    expect(parseQuantity(value, 'cpu')).toHaveProperty('invalid');
  });
});
