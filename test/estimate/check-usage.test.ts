import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { checkUsage } from '#app/estimate/check-usage.ts';
import { findUsageKey, usageTypeOf } from '#app/estimate/usage-key.ts';

const found = (text: string) =>
  checkUsage({ text, file: 'usage.yml' }, openCatalogue()).map((each) => `${each.place?.line}: ${each.message}`);

describe('a usage file', () => {
  it('without faults gives no warning', () => {
    const text = [
      'version: 0.1',
      'resource_type_default_usage:',
      '  aws_lambda_function:',
      '    monthly_requests: 1_000_000',
      'resource_usage:',
      '  module.a["x.y"].aws_s3_bucket.b[*]:',
      '    standard:',
      '      storage_gb: 10.5',
      '      monthly_tier_1_requests: # nobody knows yet',
      '  aws_instance.web[0]:',
      '    operating_system: windows',
      '  google_container_cluster.c:',
      '    node_pool[1]:',
      '      nodes: 3',
      '  google_artifact_registry_repository.r:',
      '    monthly_egress_data_transfer_gb:',
      '      us_east1: 5',
    ].join('\n');
    expect(found(text)).toEqual([]);
  });

  it('that names a key the type does not have says so with its line', () => {
    const text = 'resource_usage:\n  aws_s3_bucket.b:\n    standard:\n      storage_gbs: 1\n    object_tags: 1\n';
    expect(found(text)).toEqual(['4: aws_s3_bucket has no usage key standard.storage_gbs']);
  });

  it.each([
    ['100GB', 'text with a unit'],
    ['-5', 'a negative amount'],
    ['""', 'an empty text'],
    ['true', 'a truth'],
    ['.inf', 'infinity'],
    ['.nan', 'no number'],
  ])('that states %s where a number is needed says so', (value) => {
    const text = `resource_usage:\n  aws_lambda_function.f:\n    monthly_requests: ${value}\n`;
    expect(found(text)).toEqual(['3: monthly_requests is not a number of requests, so it does not count']);
  });

  it('that states usage of a type that is not billed says so', () => {
    const text = 'resource_type_default_usage:\n  aws_iam_role:\n    a: 1\nresource_usage:\n  nonsense:\n    a: 1\n';
    expect(found(text)).toEqual([
      '2: aws_iam_role is no billed type of the catalogue',
      '5: nonsense is no billed type of the catalogue',
    ]);
  });
});

describe('the type in an address', () => {
  it.each([
    ['aws_instance.web', 'aws_instance'],
    ['module.a.module.b["k.l"].aws_instance.web["x"]', 'aws_instance'],
    ['module.*.aws_instance.web[*]', 'aws_instance'],
    ['data.aws_ami.x', ''],
  ])('%s is %s', (address, type) => {
    expect(usageTypeOf(address)).toBe(type);
  });
});

describe('a usage key', () => {
  it('named like a part of every object is none', () => {
    expect(findUsageKey({}, 'constructor')).toBeUndefined();
  });
});
