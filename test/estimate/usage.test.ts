import { describe, expect, it } from 'vitest';
import { guardedUsage, readUsageFile, statedUsage, usageOfProject } from '#app/estimate/usage.ts';

const place = { file: 'usage.yml' };
const read = (document: unknown) => readUsageFile(document, place);

describe('a usage file', () => {
  const usage = read({
    version: '0.1',
    resource_type_default_usage: { aws_x: { a: 1, b: 1, c: 1 } },
    resource_usage: { 'aws_x.y[*]': { a: 2, b: 2 }, 'aws_x.y[0]': { a: 3, nested: { key: 4 } } },
  });
  const ask = (address: string, key: string) => statedUsage(usage, { address, type: 'aws_x', key });

  it('merges an address over a wildcard over the type, key by key', () => {
    expect([ask('aws_x.y[0]', 'a'), ask('aws_x.y[0]', 'b'), ask('aws_x.y[0]', 'c')]).toEqual([3, 2, 1]);
    expect(ask('aws_x.y[1]', 'a')).toBe(2);
    expect(ask('aws_x.z', 'a')).toBe(1);
  });

  it('knows wildcards anywhere in an address, in modules and between quotes, the most literal first', () => {
    const wild = read({
      resource_usage: {
        'module.x[*].aws_x.y[*]': { a: 1, b: 1 },
        'module.x["b.c"].aws_x.y[*]': { a: 2 },
        'module.*.aws_x.z': { a: 3 },
        'aws_*.y[1]': { a: 4 },
      },
    });
    const value = (address: string, key = 'a') => statedUsage(wild, { address, type: 'aws_x', key });
    expect(value('module.x["a"].aws_x.y[0]')).toBe(1);
    expect([value('module.x["b.c"].aws_x.y[0]'), value('module.x["b.c"].aws_x.y[0]', 'b')]).toEqual([2, 1]);
    expect([value('module.x.module.y[2].aws_x.z'), value('aws_x.y[1]'), value('aws_x.y[10]')]).toEqual([
      3,
      4,
      undefined,
    ]);
    // Without an index there is nothing between the brackets.
    expect([value('module.x.aws_x.y'), value('aws_x.z')]).toEqual([undefined, undefined]);
  });

  it('does not match what its parts only overlap in', () => {
    const value = (pattern: string, address: string) =>
      statedUsage(read({ resource_usage: { [pattern]: { a: 1 } } }), { address, type: 'aws_x', key: 'a' });
    expect([value('ab*ba', 'aba'), value('ab*ba', 'abba'), value('a*b*b', 'ab'), value('*', 'x')]).toEqual([
      undefined,
      1,
      undefined,
      1,
    ]);
  });

  it('with hundreds of wildcards in one address costs no time to speak of', () => {
    const pattern = `${'a*'.repeat(500)}b`;
    const usage = read({ resource_usage: { [pattern]: { a: 1 } } });
    const start = process.cpuUsage();
    expect(statedUsage(usage, { address: 'a'.repeat(20_000), type: 'aws_x', key: 'a' })).toBeUndefined();
    expect(process.cpuUsage(start).user).toBeLessThan(200_000);
  });

  it('falls back from one of several blocks to what is stated of all', () => {
    const pools = read({ resource_usage: { 'aws_x.y': { 'pool[*]': { nodes: 2 }, 'pool[1]': { nodes: 5 } } } });
    const value = (key: string) => statedUsage(pools, { address: 'aws_x.y', type: 'aws_x', key });
    expect([value('pool[0].nodes'), value('pool[1].nodes'), value('pool[*].nodes')]).toEqual([2, 5, 2]);
  });

  it('flattens nested keys', () => {
    expect(ask('aws_x.y[0]', 'nested.key')).toBe(4);
  });

  it('that a pull request lowers counts at the value of the base', () => {
    const prior = read({ resource_usage: { 'aws_x.y': { a: 100, b: 5 }, 'aws_x.gone': { a: 7 } } });
    const planned = read({ resource_usage: { 'aws_x.y': { a: 1, b: 9 } } });
    const guarded = guardedUsage(prior, planned);
    const value = (address: string, key: string) => statedUsage(guarded, { address, type: 'aws_x', key });
    expect([value('aws_x.y', 'a'), value('aws_x.y', 'b'), value('aws_x.gone', 'a')]).toEqual([100, 9, 7]);
  });

  it('cannot be outweighed by a more exact key that talks the cost down', () => {
    const prior = read({ resource_usage: { 'aws_x.y[*]': { a: 100 } } });
    const planned = read({ resource_usage: { 'aws_x.y[*]': { a: 100 }, 'aws_x.y[0]': { a: 1 } } });
    const guarded = guardedUsage(prior, planned);
    expect(statedUsage(guarded, { address: 'aws_x.y[0]', type: 'aws_x', key: 'a' })).toBe(100);
  });

  it('of one project is held to that of the same project in the base, or to the common one', () => {
    const stated = (a: number) => read({ resource_usage: { 'aws_x.y': { a } } });
    const prior = { ...stated(10), byProject: [{ name: 'p', path: 'p', usage: stated(100) }] };
    const planned = {
      ...stated(1),
      byProject: [
        { name: 'p', path: 'p', usage: stated(2) },
        { name: 'q', path: 'q', usage: stated(3) },
      ],
    };
    const guarded = guardedUsage(prior, planned);
    const value = (name: string) =>
      statedUsage(usageOfProject(guarded, { name, path: name }), { address: 'aws_x.y', type: 'aws_x', key: 'a' });
    expect([value('p'), value('q'), value('other'), value('p/inner')]).toEqual([100, 10, 10, 100]);
  });

  it('that is not a mapping is refused with the file', () => {
    expect(() => read([1])).toThrow('a usage file is a mapping');
  });
});
