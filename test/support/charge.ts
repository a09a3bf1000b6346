import { blankCharge, type Charge } from '#app/focus/charge.ts';

let count = 0;

/** A usage charge of AWS in October 2026, with overrides; every one has a key of its own. */
export function charge(overrides: Partial<Charge> = {}): Charge {
  count += 1;
  return {
    ...blankCharge(),
    BilledCost: '0',
    BillingAccountId: '123456789012',
    BillingCurrency: 'USD',
    BillingPeriodStart: '2026-10-01T00:00:00Z',
    BillingPeriodEnd: '2026-11-01T00:00:00Z',
    ChargeCategory: 'Usage',
    ChargePeriodStart: '2026-10-05T00:00:00Z',
    ChargePeriodEnd: '2026-10-06T00:00:00Z',
    ContractedCost: '0',
    EffectiveCost: '0',
    InvoiceIssuerName: 'Amazon Web Services',
    ListCost: '0',
    PricingCategory: 'Standard',
    ProviderName: 'AWS',
    PublisherName: 'AWS',
    ServiceProviderName: 'AWS',
    RegionId: 'us-east-1',
    ServiceCategory: 'Compute',
    ServiceName: 'Amazon Elastic Compute Cloud',
    x_ChargeKey: `charge-${count}`,
    x_SourceId: 'test',
    x_SourceFocusVersion: '1.2',
    ...overrides,
  };
}
