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

  it('leaves a value alone that stands where keys belong', () => {
    expect(sync('resource_usage:\n  aws_s3_bucket.b:\n    standard: 5\n')).toContain('standard: 5\n');
  });

  it.each(['- a\n- b\n', 'a: [\n', 'a: b: c\n'])('refuses %j rather than overwrite it', (text) => {
    expect(() => sync(text)).toThrow('the usage file is not a YAML mapping');
  });
});
