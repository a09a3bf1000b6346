import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { dayReader } from '#app/ingest/azure/azure-dates.ts';
import { azureHeader } from '#app/ingest/azure/azure-header.ts';
import { azureRowMapper } from '#app/ingest/azure/map-azure-row.ts';
import { sharedPath } from '#test/support/shared.ts';

function mapFile(header: string, cells: readonly string[], window = { first: '2021-02-01', last: '2021-02-28' }) {
  const read = azureHeader(header.split(','), 'f.csv');
  const map = azureRowMapper(read, {
    sourceId: 'azure',
    file: 'f.csv',
    dataset: 'amortized',
    month: window.first.slice(0, 7),
    dayOf: dayReader({ file: 'f.csv', window }),
  });
  return {
    read,
    mapped: map(
      read.indexes.map((index) => cells[index] ?? null),
      1,
    ),
  };
}

const PAYG =
  'SubscriptionGuid,UsageDateTime,MeterId,UsageQuantity,ResourceRate,PreTaxCost,InstanceId,Currency,UnitOfMeasure';
const PAYG_CELLS = [
  'sub',
  '2021-02-02',
  'm',
  '3',
  '0.025',
  '0.075',
  '/x/providers/Microsoft.Network/loadBalancers/k',
  'USD',
  '1 Hour',
];

describe('the header of a cost file', () => {
  it('of pay-as-you-go is read, its month taken from the run', () => {
    const { mapped } = mapFile(PAYG, PAYG_CELLS);
    expect(mapped).toMatchObject({
      charge: {
        BilledCost: '0.075',
        EffectiveCost: '0.075',
        BillingAccountId: 'sub',
        BillingPeriodStart: '2021-02-01T00:00:00Z',
        BillingPeriodEnd: '2021-03-01T00:00:00Z',
        ChargePeriodStart: '2021-02-02T00:00:00Z',
        ChargePeriodEnd: '2021-02-03T00:00:00Z',
        PricingQuantity: '3',
        ServiceName: 'Load Balancer',
      },
    });
  });

  it('in another language is read by the English names in brackets, and plain ones beside them', () => {
    const german = PAYG.split(',')
      .map((name) => (name === 'Currency' ? name : `Wort mit Ü (${name})`))
      .join(',');
    expect(mapFile(german, PAYG_CELLS).mapped).toEqual(mapFile(PAYG, PAYG_CELLS).mapped);
  });

  it('in camel case or capitals is read alike', () => {
    expect(mapFile(PAYG.toUpperCase(), PAYG_CELLS).mapped).toEqual(mapFile(PAYG, PAYG_CELLS).mapped);
  });

  it('of a customer agreement has profile, invoice, two currencies and prices in the billing one', () => {
    const header =
      'invoiceId,billingAccountId,billingAccountName,billingProfileId,billingProfileName,billingPeriodEndDate,' +
      'billingPeriodStartDate,date,productId,meterId,subscriptionId,quantity,unitPrice,effectivePrice,unitOfMeasure,' +
      'billingCurrency,pricingCurrency,costInBillingCurrency,costInPricingCurrency,exchangeRatePricingToBilling,' +
      'paygCostInBillingCurrency,payGPrice,chargeType,pricingModel,frequency,partnerName';
    const cells = [
      'G1',
      'a:b_2019-05-31',
      'Contoso',
      'P1',
      'Profile',
      '02/28/2021',
      '02/01/2021',
      '02/02/2021',
      'DZ1',
      'm1',
      'sub',
      '2',
      '10',
      '10',
      '1 Hour',
      'EUR',
      'USD',
      '16',
      '20',
      '0.8',
      '17.6',
      '11',
      'Usage',
      'OnDemand',
      'UsageBased',
      'Reseller',
    ];
    // By hand: 10 USD × 0.8 = 8 EUR an hour, list 11 × 0.8 = 8.8.
    expect(mapFile(header, cells).mapped).toMatchObject({
      charge: {
        BillingAccountId: 'P1',
        BillingAccountName: 'Profile',
        InvoiceId: 'G1',
        InvoiceIssuerName: 'Reseller',
        BillingCurrency: 'EUR',
        PricingCurrency: 'USD',
        BilledCost: '16',
        PricingCurrencyEffectiveCost: '20',
        ContractedUnitPrice: '8',
        ContractedCost: '16',
        ListUnitPrice: '8.8',
        ListCost: '17.6',
        SkuId: 'DZ1',
        SkuPriceId: 'DZ1_m1',
      },
    });
  });

  it('that lacks the cost is refused, naming what is missing', () => {
    expect(() => azureHeader(['Date', 'Quantity', 'SubscriptionId', 'Currency'], 'x/part.csv')).toThrow(
      'no Azure cost file: its header has no column costinbillingcurrency or cost or pretaxcost',
    );
  });

  it('with a column that is new is read, and the column named', () => {
    expect(azureHeader([...PAYG.split(','), 'CarbonGrams'], 'f').unknown).toEqual(['CarbonGrams']);
  });
});

describe('days with slashes', () => {
  const read = (text: readonly string[], window: { first: string; last: string } | null = null) => {
    const day = dayReader({ file: 'f.csv', window });
    return text.map(day);
  };

  it('are told apart by the first day after the twelfth, for the whole file', () => {
    expect(read(['09/30/2023', '09/04/2023'])).toEqual(['2023-09-30', '2023-09-04']);
    expect(read(['30/09/2023', '04/09/2023'])).toEqual(['2023-09-30', '2023-09-04']);
  });

  it('are told apart by what the run covers', () => {
    expect(read(['04/09/2023'], { first: '2023-09-01', last: '2023-09-30' })).toEqual(['2023-09-04']);
    expect(read(['09/04/2023'], { first: '2023-09-01', last: '2023-09-30' })).toEqual(['2023-09-04']);
  });

  it('are refused where both are possible', () => {
    expect(() => read(['04/09/2023'])).toThrow('its dates can be read in two ways: 2023-04-09 or 2023-09-04');
  });

  it('are no matter where both say the same, or as ISO 8601', () => {
    expect(read(['09/09/2023', '2023-09-04', '2023-09-04T00:00:00Z', '2023-02-30', 'x'])).toEqual([
      '2023-09-09',
      '2023-09-04',
      '2023-09-04',
      null,
      null,
    ]);
  });

  it('are read as the settings say', () => {
    expect(dayReader({ file: 'f', window: null, style: 'dd/MM/yyyy' })('04/09/2023')).toBe('2023-09-04');
  });
});

const HEADERS = sharedPath('data/focus/samples/azure-headers.opencost');

describe.skipIf(HEADERS === null)('headers of public samples (../shared, absent here when skipped)', () => {
  // The samples' own amounts, dates and currencies, read by eye.
  it.each([
    ['Enterprise', '0', '2021-02-02', 'CAD'],
    ['EnterpriseCamel', '0.012', '2021-02-02', 'USD'],
    ['PayAsYouGo', '0.075', '2021-02-02', 'USD'],
    ['German', '0.075', '2021-02-02', 'USD'],
  ])('%s', (name, cost, day, currency) => {
    const text = readFileSync(`${HEADERS}/${name}.csv`, 'utf8');
    const [header = [], cells = []]: string[][] = parse(text, { bom: true, relax_column_count: true });
    const { read, mapped } = mapFile(header.join(','), cells);
    expect(read.unknown).toEqual([]);
    expect(mapped).toMatchObject({
      charge: { EffectiveCost: cost, BillingCurrency: currency, ChargePeriodStart: `${day}T00:00:00Z` },
    });
  });
});
