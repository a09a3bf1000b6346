import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { openSurroundings } from '#app/estimate/surroundings.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import type { Attributes, ResourceInstance } from '#app/terraform/resource.ts';
import { embeddedBook, estimateText } from '#test/support/resources.ts';

function instances(
  type: string,
  count: number,
  about: (index: number) => Pick<Partial<ResourceInstance>, 'references'> & { readonly attributes?: Attributes },
): readonly ResourceInstance[] {
  return Array.from({ length: count }, (_, index) => ({
    address: `${type}.x[${index}]`,
    mode: 'managed' as const,
    type,
    name: 'x',
    index,
    module: '',
    provider: 'aws',
    providerRegion: 'us-east-1',
    attributes: {},
    unknownReasons: {},
    sensitivePaths: [],
    references: {},
    tags: null,
    source: null,
    ...about(index),
  }));
}

const open = (resources: readonly ResourceInstance[]) =>
  openSurroundings({ resources, usage: NO_USAGE, machines: embeddedBook, now: new Date('2026-11-25') });

describe('the neighbourhood of many instances', () => {
  // A plan lists `aws_instance.x[count.index].id` as a reference to `aws_instance.x`.
  const references = { instance: ['aws_instance.x'] };

  it('pairs those of one key, in time that grows with their number', () => {
    const machines = instances('aws_instance', 5000, () => ({}));
    const addresses = instances('aws_eip', 5000, () => ({ references }));
    const around = open([...machines, ...addresses]);
    const start = process.cpuUsage();
    for (const [index, address] of addresses.entries()) {
      expect(around.related(address, 'instance')).toEqual([machines[index]]);
      expect(around.referrers(machines[index] as ResourceInstance, 'aws_eip')).toEqual([address]);
    }
    // Every pair of 5,000 × 5,000 would take minutes.
    expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
  });

  it('follows the value before the key', () => {
    const machines = instances('aws_instance', 100, (index) => ({ attributes: { id: `i-${index}` } }));
    const [address] = instances('aws_eip', 1, () => ({ references, attributes: { instance: 'i-70' } }));
    expect(open([...machines, address as ResourceInstance]).related(address as ResourceInstance, 'instance')).toEqual([
      machines[70],
    ]);
  });
});

describe('a region', () => {
  const flagsOf = (main: string) =>
    estimateText(main).projects[0]?.resources.map((each) => [each.region, each.components[0]?.flags] as const);

  it('that nothing states is assumed and said to be', () => {
    const main = 'resource "google_compute_address" "a" {}\nresource "aws_nat_gateway" "n" {}';
    expect(flagsOf(main)).toMatchObject([
      ['us-central1', expect.arrayContaining(['region-assumed'])],
      ['us-east-1', []],
    ]);
  });

  it('of an aliased provider is the alias’s', () => {
    const main = [
      'provider "aws" {\n  alias  = "west"\n  region = "eu-west-1"\n}',
      'resource "aws_nat_gateway" "n" {\n  provider = aws.west\n}',
    ].join('\n');
    // 0.048 an hour in Ireland: https://aws.amazon.com/vpc/pricing/
    expect(estimateText(main).monthlyCost?.amount.toFixed()).toBe('35.04');
    expect(flagsOf(main)).toEqual([['eu-west-1', []]]);
  });
});

describe('a module', () => {
  it('is billed where the provider that it is handed says', () => {
    const files = new Map([
      [
        'main.tf',
        [
          'provider "aws" {\n  region = "us-east-1"\n}',
          'provider "aws" {\n  alias  = "west"\n  region = "eu-west-1"\n}',
          'module "here" {\n  source = "./nat"\n}',
          'module "there" {\n  source = "./nat"\n  providers = {\n    aws = aws.west\n  }\n}',
        ].join('\n'),
      ],
      ['nat/main.tf', 'resource "aws_nat_gateway" "n" {}'],
    ]);
    const spec = { path: '', name: 'x', workspace: 'default', environment: {}, varFiles: [], vars: [] };
    const { resources } = estimateProject(readProject(memoryTree(files), spec), {
      catalogue: openCatalogue(),
      book: embeddedBook,
      currency: 'USD',
      convert: (amount) => amount,
      usage: NO_USAGE,
      now: new Date('2026-11-25'),
    });
    const found = Object.fromEntries(resources.map((each) => [each.address, each.monthlyCost?.amount.toFixed()]));
    // 0.045 and 0.048 an hour: https://aws.amazon.com/vpc/pricing/
    expect(found).toEqual({ 'module.here.aws_nat_gateway.n': '32.85', 'module.there.aws_nat_gateway.n': '35.04' });
  });
});

describe('measured consumption', () => {
  const main = 'resource "aws_nat_gateway" "n" {}';
  const measured = () => ({ value: 100, origin: 'measured' }) as const;

  it('counts where the usage file says nothing, and says where it is from', () => {
    const row = estimateText(main, { measured }).projects[0]?.resources[0]?.components[1];
    expect([row?.monthlyQuantity?.toFixed(), row?.quantityOrigin]).toEqual(['100', 'measured']);
  });

  it('gives way to the usage file and goes before an assumption', () => {
    const usage = { resource_usage: { 'aws_nat_gateway.n': { monthly_data_processed_gb: 7 } } };
    const row = (options: Parameters<typeof estimateText>[1]) =>
      estimateText(main, options).projects[0]?.resources[0]?.components[1];
    expect(row({ measured, usage })?.quantityOrigin).toBe('usage-file');
    expect(row({ measured, usageSize: 'large' })?.quantityOrigin).toBe('measured');
  });
});
