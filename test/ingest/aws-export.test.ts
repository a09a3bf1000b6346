import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Charge } from '#app/focus/charge.ts';
import type { ChargeBatch, OpenSource } from '#app/ingest/source.ts';
import { awsExportSource } from '#app/ingest/sources/aws-export.ts';
import { decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import { folderWithBytes } from '#test/support/folder-bytes.ts';
import { sharedPath } from '#test/support/shared.ts';
import { cur2Parquet } from './cur-parquet.ts';
import { type CurRow, cur2Csv, curRow, EVERY_TYPE, legacyReport, NET } from './cur-report.ts';

const PORTS = { env: {}, now: new Date('2026-11-26T00:00:00Z'), fetch };

function openFolder(files: Readonly<Record<string, Uint8Array>>): OpenSource {
  return awsExportSource.open({ id: 'aws', kind: 'aws-export', path: '.' }, { ...PORTS, root: folderWithBytes(files) });
}

const dataExport = (csv: string): Readonly<Record<string, Uint8Array>> => ({
  'x/cur2/data/BILLING_PERIOD=2026-10/cur2-00001.csv': Buffer.from(csv),
  'x/cur2/metadata/BILLING_PERIOD=2026-10/cur2-Manifest.json': Buffer.from(
    JSON.stringify({ executionId: 'e1', dataFiles: ['s3://bucket/x/cur2/data/BILLING_PERIOD=2026-10/cur2-00001.csv'] }),
  ),
});

async function readAll(source: OpenSource) {
  const [delivery, ...others] = await source.deliveries(null);
  expect(others).toEqual([]);
  const batches: ChargeBatch[] = [];
  for await (const batch of source.read(delivery!)) batches.push(batch);
  return {
    delivery: delivery!,
    charges: batches.flatMap((batch) => batch.charges),
    rejected: batches.flatMap((batch) => batch.rejected),
    remarks: batches.flatMap((batch) => batch.remarks ?? []),
  };
}

const readRows = (rows: readonly CurRow[]) => readAll(openFolder(legacyReport(rows)));

function sum(charges: readonly Charge[], metric: 'BilledCost' | 'EffectiveCost'): string {
  return decimalText(charges.reduce((total, each) => total.plus(decimal(each[metric])), ZERO));
}

/** Amortised cost of a row as AWS's Cloud Intelligence Dashboards work it out (their view `summary_view`), split cost left out. */
function amortised(row: CurRow): string {
  const of = (name: string) => decimal(row[name] || '0');
  switch (row['line_item_line_item_type']) {
    case 'SavingsPlanCoveredUsage':
      return of('savings_plan_savings_plan_effective_cost').toFixed();
    case 'SavingsPlanRecurringFee':
      return of('savings_plan_total_commitment_to_date').minus(of('savings_plan_used_commitment')).toFixed();
    case 'SavingsPlanNegation':
    case 'SavingsPlanUpfrontFee':
      return '0';
    case 'DiscountedUsage':
      return of('reservation_effective_cost').toFixed();
    case 'RIFee':
      return of('reservation_unused_amortized_upfront_fee_for_billing_period')
        .plus(of('reservation_unused_recurring_fee'))
        .toFixed();
    case 'Fee':
      return row['reservation_reservation_arn'] ? '0' : of('line_item_unblended_cost').toFixed();
    default:
      return row['line_item_operation'] === 'EKSPod-EC2' ? '0' : of('line_item_unblended_cost').toFixed();
  }
}

describe('a report of AWS', () => {
  it('costs in sum what it bills, and what the dashboards of AWS amortise', async () => {
    const { charges, remarks, rejected } = await readRows(EVERY_TYPE);
    expect(rejected).toEqual([]);
    expect(sum(charges, 'BilledCost')).toBe('648');
    const oracle = EVERY_TYPE.reduce((total, row) => total.plus(decimal(amortised(row))), ZERO);
    expect(sum(charges, 'EffectiveCost')).toBe(oracle.toFixed());
    expect(remarks).toEqual(['1 split cost rows repeat the cost of their machines and are left out']);
  });

  it('has each type of row where FOCUS puts it', async () => {
    const { charges } = await readRows(EVERY_TYPE);
    const shown = charges.map((each) =>
      [
        each.ChargeCategory,
        each.ChargeFrequency,
        each.BilledCost,
        each.EffectiveCost,
        each.CommitmentDiscountCategory ?? '-',
        each.CommitmentDiscountStatus ?? '-',
        each.PricingCategory ?? '-',
      ].join(' '),
    );
    expect(shown).toEqual([
      'Usage Usage-Based 10 10 - - Standard',
      'Usage Usage-Based 0 3.5 Spend Used Committed',
      'Purchase Recurring 4.0 0 Spend - Standard',
      'Usage Usage-Based 0 0.5 Spend Unused Committed',
      'Purchase One-Time 100 0 Spend - Standard',
      'Usage Usage-Based 0 1.2 Usage Used Committed',
      'Purchase Recurring 7 0 Usage - Standard',
      'Usage Usage-Based 0 0.7 Usage Unused Committed',
      'Purchase One-Time 500 0 Usage - Standard',
      'Purchase One-Time 29 29 - - Standard',
      'Tax Recurring 2.5 2.5 - - -',
      'Credit One-Time -3 -3 - - -',
      'Usage One-Time -1 -1 - - -',
      'Usage Usage-Based -0.5 -0.5 - - -',
    ]);
  });

  it('keeps accounts, place, price, tags and categories', async () => {
    const { charges } = await readRows(EVERY_TYPE);
    const [usage, covered, , unused] = charges;
    expect(usage).toMatchObject({
      BillingAccountId: '111122223333',
      SubAccountId: '444455556666',
      BillingPeriodStart: '2026-10-01T00:00:00Z',
      BillingPeriodEnd: '2026-11-01T00:00:00Z',
      ChargePeriodStart: '2026-10-05T10:00:00Z',
      ChargePeriodEnd: '2026-10-05T11:00:00Z',
      InvoiceIssuerName: 'Amazon Web Services EMEA SARL',
      ServiceProviderName: 'AWS',
      ServiceName: 'Amazon Elastic Compute Cloud',
      ServiceCategory: 'Compute',
      ServiceSubcategory: 'Virtual Machines',
      RegionId: 'eu-west-1',
      AvailabilityZone: 'eu-west-1a',
      ResourceId: 'i-1',
      ResourceName: 'web, "1"',
      SkuId: 'SKU1',
      SkuPriceId: 'SKU1.T.R',
      SkuMeter: 'EU-BoxUsage:m5.large',
      ConsumedQuantity: '1',
      ConsumedUnit: 'Hrs',
      ListUnitPrice: '10',
      ContractedUnitPrice: '10',
      Tags: '{"team":"shop","aws:createdBy":"me","Name":"web, \\"1\\""}',
      x_CostCategories: '{"unit":"retail"}',
    });
    expect(covered).toMatchObject({ ContractedCost: '5.00', ListCost: '6', ResourceId: 'i-1' });
    expect(unused).toMatchObject({
      ResourceId: 'arn:aws:savingsplans::111122223333:savingsplan/aaaa',
      ConsumedQuantity: null,
    });
    expect(charges.find((each) => each.ChargeCategory === 'Tax')).toMatchObject({
      SkuId: null,
      SkuPriceId: null,
      PricingQuantity: null,
    });
    expect(charges.find((each) => each.BilledCost === '-1')?.ChargeClass).toBe('Correction');
  });

  it('says the same as CUR 2.0 as it says in the legacy format', async () => {
    const legacy = await readRows(EVERY_TYPE);
    const newer = await readAll(openFolder(dataExport(cur2Csv(EVERY_TYPE))));
    const bare = (charges: readonly Charge[]) => charges.map((each) => ({ ...each, x_ChargeKey: '' }));
    expect(bare(newer.charges)).toEqual(bare(legacy.charges));
    expect(newer.delivery).toMatchObject({ scope: '2026-10', deliveryId: 'e1' });
  });

  it('says the same as Parquet with maps, as CUR 2.0 is exported by default', async () => {
    const legacy = await readRows(EVERY_TYPE);
    const name = 'x/cur2/data/BILLING_PERIOD=2026-10/cur2-00001.snappy.parquet';
    const parquet = await readAll(
      openFolder({
        [name]: cur2Parquet(EVERY_TYPE),
        'x/cur2/metadata/BILLING_PERIOD=2026-10/cur2-Manifest.json': Buffer.from(
          JSON.stringify({ dataFiles: [`s3://b/${name}`] }),
        ),
      }),
    );
    const bare = (charges: readonly Charge[]) => charges.map((each) => ({ ...each, x_ChargeKey: '' }));
    // Costs are binary fractions there: 5.00 comes as 5.
    const plain = (charges: readonly Charge[]) =>
      JSON.parse(JSON.stringify(bare(charges)).replace(/"(-?\d+)\.0+"/g, '"$1"'));
    expect(plain(parquet.charges)).toEqual(plain(legacy.charges));
  });

  it('reads an export in FOCUS as it is', async () => {
    const columns =
      'AvailabilityZone,BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargePeriodEnd,' +
      'ChargePeriodStart,ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,ProviderName,PublisherName,ServiceCategory,ServiceName,' +
      'ServiceSubcategory,PricingCurrency,x_Operation,x_ServiceCode';
    const row =
      'eu-west-1a,1.2300000000000002E-5,1,USD,2026-11-01T00:00:00.000Z,2026-10-01T00:00:00.000Z,Usage,2026-10-02T00:00:00.000Z,' +
      '2026-10-01T00:00:00.000Z,0,0,AWS,0,AWS,AWS,Compute,EC2,Virtual Machines,USD,RunInstances,AmazonEC2';
    const { charges, remarks } = await readAll(openFolder(dataExport(`${columns}\n${row}\n`)));
    expect(charges).toMatchObject([
      {
        BilledCost: '0.000012300000000000002',
        ServiceProviderName: 'AWS',
        ChargePeriodEnd: '2026-10-02T00:00:00Z',
        x_Operation: 'RunInstances',
        x_SourceFocusVersion: '1.2',
      },
    ]);
    expect(remarks).toEqual(['columns outside of FOCUS are not kept: x_ServiceCode']);
  });

  it('with net costs has the discount in its rows, once', async () => {
    const { charges, remarks } = await readRows(NET);
    expect(charges.map((each) => each.BilledCost)).toEqual(['9.5']);
    expect(remarks).toEqual([]);
  });

  it('keeps the residue of a plan that is not negated to the last digit, so that the sums tie', async () => {
    const plan = { savings_plan_savings_plan_arn: 'arn:p', savings_plan_savings_plan_effective_cost: '3' };
    const { charges, remarks } = await readRows([
      curRow('SavingsPlanCoveredUsage', '5.01', plan),
      curRow('SavingsPlanNegation', '-5', plan),
    ]);
    expect(charges.map((each) => [each.ChargeCategory, each.BilledCost])).toEqual([
      ['Usage', '0'],
      ['Adjustment', '0.01'],
    ]);
    expect(remarks).toEqual([]);
  });

  it('counts a row of an unknown type as an adjustment and says so; rejects what is no cost, by file and row', async () => {
    const { charges, remarks, rejected } = await readRows([
      curRow('Mystery', '1.5'),
      curRow('Usage', '1,5'),
      curRow('DiscountedUsage', '0'),
    ]);
    expect(charges.map((each) => [each.ChargeCategory, each.BilledCost])).toEqual([['Adjustment', '1.5']]);
    expect(remarks[0]).toBe('1 rows of the unknown type Mystery count as adjustments');
    expect(rejected).toMatchObject([
      { row: 2, reason: 'line_item_unblended_cost is "1,5"', billedCost: null },
      { row: 1, reason: 'reservation_effective_cost is empty', billedCost: '0' },
    ]);
    expect(rejected[0]?.file).toMatch(/cur-00001\.csv\.gz$/);
  });

  it('is delivered when its manifest is, with all its parts, and is another when a part is', async () => {
    const files = legacyReport(EVERY_TYPE);
    const names = Object.keys(files);
    const without = (pattern: RegExp) =>
      Object.fromEntries(Object.entries(files).filter(([name]) => !pattern.test(name)));
    await expect(openFolder(without(/Manifest/)).deliveries(null)).rejects.toThrow('there is no manifest');
    await expect(openFolder(without(/00002/)).deliveries(null)).rejects.toThrow('1 of its 2 files are not there');
    expect(names).toHaveLength(4);
    const both = {
      ...files,
      ...Object.fromEntries(Object.entries(dataExport('a')).map(([name, bytes]) => [name, bytes])),
    };
    await expect(openFolder(both).deliveries(null)).rejects.toThrow('there are 2 reports');
    const [delivery] = await openFolder(files).deliveries({ month: '2026-10' });
    expect(delivery).toMatchObject({ scope: '2026-10', deliveryId: 'assembly-1' });
    expect(await openFolder(files).deliveries({ month: '2026-09' })).toEqual([]);
  });

  it('breaks off where its compression does', async () => {
    const files = Object.entries(legacyReport(EVERY_TYPE)).map(([name, bytes]) => [
      name,
      name.endsWith('00002.csv.gz') ? bytes.slice(0, bytes.length - 20) : bytes,
    ]);
    await expect(readAll(openFolder(Object.fromEntries(files)))).rejects.toThrow('the file is not whole');
  });

  const sample = sharedPath('data/focus/samples/aws-cur-legacy.focus_converters.csv');
  it.skipIf(sample === null)('of a real account: 1281 rows, of them 12 taxes, cost 1.68230869740 USD', async () => {
    const { charges, rejected, remarks } = await readAll(
      openFolder({
        'r/20231101-20231201/r-Manifest.json': Buffer.from(
          JSON.stringify({ assemblyId: 'a', reportKeys: ['r/20231101-20231201/a/r-1.csv'] }),
        ),
        'r/20231101-20231201/a/r-1.csv': readFileSync(sample!),
      }),
    );
    // Measured by others: samples/README.md beside the file.
    expect(rejected).toEqual([]);
    expect(charges).toHaveLength(1281);
    expect(charges.filter((each) => each.ChargeCategory === 'Tax')).toHaveLength(12);
    expect(sum(charges, 'BilledCost')).toBe('1.6823086974');
    expect(sum(charges, 'EffectiveCost')).toBe('1.6823086974');
    expect(remarks).toEqual([]);
  });
});
