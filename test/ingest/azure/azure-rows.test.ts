import { describe, expect, it } from 'vitest';
import { azureRun, eaCsv, eaRow, RESERVATION, SAVINGS_PLAN } from './azure-run.ts';
import { openAzure, readAll } from './open-azure.ts';

/** The rows of the two files of October, as charges. */
async function chargesOf({
  actual = [],
  amortized = [],
}: {
  actual?: readonly string[];
  amortized?: readonly string[];
}) {
  const source = openAzure({
    ...azureRun({ type: 'ActualCost', csv: eaCsv(...actual) }),
    ...azureRun({ type: 'AmortizedCost', csv: eaCsv(...amortized) }),
  });
  return readAll(source);
}

async function chargeOf(row: Parameters<typeof eaRow>[0], from: 'actual' | 'amortized' = 'amortized') {
  const { charges, rejected } = await chargesOf({ [from]: [eaRow(row)] });
  expect(rejected).toEqual([]);
  return charges[0]!;
}

const reservation = { PricingModel: 'Reservation', benefitId: RESERVATION, benefitName: 'ri', PayGPrice: '0' };
const plan = { PricingModel: 'SavingsPlan', benefitId: SAVINGS_PLAN, benefitName: 'sp' };

/** Expected values: https://learn.microsoft.com/cloud-computing/finops/focus/convert and FOCUS 1.2 (read 2026-11-26). */
describe('a row of Azure', () => {
  it('on demand is billed what it costs, at list and contracted price', async () => {
    expect(await chargeOf({ Quantity: '3', Cost: '0.3' })).toMatchObject({
      ChargeCategory: 'Usage',
      ChargeFrequency: 'Usage-Based',
      PricingCategory: 'Standard',
      BilledCost: '0.3',
      EffectiveCost: '0.3',
      ContractedUnitPrice: '0.1',
      ContractedCost: '0.3',
      ListUnitPrice: '0.12',
      ListCost: '0.36',
      PricingQuantity: '3',
      PricingUnit: 'Hours',
      ConsumedQuantity: '3',
      ConsumedUnit: 'Hours',
      BillingCurrency: 'EUR',
      SkuId: 'm1',
      SkuPriceId: 'AAA-1',
      SkuMeter: 'D2 v5',
      CommitmentDiscountId: null,
      CommitmentDiscountStatus: null,
      ChargeClass: null,
    });
  });

  it('starts and ends on its own day and in its own month, both ends exclusive', async () => {
    expect(await chargeOf({})).toMatchObject({
      ChargePeriodStart: '2026-10-05T00:00:00Z',
      ChargePeriodEnd: '2026-10-06T00:00:00Z',
      BillingPeriodStart: '2026-10-01T00:00:00Z',
      BillingPeriodEnd: '2026-11-01T00:00:00Z',
    });
  });

  it('covered by a reservation is billed nothing and costs its part of it', async () => {
    const info = '{"RINormalizationRatio":2.0,"ServiceType":"Standard_D4s_v5","Nested":{"a":1}}';
    expect(await chargeOf({ ...reservation, Cost: '24', Quantity: '24', AdditionalInfo: info })).toMatchObject({
      ChargeCategory: 'Usage',
      BilledCost: '0',
      EffectiveCost: '24',
      PricingCategory: 'Committed',
      CommitmentDiscountStatus: 'Used',
      CommitmentDiscountCategory: 'Usage',
      CommitmentDiscountType: 'Reservation',
      CommitmentDiscountId: RESERVATION,
      CommitmentDiscountName: 'ri',
      CommitmentDiscountQuantity: '48',
      CommitmentDiscountUnit: 'Hours',
      ResourceName: 'vm1',
      SkuPriceDetails: '{"x_RINormalizationRatio":2,"x_ServiceType":"Standard_D4s_v5","x_Nested":"{\\"a\\":1}"}',
    });
  });

  it('without a list price claims no discount', async () => {
    const charge = await chargeOf({ ...reservation, Cost: '24', Quantity: '24', UnitPrice: '2' });
    expect(charge).toMatchObject({
      ListUnitPrice: null,
      ListCost: '48',
      ContractedUnitPrice: '2',
      ContractedCost: '48',
    });
  });

  it('that a reservation left unused is a usage row of the reservation, billed nothing', async () => {
    expect(await chargeOf({ ...reservation, ChargeType: 'UnusedReservation', Cost: '6' })).toMatchObject({
      ChargeCategory: 'Usage',
      BilledCost: '0',
      EffectiveCost: '6',
      CommitmentDiscountStatus: 'Unused',
      ResourceId: RESERVATION,
      ConsumedQuantity: null,
      ConsumedUnit: null,
    });
  });

  it('that pays a savings plan is a purchase without effective cost', async () => {
    const bought = { ...plan, ChargeType: 'Purchase', Frequency: 'Recurring', Cost: '7.44', UnitPrice: '0' };
    expect(await chargeOf(bought, 'actual')).toMatchObject({
      ChargeCategory: 'Purchase',
      ChargeFrequency: 'Recurring',
      BilledCost: '7.44',
      EffectiveCost: '0',
      PricingCategory: 'Standard',
      CommitmentDiscountId: SAVINGS_PLAN,
      CommitmentDiscountCategory: 'Spend',
      CommitmentDiscountType: 'Savings Plan',
      CommitmentDiscountStatus: null,
      CommitmentDiscountQuantity: '7.44',
      CommitmentDiscountUnit: 'EUR',
      ResourceId: SAVINGS_PLAN,
      ContractedUnitPrice: null,
    });
  });

  it('that refunds a reservation corrects a purchase', async () => {
    const refund = { ...reservation, ChargeType: 'Refund', Frequency: 'OneTime', Cost: '-30' };
    expect(await chargeOf(refund, 'actual')).toMatchObject({
      ChargeCategory: 'Purchase',
      ChargeClass: 'Correction',
      ChargeFrequency: 'One-Time',
      BilledCost: '-30',
      EffectiveCost: '0',
    });
  });

  it.each([
    ['Credit', 'Credit'],
    ['Tax', 'Tax'],
    ['RoundingAdjustment', 'Adjustment'],
    ['SomethingNew', 'Adjustment'],
  ])('of type %s is in category %s, wholly billed', async (ChargeType, category) => {
    const charge = await chargeOf({ ChargeType, Cost: '-2', PricingModel: '', Quantity: '', UnitOfMeasure: '' });
    expect(charge).toMatchObject({
      ChargeCategory: category,
      BilledCost: '-2',
      EffectiveCost: '-2',
      PricingCategory: null,
    });
  });

  it('on spot is priced dynamically', async () => {
    expect(await chargeOf({ PricingModel: 'Spot' })).toMatchObject({ PricingCategory: 'Dynamic' });
  });

  it('keeps every digit: 28 decimals, exponents', async () => {
    expect((await chargeOf({ Cost: '0.0000000191107392311096200000' })).BilledCost).toBe(
      '0.0000000191107392311096200000',
    );
    expect((await chargeOf({ Cost: '7.2922557592391990000E-9' })).BilledCost).toBe('0.0000000072922557592391990000');
  });

  it('priced by ten thousand has its quantity in blocks, or in units where the cost says so', async () => {
    const operations = { UnitOfMeasure: '10K', EffectivePrice: '0.1', UnitPrice: '0.1', PayGPrice: '0.2' };
    expect(await chargeOf({ ...operations, Quantity: '0.0004', Cost: '0.00004' })).toMatchObject({
      PricingQuantity: '0.0004',
      PricingUnit: '10000 Units',
      ConsumedQuantity: '4',
      ConsumedUnit: 'Units',
      ContractedCost: '0.00004',
      ListCost: '0.00008',
    });
    expect(await chargeOf({ ...operations, Quantity: '4', Cost: '0.00004' })).toMatchObject({
      PricingQuantity: '0.0004',
      ConsumedQuantity: '4',
      ContractedCost: '0.00004',
    });
  });

  it('has its tags with or without outer braces', async () => {
    expect((await chargeOf({ Tags: '"team": "a","env": "prod"' })).Tags).toBe('{"team": "a","env": "prod"}');
    expect((await chargeOf({ Tags: '{"team":"a"}' })).Tags).toBe('{"team":"a"}');
    expect((await chargeOf({ Tags: '' })).Tags).toBeNull();
  });

  it('has a service, a region and a type of resource', async () => {
    expect(await chargeOf({})).toMatchObject({
      ServiceName: 'Virtual Machines',
      ServiceCategory: 'Compute',
      ServiceSubcategory: 'Virtual Machines',
      ServiceProviderName: 'Microsoft',
      HostProviderName: 'Microsoft',
      InvoiceIssuerName: 'Microsoft',
      RegionId: 'westeurope',
      RegionName: 'West Europe',
      ResourceType: 'Microsoft.Compute/virtualMachines',
      ResourceName: 'vm1',
      SubAccountId: 's1',
      SubAccountName: 'Shop',
      BillingAccountId: '100',
    });
  });

  it('of the marketplace is provided by its publisher', async () => {
    const charge = await chargeOf({ PublisherType: 'Marketplace', PublisherName: 'Canonical', PayGPrice: '0' });
    expect(charge).toMatchObject({
      ServiceProviderName: 'Canonical',
      HostProviderName: 'Microsoft',
      ListUnitPrice: null,
    });
  });

  it('keeps cost centre and invoice section as cost categories', async () => {
    const charge = await chargeOf({ CostCenter: 'cc1', InvoiceSection: 'Retail' });
    expect(JSON.parse(charge.x_CostCategories!)).toEqual({ CostCenter: 'cc1', InvoiceSection: 'Retail' });
  });
});

describe('the two files of a month', () => {
  it('bill what was paid once: on-demand rows of actual cost are left to the amortised file', async () => {
    const { charges } = await chargesOf({ actual: [eaRow(), eaRow()], amortized: [eaRow(), eaRow()] });
    expect(charges).toHaveLength(2);
  });

  it('count a purchase of a commitment once, also where the amortised file has it (finops-toolkit#1092)', async () => {
    const bought = eaRow({ ...plan, ChargeType: 'Purchase', Cost: '7' });
    const { charges } = await chargesOf({ actual: [bought], amortized: [bought] });
    expect(charges.map((each) => each.BilledCost)).toEqual(['7']);
  });

  it('count other purchases of the amortised file', async () => {
    const bought = eaRow({ ChargeType: 'Purchase', PricingModel: 'OnDemand', Frequency: 'OneTime', Cost: '5' });
    const { charges } = await chargesOf({ actual: [bought], amortized: [bought] });
    expect(charges.map((each) => [each.BilledCost, each.EffectiveCost])).toEqual([['5', '5']]);
  });

  it('name a row that is none, with what it would have cost', async () => {
    const { rejected } = await chargesOf({
      amortized: [eaRow({ Cost: 'n/a' }), eaRow({ BillingCurrency: 'EURO' }), eaRow({ Date: '31/31/2026' })],
    });
    expect(rejected.map(({ row, reason, billedCost, currency }) => [row, reason, billedCost, currency])).toEqual([
      [1, 'cost is "n/a"', null, 'EUR'],
      [2, 'currency is "EURO"', '0.1', 'EURO'],
      [3, 'date is "31/31/2026"', '0.1', 'EUR'],
    ]);
  });
});
