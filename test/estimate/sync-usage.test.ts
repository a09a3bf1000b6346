import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { checkUsage } from '#app/estimate/check-usage.ts';
import { syncUsage } from '#app/estimate/sync-usage.ts';
import { estimateText } from '#test/support/resources.ts';

const catalogue = openCatalogue();
const estimate = estimateText(
  'resource "aws_lambda_function" "f" {\n  count = 2\n}\nresource "aws_s3_bucket" "b" {}\nresource "aws_iam_role" "r" {}',
);
const sync = (text: string) => syncUsage({ text, file: 'usage.yml' }, { estimate, catalogue });

describe('syncing a usage file', () => {
  it('writes every usage key of the resources found, one entry for all instances', () => {
    const { resource_usage: usage } = load(sync('')) as {
      readonly resource_usage: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };
    expect(Object.keys(usage).sort()).toEqual(['aws_lambda_function.f[*]', 'aws_s3_bucket.b']);
    const keys = Object.keys(catalogue.billed.get('aws_lambda_function')?.usage ?? {});
    expect(Object.keys(usage['aws_lambda_function.f[*]'] ?? {})).toEqual(keys);
    expect(usage['aws_s3_bucket.b']?.['standard']).toMatchObject({ storage_gb: null });
  });

  it('states nothing by itself', () => {
    expect(checkUsage({ text: sync(''), file: 'usage.yml' }, catalogue)).toEqual([]);
    const usage = load(sync(''));
    const cost = estimateText('resource "aws_lambda_function" "f" {\n  count = 2\n}', { usage }).projects[0];
    expect(cost?.resources[0]?.components.map((row) => row.priceState)).toContain('usage');
  });

  it('keeps what stands there, with its comments and its order', () => {
    const text = [
      '# ours',
      'version: 0.1',
      'resource_usage:',
      '  aws_s3_bucket.b:',
      '    standard:',
      '      storage_gb: 1_000 # measured in May',
      '    unknown_key: 3',
      '  aws_other.gone:',
      '    a: 1',
      '',
    ].join('\n');
    const synced = sync(text);
    for (const line of text.split('\n').filter((each) => each !== '')) expect(synced).toContain(line);
    expect(synced).toContain('monthly_tier_1_requests: # ');
  });

  it('twice changes nothing more', () => {
    expect(sync(sync(''))).toBe(sync(''));
  });

  it.each([
    [
      'aligned values and comments',
      'version: 0.1\nresource_usage:\n  aws_s3_bucket.b:\n    object_tags:     5   # five\n\n# end\n',
    ],
    [
      'another indentation',
      'resource_usage:\n      aws_s3_bucket.b:\n            standard:\n              storage_gb:  7\n',
    ],
    ['no line end', 'resource_usage:\n  aws_s3_bucket.b:\n    object_tags: 5'],
    ['an entry with nothing in it', 'resource_usage:\n  aws_s3_bucket.b: # later\n  aws_lambda_function.f[*]: ~\n'],
    ['no entries', 'version: 0.1\nresource_usage: {}\n'],
    ['braces', 'resource_usage:\n  aws_s3_bucket.b: { object_tags: 5 }\n'],
    ['lines of Windows', 'version: 0.1\r\nresource_usage:\r\n  aws_s3_bucket.b:\r\n    object_tags: 5 # five\r\n'],
    [
      'a text over lines',
      'resource_usage:\n  aws_s3_bucket.b:\n    note: |\n      one\n      two\n  aws_other.x:\n    a: 1\n',
    ],
    ['an anchor', 'resource_usage:\n  aws_other.x: &x\n    a: 1\n  aws_s3_bucket.b:\n    <<: *x\n'],
  ])('keeps %s, and says the same when read', (_, text) => {
    const synced = sync(text);
    // Nothing of the text is gone, but for what stood for nothing.
    let rest = text.replace(/ (~|\{\})(?=\r?\n)/g, ' ');
    for (const line of synced.split(/(?<=\n)/)) if (rest.startsWith(line.trimEnd())) rest = rest.slice(line.length);
    expect(rest.includes('{ object_tags: 5') ? '' : rest.trim()).toBe('');
    expect(sync(synced)).toBe(synced);
    const stated = (from: string) => Object.entries(flat((load(from) as { resource_usage: unknown }).resource_usage));
    expect(stated(synced)).toEqual(expect.arrayContaining(stated(text)));
    expect(stated(synced).length).toBe(stated(text).length);
    expect(Object.keys((load(synced) as { resource_usage: object }).resource_usage)).toEqual(
      expect.arrayContaining(['aws_lambda_function.f[*]', 'aws_s3_bucket.b']),
    );
  });

  it('leaves a value alone that stands where keys belong', () => {
    expect(sync('resource_usage:\n  aws_s3_bucket.b:\n    standard: 5\n')).toContain('standard: 5\n');
  });

  it.each(['- a\n- b\n', 'a: [\n', 'a: b: c\n'])('refuses %j rather than overwrite it', (text) => {
    expect(() => sync(text)).toThrow('the usage file is not a YAML mapping');
  });
});

/** What is stated, by dotted keys; a key without a value states nothing. */
function flat(value: unknown, prefix = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return value === null ? {} : { [prefix]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(inner, `${prefix} / ${key}`)));
}
