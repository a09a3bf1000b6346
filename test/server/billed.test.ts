import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { charge } from '#test/support/charge.ts';
import type { AppFixture } from '#test/support/github/app-fixture.ts';
import { expectToEndWell } from '#test/support/github/ends-well.ts';
import { startRealApp } from '#test/support/github/real-app.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

/**
 * https://aws.amazon.com/ec2/pricing/on-demand/ (m5.large in us-east-1 $0.096 an hour) and https://aws.amazon.com/vpc/pricing/
 * (NAT gateway $0.045 an hour and $0.045 a GB): the contract takes a tenth off the machine, 0.0864 × 730 = 63.07 in place of
 * 70.08, and the gateway moved 1,000 GB in October, 1,000 × 0.045 = 45.
 */
const MAIN = [
  'provider "aws" {\n  region = "us-east-1"\n}',
  'resource "aws_instance" "web" {\n  ami           = "ami-1"\n  instance_type = "m5.large"\n}',
  'resource "aws_nat_gateway" "a" {}\n',
].join('\n');

const BILLED = [
  charge({
    SkuMeter: 'BoxUsage:m5.large',
    SkuPriceId: 'ABC.JRTCKXETXF.6YS6EN2CT7',
    PricingUnit: 'Hrs',
    ListUnitPrice: '0.0960000000',
    ContractedUnitPrice: '0.0864',
  }),
  charge({ SkuMeter: 'NatGateway-Bytes', ConsumedUnit: 'GB', ConsumedQuantity: '1000', ResourceId: 'nat-a' }),
];

let app: AppFixture;

beforeEach(async () => {
  app = await startRealApp();
  await putCharges(BILLED, app.database);
});

afterEach(async () => {
  try {
    await expectToEndWell(app);
  } finally {
    await app.close();
  }
  app.github.verify();
});

async function propose(repository: RepositoryDouble): Promise<string> {
  repository.grant('alice', 'write');
  const sha = repository.push('feature', { 'infra/main.tf': MAIN }, { by: 'alice' });
  repository.openPull({ head: 'feature', by: 'alice' });
  await app.settled();
  const check = repository.checks(sha).at(-1);
  return JSON.stringify([check?.output, check?.annotations, repository.comments(1).map((each) => each.body)]);
}

describe('the App over a warehouse with charges', () => {
  it('uses contracted prices and measured consumption in a private repository, and says so', async () => {
    const repository = app.github.createRepository('acme/inside', { files: { 'README.md': 'a\n' }, isPrivate: true });
    const said = await propose(repository);
    // 63.072 of the machine, 0.80 of its 8 GB gp2 disk (0.10 a GB), 32.85 and 45.00 of the gateway.
    expect(said).toContain('$141.72');
    expect(said).toMatch(/contracted rate/i);
  });

  it('shows neither in a public one', async () => {
    const repository = app.github.createRepository('acme/open', { files: { 'README.md': 'a\n' }, isPrivate: false });
    const said = await propose(repository);
    // 70.08 + 0.80 + 32.85; the gateway's data depend on usage.
    expect(said).toContain('$103.73');
    expect(said).not.toMatch(/141\.72|63\.07|0\.0864|contracted|measured|1,?000 GB/i);
  });

  it('shows both in a public one whose base says publicAmounts', async () => {
    const files = { '.github/finops.yml': 'version: 1\npublicAmounts: true\n' };
    const repository = app.github.createRepository('acme/proud', { files, isPrivate: false });
    expect(await propose(repository)).toContain('$141.72');
  });
});
