import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { contractedRates } from '#app/flows/contracted-rates.ts';
import { estimateInputs } from '#app/flows/estimate-inputs.ts';
import { measuredUsage } from '#app/flows/measured-usage.ts';
import { openPricing } from '#app/flows/open-pricing.ts';
import { readInputs } from '#app/flows/read-inputs.ts';
import type { Charge } from '#app/focus/charge.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { runFinops } from '#test/support/world.ts';

const MAIN = `provider "aws" {
  region = "us-east-1"
}
resource "aws_nat_gateway" "known" {
  tags = { Name = "main" }
}
resource "aws_nat_gateway" "fresh" {}
resource "aws_instance" "web" {
  ami           = "ami-1"
  instance_type = "m5.large"
}
`;

const traffic = (quantity: string, overrides: Partial<Charge>) =>
  charge({ SkuMeter: 'NatGateway-Bytes', ConsumedUnit: 'GB', ConsumedQuantity: quantity, ...overrides });

const machine = (overrides: Partial<Charge> = {}) =>
  charge({
    SkuMeter: 'BoxUsage:m5.large',
    SkuPriceId: 'ABC.JRTCKXETXF.6YS6EN2CT7',
    PricingUnit: 'Hrs',
    // https://aws.amazon.com/ec2/pricing/on-demand/: 0.096 in us-east-1; a tenth off.
    ListUnitPrice: '0.0960000000',
    ContractedUnitPrice: '0.0864',
    ...overrides,
  });

const BILLED = [
  traffic('100', { ResourceId: 'nat-a', Tags: '{"terraform-address":"aws_nat_gateway.known"}' }),
  traffic('250.5', { ResourceId: 'nat-a', Tags: '{"terraform-address":"aws_nat_gateway.known"}' }),
  traffic('49.5', { ResourceId: 'nat-b' }),
  machine(),
];

async function repositoryWith(charges: readonly Charge[], files: Readonly<Record<string, string>> = {}) {
  const cwd = folderWith({ 'main.tf': MAIN, ...files });
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  await putCharges(charges, database);
  await database.tables.destroy();
  return cwd;
}

async function rowsIn(cwd: string, ...options: readonly string[]) {
  const ran = await runFinops(['estimate', '.', '--format', 'json', ...options], { cwd });
  const { resources } = JSON.parse(ran.out).projects[0].breakdown;
  const row = (address: string, name: RegExp) =>
    resources
      .find((each: { readonly name: string }) => each.name === address)
      .costComponents.find((each: { readonly name: string }) => name.test(each.name));
  return { ran, row };
}

describe('what the warehouse measured', () => {
  it('is the quantity of the very resource, by its address tag, and says so', async () => {
    const { row } = await rowsIn(await repositoryWith(BILLED));
    // 100 + 250.5 GB at 0.045: https://aws.amazon.com/vpc/pricing/
    expect(row('aws_nat_gateway.known', /Data processed/)).toMatchObject({
      monthlyQuantity: '350.5',
      quantityOrigin: 'measured',
      monthlyCost: '15.7725',
      usageBased: true,
    });
  });

  it('is the mean of its kind in the region for a resource that the bill does not know', async () => {
    const { row } = await rowsIn(await repositoryWith(BILLED));
    // (350.5 + 49.5) / 2
    expect(row('aws_nat_gateway.fresh', /Data processed/)).toMatchObject({
      monthlyQuantity: '200',
      quantityOrigin: 'measured',
    });
  });

  it('gives way to the usage file', async () => {
    const usage = 'version: 0.1\nresource_usage:\n  aws_nat_gateway.known:\n    monthly_data_processed_gb: 7\n';
    const { row } = await rowsIn(await repositoryWith(BILLED, { 'u.yml': usage }), '--usage-file', 'u.yml');
    expect(row('aws_nat_gateway.known', /Data processed/)).toMatchObject({
      monthlyQuantity: '7',
      quantityOrigin: 'usage-file',
    });
  });

  it('counts by id or by a name that only one bears, and in its own unit only', () => {
    const row = {
      provider: 'AWS',
      service: 'AWS Lambda',
      region: 'eu-west-1',
      resourceName: null,
      meter: 'EUW1-Request',
      unit: 'Requests',
      tags: null,
    };
    const arn = (region: string, name: string) => `arn:aws:lambda:${region}:123456789012:function:${name}`;
    const measured = measuredUsage([
      { ...row, resourceId: arn('eu-west-1', 'one'), quantity: '10' },
      { ...row, resourceId: arn('eu-west-1', 'twice'), quantity: '20' },
      { ...row, resourceId: arn('eu-west-2', 'twice'), quantity: '30' },
      { ...row, resourceId: arn('eu-west-1', 'other'), quantity: '40', unit: 'GB-Seconds' },
    ]);
    const ask = (attributes: Readonly<Record<string, string>>) => {
      const shape = {
        mode: 'managed',
        type: 'aws_lambda_function',
        name: 'f',
        index: null,
        module: '',
        provider: 'aws',
      } as const;
      const rest = {
        providerRegion: null,
        unknownReasons: {},
        sensitivePaths: [],
        references: {},
        tags: null,
        source: null,
      };
      return measured(
        { ...shape, ...rest, address: 'aws_lambda_function.f', attributes },
        'monthly_requests',
        () => null,
      );
    };
    expect(ask({ function_name: 'one' })).toEqual({ value: '10', origin: 'measured' });
    expect(ask({ function_name: 'twice' })).toBeUndefined();
    expect(ask({ arn: arn('eu-west-2', 'twice') })).toEqual({ value: '30', origin: 'measured' });
    expect(ask({ function_name: 'other' })).toBeUndefined();
  });
});

describe('a contracted price of the warehouse', () => {
  it('is used for the same machine, region and list price, and shown beside the list price', async () => {
    const { row } = await rowsIn(await repositoryWith(BILLED));
    // 730 × 0.0864
    expect(row('aws_instance.web', /Instance usage/)).toMatchObject({
      price: '0.0864',
      listUnitPrice: '0.096',
      monthlyCost: '63.072',
      flags: ['contracted'],
      priceAsOf: '2026-10-05',
    });
  });

  it('gives way to a rule of the discount file', async () => {
    const files = {
      '.github/finops.yml': 'version: 1\ndiscounts: .finops/discounts.yml\n',
      '.finops/discounts.yml': 'version: 1\ndiscounts:\n  - { service: ec2, percent: 50 }\n',
    };
    const { row } = await rowsIn(await repositoryWith(BILLED, files));
    expect(row('aws_instance.web', /Instance usage/)).toMatchObject({ price: '0.048', listUnitPrice: '0.096' });
  });

  it.each([
    ['of another machine', { SkuMeter: 'BoxUsage:m5a.large' }],
    ['of another region', { RegionId: 'eu-west-1' }],
    ['of another service', { ServiceName: 'Amazon Relational Database Service' }],
    ['with another list price', { ListUnitPrice: '0.097' }],
    ['for another unit', { PricingUnit: 'Quantity' }],
    ['in another currency', { BillingCurrency: 'EUR' }],
    ['that is older than three months', { ChargePeriodStart: '2026-06-30T00:00:00Z' }],
  ])('%s does not count', async (_, overrides) => {
    const { row } = await rowsIn(await repositoryWith([traffic('1', { ResourceId: 'nat-a' }), machine(overrides)]));
    const found = row('aws_instance.web', /Instance usage/);
    expect([found.price, found.listUnitPrice]).toEqual(['0.096', undefined]);
  });

  it('does not count where the same day has two', () => {
    const price = {
      provider: 'AWS',
      service: 'Amazon Elastic Compute Cloud',
      region: 'us-east-1',
      meter: 'BoxUsage:m5.large',
      skuPriceId: null,
      unit: 'Hrs',
      currency: 'USD',
      listUnitPrice: '0.096',
      seenOn: '2026-10-05T00:00:00Z',
    };
    const book = readPriceBook(join(repositoryRoot, 'dist/prices'));
    const query = {
      provider: 'aws',
      service: 'ec2',
      family: 'instance',
      key: 'm5.large',
      region: 'us-east-1',
    } as const;
    const lookup = book.find({ ...query, attributes: { os: 'linux', tenancy: 'shared' } });
    if (lookup.state !== 'found') throw new Error(lookup.reason);
    const rateOf = (...contracted: readonly string[]) =>
      contractedRates(contracted.map((contractedUnitPrice) => ({ ...price, contractedUnitPrice }))).rateFor(
        query,
        lookup.price,
      );
    expect(rateOf('0.08')?.amount.toFixed()).toBe('0.08');
    expect(rateOf('0.08', '0.09')).toBeNull();
    expect(rateOf('0.096')).toBeNull();
  });
});

describe('where everybody reads the report', () => {
  it('neither measured consumption nor a contracted price counts', () => {
    const cwd = folderWith({ 'main.tf': MAIN });
    const tree = directoryTree(cwd, 1e8);
    const inputs = readInputs({
      tree,
      paths: [''],
      documents: [],
      projects: null,
      varFiles: [],
      vars: [],
      environment: {},
      workspace: null,
      nameFrom: '',
    });
    const row = { provider: 'AWS', service: 'Amazon Elastic Compute Cloud', region: 'us-east-1' };
    const billed = {
      month: '2026-10',
      consumption: [
        {
          ...row,
          resourceId: 'nat-a',
          resourceName: null,
          meter: 'NatGateway-Bytes',
          unit: 'GB',
          tags: null,
          quantity: '100',
        },
      ],
      contracted: [
        {
          ...row,
          meter: 'BoxUsage:m5.large',
          skuPriceId: null,
          unit: 'Hrs',
          currency: 'USD',
          listUnitPrice: '0.096',
          contractedUnitPrice: '0.0864',
          seenOn: '2026-10-05',
        },
      ],
    };
    const openBook = () => readPriceBook(join(repositoryRoot, 'dist/prices'));
    const pricing = openPricing({ currency: '' }, { openBook, now: new Date('2026-11-25T00:00:00Z'), billed });
    const costs = (['team', 'everybody'] as const).map((audience) => {
      const estimate = estimateInputs(inputs, pricing(DEFAULT_CONFIG, tree, audience)(NO_USAGE));
      const rows = estimate.projects.flatMap((project) => project.resources).flatMap((each) => each.components);
      return rows.filter((each) => each.quantityOrigin === 'measured' || each.listUnitPrice).length;
    });
    // Two gateways and the machine.
    expect(costs).toEqual([3, 0]);
  });
});

describe('a database that cannot be read', () => {
  it('ends the run with 4 and says what to do, for an estimate without it would be another one', async () => {
    const cwd = folderWith({ 'main.tf': MAIN });
    const env = { FINOPS_DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' };
    const ran = await runFinops(['estimate', '.'], { cwd, env });
    expect([ran.status, ran.out]).toEqual([4, '']);
    expect(ran.err).toBe(
      'finops: the database of the charges cannot be read; check FINOPS_DATABASE_URL, or take it away to estimate without what was billed\n',
    );
  });

  it('that does not exist is none, and none is made', async () => {
    const cwd = folderWith({ 'main.tf': MAIN });
    const ran = await runFinops(['estimate', '.'], { cwd, env: { FINOPS_DATABASE_URL: 'sqlite:other.db' } });
    expect(ran.status).toBe(0);
    expect(
      directoryTree(cwd, 1e6)
        .list('')
        .map((entry) => entry.name),
    ).toEqual(['main.tf']);
  });
});
