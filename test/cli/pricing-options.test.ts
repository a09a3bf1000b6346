import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { type Ran, runFinops } from '#test/support/world.ts';

/** NAT gateways cost 0.045 an hour in us-east-1: https://aws.amazon.com/vpc/pricing/; 730 hours make 32.85. */
const natIn = (region: string) => `provider "aws" {\n  region = "${region}"\n}\nresource "aws_nat_gateway" "n" {}\n`;
const NAT = natIn('us-east-1');

const estimateIn = (files: Readonly<Record<string, string>>, ...options: readonly string[]) =>
  runFinops(['estimate', '--format', 'json', ...options], { cwd: folderWith({ 'main.tf': NAT, ...files }) });

function hoursRow(ran: Ran) {
  const document = JSON.parse(ran.out);
  const [resource] = document.projects[0].breakdown.resources;
  return { document, resource, row: resource.costComponents[0] };
}

describe('discounts of the configuration', () => {
  const config = 'version: 1\ndiscounts: .finops/discounts.yml\n';

  it('lower the prices they name and are shown as contracted', async () => {
    const rules = 'version: 1\ndiscounts:\n  - { service: nat-gateway, percent: 20 }\n';
    const { row, document } = hoursRow(
      await estimateIn({ '.github/finops.yml': config, '.finops/discounts.yml': rules }),
    );
    // 32.85 less a fifth.
    expect(row).toMatchObject({
      monthlyCost: '26.28',
      price: '0.036',
      listUnitPrice: '0.045',
      flags: ['contracted'],
    });
    expect(document.totalMonthlyCost).toBe('26.28');
  });

  it('show the list price in the table and in the comment', async () => {
    const rules = 'version: 1\ndiscounts:\n  - { service: nat-gateway, percent: 20 }\n';
    const cwd = folderWith({ 'main.tf': NAT, '.github/finops.yml': config, '.finops/discounts.yml': rules });
    const table = await runFinops(['estimate', '.'], { cwd });
    expect(table.out).toMatch(/NAT gateway \(contracted, list price \$0\.045\) .* \$0\.036 /);
    const comment = await runFinops(['gate', '--planned', '.', '--format', 'markdown'], { cwd });
    expect(comment.out).toContain('the price is a contracted rate; list price 0.045, here 0.036');
    expect(comment.out).toContain('Contracted rates where stated, else list prices');
  });

  it('count a commitment for the covered share, and say so', async () => {
    const rules =
      'version: 1\ncommitments:\n  - { kind: savings-plan, service: nat-gateway, coverage: 60, percent: 50 }\n';
    const { row } = hoursRow(await estimateIn({ '.github/finops.yml': config, '.finops/discounts.yml': rules }));
    // 60 % at half of 0.045, 40 % at 0.045: 0.0315, which makes 22.995 in 730 hours.
    expect(row).toMatchObject({
      price: '0.0315',
      listUnitPrice: '0.045',
      monthlyCost: '22.995',
      flags: ['commitment:savings-plan:60%'],
    });
  });

  it('of an account count where the configuration says that it is deployed to', async () => {
    const rules = 'version: 1\ndiscounts:\n  - { service: nat-gateway, account: "123456789012", percent: 20 }\n';
    const costIn = async (account: string) => {
      const text = `${config}prices: { account: ${account} }\n`;
      return hoursRow(await estimateIn({ '.github/finops.yml': text, '.finops/discounts.yml': rules })).row.monthlyCost;
    };
    expect(await costIn('123456789012')).toBe('26.28');
    expect(await costIn('"210987654321"')).toBe('32.85');
  });

  it('end on their day', async () => {
    const rules = 'version: 1\ndiscounts:\n  - { service: nat-gateway, percent: 20, to: 2026-11-25 }\n';
    const files = { '.github/finops.yml': config, '.finops/discounts.yml': rules };
    expect(hoursRow(await estimateIn(files)).row.monthlyCost).toBe('32.85');
    expect(hoursRow(await estimateIn(files, '--as-of', '2026-11-24')).row.monthlyCost).toBe('26.28');
  });

  it('leave other prices alone', async () => {
    const rules = 'version: 1\ndiscounts:\n  - { service: ec2, percent: 50 }\n';
    const { row } = hoursRow(await estimateIn({ '.github/finops.yml': config, '.finops/discounts.yml': rules }));
    expect(row.monthlyCost).toBe('32.85');
    expect(row.flags).toBeUndefined();
  });

  it('count a commitment by what it covers', async () => {
    const rules =
      'version: 1\ncommitments:\n  - { service: nat-gateway, kind: savings-plan, coverage: 50, unitPrice: 0.025, currency: USD }\n';
    const { row } = hoursRow(await estimateIn({ '.github/finops.yml': config, '.finops/discounts.yml': rules }));
    // Half of the hours at 0.025, half at 0.045: 0.035 × 730.
    expect(row).toMatchObject({ monthlyCost: '25.55', flags: ['commitment:savings-plan:50%'] });
  });

  it('that overlap are refused with their lines, and nothing is estimated', async () => {
    const rules =
      'version: 1\ndiscounts:\n  - { service: nat-gateway, percent: 20 }\n  - { service: nat-gateway, percent: 30 }\n';
    const ran = await estimateIn({ '.github/finops.yml': config, '.finops/discounts.yml': rules });
    expect(ran.status).toBe(2);
    expect(ran.err).toMatch(/discounts\.yml:\d/);
  });

  it('that do not exist are refused with the configuration', async () => {
    const ran = await estimateIn({ '.github/finops.yml': config });
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('.finops/discounts.yml');
  });
});

describe('exchange rates of the configuration', () => {
  const config = 'version: 1\ncurrency: EUR\nexchangeRates: .finops/rates.csv\n';
  const rates = 'Date,USD,GBP,\n2026-11-24,1.25,0.8,\n2026-10-01,1.0,0.9,\n';

  it('convert every amount at the newest rate that is not later than the day', async () => {
    const ran = await estimateIn({ '.github/finops.yml': config, '.finops/rates.csv': rates });
    const { document, row } = hoursRow(ran);
    // 32.85 / 1.25.
    expect(document).toMatchObject({ currency: 'EUR', totalMonthlyCost: '26.28', priceBook: { currency: 'USD' } });
    expect(row.price).toBe('0.036');
    const before = hoursRow(
      await estimateIn({ '.github/finops.yml': config, '.finops/rates.csv': rates }, '--as-of', '2026-10-31'),
    );
    expect(before.document.totalMonthlyCost).toBe('32.85');
  });

  it('lead from one to another currency through the euro', async () => {
    const ran = await estimateIn({ '.github/finops.yml': config, '.finops/rates.csv': rates }, '--currency', 'GBP');
    // 32.85 / 1.25 × 0.8.
    expect(hoursRow(ran).document).toMatchObject({ currency: 'GBP', totalMonthlyCost: '21.024' });
  });

  it('are needed for another currency than the book has: nothing is added up without', async () => {
    const ran = await estimateIn({}, '--currency', 'EUR');
    expect(ran.status).toBe(2);
    expect(JSON.parse(ran.out)).not.toHaveProperty('totalMonthlyCost');
  });
});

describe('a price that is missing in its region', () => {
  const config = 'version: 1\nprices:\n  regionFallback: nearest\n';

  it('is unpriced, with its reason, never zero', async () => {
    const { resource, row } = hoursRow(await estimateIn({ 'main.tf': natIn('xx-nowhere-1') }));
    expect(resource).toMatchObject({ support: 'unpriced', monthlyCost: null });
    expect(row).toMatchObject({ priceState: 'unpriced', monthlyCost: null, price: null, priceNotFound: true });
    expect(row.reason).toContain('no price in xx-nowhere-1');
  });

  it('is taken from a region that the configuration names, and says so', async () => {
    const named = 'version: 1\nprices:\n  regionFallback:\n    xx-nowhere-1: [us-east-1]\n';
    const files = { 'main.tf': natIn('xx-nowhere-1'), '.github/finops.yml': named };
    expect(hoursRow(await estimateIn(files)).row).toMatchObject({
      monthlyCost: '32.85',
      flags: ['other-region:us-east-1'],
    });
  });

  it('has no nearest region where nobody knows the place', async () => {
    const files = { 'main.tf': natIn('xx-nowhere-1'), '.github/finops.yml': config };
    expect(hoursRow(await estimateIn(files)).row.priceState).toBe('unpriced');
  });
});

describe('--as-of', () => {
  it('before every price book takes the oldest, and says so', async () => {
    const ran = await estimateIn({}, '--as-of', '2001-01-01');
    expect(ran.status).toBe(0);
    expect(ran.err).toContain('every price book is newer than 2001-01-01');
  });

  it('sets the clock of date-dependent billing', async () => {
    // EKS 1.30 leaves standard support on 2025-07-23 (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html):
    // 0.10 an hour until then, 0.60 afterwards.
    const eks = `${NAT}resource "aws_eks_cluster" "c" {\n  version = "1.30"\n}\n`;
    const of = async (day: string) => {
      const document = JSON.parse((await estimateIn({ 'main.tf': eks }, '--as-of', day)).out);
      const found = document.projects[0].breakdown.resources.find(
        (each: { readonly name: string }) => each.name === 'aws_eks_cluster.c',
      );
      return found.monthlyCost;
    };
    expect(await of('2025-07-01')).toBe('73');
    expect(await of('2026-01-01')).toBe('438');
  });

  it('that is no date is refused', async () => {
    expect((await estimateIn({}, '--as-of', '2026-13-01')).status).toBe(2);
  });
});
