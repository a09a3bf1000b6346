import { describe, expect, it } from 'vitest';
import { readAll } from '../read-all.ts';
import { serveBigQuery } from './bigquery-service.ts';
import { credit, googleRow, openGoogle, spendFee } from './google-row.ts';

async function chargesOf(...rows: readonly ReturnType<typeof googleRow>[]) {
  const service = await serveBigQuery({ rows });
  try {
    return (await readAll(openGoogle(service.endpoint))).charges;
  } finally {
    await service.close();
  }
}

/** Expected values by hand from Google's page on the detailed export and FOCUS 1.2 (read 2026-11-26). */
describe('a row of Google', () => {
  it('of usage is billed what it costs, at its list price', async () => {
    const [charge] = await chargesOf(googleRow());
    expect(charge).toMatchObject({
      ChargeCategory: 'Usage',
      ChargeFrequency: 'Usage-Based',
      ChargeClass: null,
      BilledCost: '10',
      EffectiveCost: '10',
      ContractedCost: '10',
      ListCost: '12',
      BillingAccountId: '0A-1B',
      SubAccountId: 'shop',
      SubAccountType: 'Project',
      ServiceName: 'Compute Engine',
      ServiceCategory: 'Compute',
      RegionId: 'europe-west1',
      AvailabilityZone: 'europe-west1-b',
      ResourceId: '//compute.googleapis.com/projects/1/zones/europe-west1-b/instances/42',
      ResourceName: 'vm1',
      ResourceType: 'compute.googleapis.com/instances',
      PricingCategory: 'Standard',
      PricingQuantity: '1',
      PricingUnit: 'hour',
      ConsumedQuantity: '3600',
      ConsumedUnit: 'seconds',
      SkuId: 'CORE',
      BillingCurrency: 'EUR',
    });
  });

  it('lies in the billing month of Los Angeles, which ends when the next begins', async () => {
    const [october] = await chargesOf(googleRow());
    // The clock goes back on 1 November at two: that month begins in summer time and ends in winter time.
    const [november] = await chargesOf(googleRow({ invoiceMonth: '202611' }));
    expect([october!.BillingPeriodStart, october!.BillingPeriodEnd]).toEqual([
      '2026-10-01T07:00:00Z',
      '2026-11-01T07:00:00Z',
    ]);
    expect([november!.BillingPeriodStart, november!.BillingPeriodEnd]).toEqual([
      '2026-11-01T07:00:00Z',
      '2026-12-01T08:00:00Z',
    ]);
  });

  it('of usage in another month stays in the month of its invoice (koku#3098)', async () => {
    const service = await serveBigQuery({
      rows: [googleRow({ start: '2026-09-30T23:00:00Z', end: '2026-10-01T00:00:00Z' })],
    });
    const source = openGoogle(service.endpoint);
    expect((await source.deliveries(null)).map((each) => each.scope)).toEqual(['2026-10']);
    const { charges } = await readAll(source);
    expect(charges).toMatchObject([
      { ChargePeriodStart: '2026-09-30T23:00:00Z', BillingPeriodStart: '2026-10-01T07:00:00Z' },
    ]);
    await service.close();
  });

  it.each([
    'SUSTAINED_USAGE_DISCOUNT',
    'DISCOUNT',
    'RESELLER_MARGIN',
    'SUBSCRIPTION_BENEFIT',
    'FEE_UTILIZATION_OFFSET',
  ])('has a %s inside of its price', async (type) => {
    const charges = await chargesOf(googleRow({ credits: credit(type, '-4') }));
    expect(charges.map((each) => [each.ChargeCategory, each.BilledCost, each.EffectiveCost])).toEqual([
      ['Usage', '6', '6'],
    ]);
  });

  it('credited more than it costs is negative, billed and effective alike', async () => {
    const charges = await chargesOf(googleRow({ cost: '0', credits: credit('RESELLER_MARGIN', '-4') }));
    expect(charges.map((each) => [each.BilledCost, each.EffectiveCost])).toEqual([['-4', '-4']]);
  });

  it.each(['PROMOTION', 'FREE_TIER', 'SOMETHING_NEW'])('has a %s as a credit beside it', async (type) => {
    const charges = await chargesOf(googleRow({ credits: credit(type, '-4', 'Trial') }));
    expect(
      charges.map((each) => [each.ChargeCategory, each.BilledCost, each.EffectiveCost, each.ChargeDescription]),
    ).toEqual([
      ['Usage', '10', '10', 'N2 Instance Core running in Belgium'],
      ['Credit', '-4', '-4', 'Trial'],
    ]);
    expect(charges[1]).toMatchObject({
      PricingQuantity: null,
      ListCost: '-4',
      ContractedCost: '-4',
      SubAccountId: 'shop',
    });
  });

  it.each([
    ['tax', 'Tax'],
    ['adjustment', 'Adjustment'],
    ['rounding_error', 'Adjustment'],
  ])('of cost type %s is in category %s', async (costType, category) => {
    const [charge] = await chargesOf(googleRow({ costType, end: '2026-10-05T10:00:00Z', project: null }));
    expect(charge).toMatchObject({
      ChargeCategory: category,
      BilledCost: '10',
      SubAccountId: null,
      HostProviderName: null,
    });
    expect(charge!.ChargePeriodEnd > charge!.ChargePeriodStart).toBe(true);
  });

  it('that adjusts another is a correction', async () => {
    const [charge] = await chargesOf(googleRow({ adjustment: '{"id":"a1","mode":"COMPLETE_NEGATION"}' }));
    expect(charge!.ChargeClass).toBe('Correction');
    const [other] = await chargesOf(googleRow({ adjustment: '{"id":null,"mode":""}' }));
    expect(other!.ChargeClass).toBeNull();
  });

  it('keeps labels by their names, and prefixes what Google, projects and tags say', async () => {
    const [charge] = await chargesOf(
      googleRow({
        labels: '[{"key":"team","value":"a"},{"key":"spot","value":""}]',
        systemLabels: '[{"key":"compute.googleapis.com/cores","value":"2"}]',
        projectLabels: '[{"key":"team","value":"b"}]',
        tags: '[{"key":"env","value":"prod","inherited":true,"namespace":"123"}]',
      }),
    );
    expect(JSON.parse(charge!.Tags!)).toEqual({
      team: 'a',
      spot: true,
      'goog-system/compute.googleapis.com/cores': '2',
      'goog-project/team': 'b',
      'goog-tag/123/env': 'prod',
    });
  });

  it('of the marketplace is provided by its seller', async () => {
    const [charge] = await chargesOf(googleRow({ seller: 'Elastic', serviceName: 'Elastic Cloud' }));
    expect(charge).toMatchObject({
      ServiceProviderName: 'Elastic',
      HostProviderName: 'Google Cloud',
      ServiceCategory: 'Other',
    });
  });
});

describe('a commitment of Google', () => {
  const spend = (amount: string, overrides = {}) =>
    googleRow({ credits: credit('COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', amount), ...overrides });

  it('is bought in a row without effective cost', async () => {
    const [fee] = await chargesOf(spendFee('5'), spend('-10'));
    expect(fee).toMatchObject({
      ChargeCategory: 'Purchase',
      ChargeFrequency: 'Recurring',
      BilledCost: '5',
      EffectiveCost: '0',
      ResourceId: 'sub-1',
      PricingCategory: 'Standard',
      CommitmentDiscountId: 'sub-1',
      CommitmentDiscountCategory: 'Spend',
      CommitmentDiscountStatus: null,
    });
  });

  it('costs what it covers its part of the day, by what was credited', async () => {
    // 6 of fees over 10 and 20 credited: 2 and 4.
    const charges = await chargesOf(spendFee('6'), spend('-10'), spend('-20', { cost: '20' }));
    const used = charges.filter((each) => each.CommitmentDiscountStatus === 'Used');
    expect(used.map((each) => [each.BilledCost, each.EffectiveCost, each.PricingCategory])).toEqual([
      ['0', '2', 'Committed'],
      ['0', '4', 'Committed'],
    ]);
    expect(charges.some((each) => each.CommitmentDiscountStatus === 'Unused')).toBe(false);
  });

  it('that covers a part of a row splits it in two that add up', async () => {
    const charges = await chargesOf(spendFee('3'), spend('-4'));
    const [rest, used] = charges.slice(1);
    expect(rest).toMatchObject({
      BilledCost: '6',
      EffectiveCost: '6',
      CommitmentDiscountId: null,
      ListCost: '7.2',
      ContractedCost: '6',
      ConsumedQuantity: '2160',
    });
    expect(used).toMatchObject({
      BilledCost: '0',
      EffectiveCost: '3',
      CommitmentDiscountId: 'sub-1',
      ListCost: '4.8',
      ContractedCost: '4',
      ConsumedQuantity: '1440',
    });
  });

  it('that nobody used is unused, wholly or by what is left', async () => {
    const unused = async (...rows: readonly ReturnType<typeof googleRow>[]) =>
      (await chargesOf(...rows)).filter((each) => each.CommitmentDiscountStatus === 'Unused');
    expect(await unused(spendFee('5'))).toMatchObject([
      {
        ChargeCategory: 'Usage',
        BilledCost: '0',
        EffectiveCost: '5',
        ResourceId: 'sub-1',
        SkuId: 'FEE',
        ConsumedQuantity: null,
        ServiceName: 'Compute Engine',
        ChargePeriodStart: '2026-10-05T00:00:00Z',
        ChargePeriodEnd: '2026-10-06T00:00:00Z',
      },
    ]);
    // Never more than without a commitment: 5 paid for what would have cost 4 leaves 1.
    expect((await unused(spendFee('5'), spend('-4'))).map((each) => each.EffectiveCost)).toEqual(['1']);
    expect(await unused(spendFee('5'), spend('-5', { day: '2026-10-06' }))).toHaveLength(1);
  });

  it('for processors does not pay for memory, nor for another region', async () => {
    const fee = {
      skuName: 'Commitment v1: Cpu in Belgium for 1 Year',
      fee: 'usage',
      kind: 'cpu',
      subscription: 'res-1',
    };
    const credited = (overrides = {}) =>
      googleRow({ credits: credit('COMMITTED_USAGE_DISCOUNT', '-10'), ...overrides });
    const charges = await chargesOf(
      spendFee('4', fee),
      credited(),
      credited({ kind: 'memory' }),
      credited({ region: 'us-east1' }),
    );
    expect(charges.map((each) => [each.BilledCost, each.EffectiveCost, each.CommitmentDiscountCategory])).toEqual([
      ['4', '0', 'Usage'],
      ['0', '4', 'Usage'],
      ['0', '0', 'Usage'],
      ['0', '0', 'Usage'],
    ]);
  });

  it('one of several has a name for all, for nothing says whose credit it is', async () => {
    const charges = await chargesOf(
      spendFee('2'),
      spendFee('4', { subscription: 'sub-2' }),
      spend('-12', { cost: '12' }),
    );
    expect(new Set(charges.map((each) => each.CommitmentDiscountId))).toEqual(
      new Set(['0A-1B/EUR/spend/6F81-5844-456A']),
    );
    expect(charges.map((each) => each.EffectiveCost)).toEqual(['0', '0', '6']);
  });

  it('whose fee is adjusted later is no purchase twice', async () => {
    const [charge] = await chargesOf(spendFee('-1', { costType: 'adjustment', fee: 'none' }));
    expect(charge).toMatchObject({ ChargeCategory: 'Adjustment', BilledCost: '-1', EffectiveCost: '-1' });
  });
});
