import { describe, expect, it } from 'vitest';
import { readAll } from '../read-all.ts';
import { azureRun, RESERVATION, SAVINGS_PLAN } from './azure-run.ts';
import { openAzure } from './open-azure.ts';

/** A row of an export in FOCUS 1.0r2: an hour on demand, unless said otherwise. */
async function chargeOf(overrides: Readonly<Record<string, string>>) {
  const row = {
    BilledCost: '2',
    BillingAccountId: '1',
    BillingCurrency: 'EUR',
    BillingPeriodEnd: '2026-11-01T00:00:00Z',
    BillingPeriodStart: '2026-10-01T00:00:00Z',
    ChargeCategory: 'Usage',
    ChargePeriodEnd: '2026-10-03T00:00:00Z',
    ChargePeriodStart: '2026-10-02T00:00:00Z',
    CommitmentDiscountId: '',
    CommitmentDiscountStatus: '',
    ContractedCost: '2.5',
    ContractedUnitPrice: '2.5',
    EffectiveCost: '2',
    InvoiceIssuerName: 'Microsoft',
    ListCost: '3',
    ListUnitPrice: '3',
    PricingCategory: 'Standard',
    ProviderName: 'Microsoft',
    PublisherName: 'Microsoft',
    ResourceId: '',
    ServiceCategory: 'Compute',
    ServiceName: 'Virtual Machines',
    ...overrides,
  };
  const csv = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
  const source = openAzure(azureRun({ type: 'FocusCost', dataVersion: '1.0r2', csv }));
  const { charges, rejected } = await readAll(source);
  expect(rejected).toEqual([]);
  return charges[0]!;
}

/** What the exports are known to get wrong: Microsoft's conformance summary and the issues named (read 2026-11-26). */
describe("Azure's own FOCUS", () => {
  it('is left as it is where nothing is wrong with it', async () => {
    expect(await chargeOf({})).toMatchObject({
      BilledCost: '2',
      EffectiveCost: '2',
      ContractedCost: '2.5',
      ListCost: '3',
      ListUnitPrice: '3',
      PricingCategory: 'Standard',
      ServiceName: 'Virtual Machines',
      x_SourceFocusVersion: '1.0r2',
    });
  });

  it('has a service also for purchases that name none', async () => {
    const bought = { ChargeCategory: 'Purchase', ServiceName: '', ServiceCategory: '', PricingCategory: '' };
    expect(await chargeOf({ ...bought, ResourceId: RESERVATION, CommitmentDiscountId: RESERVATION })).toMatchObject({
      ServiceName: 'Azure Reservations',
      ServiceCategory: 'Management and Governance',
    });
    expect(await chargeOf(bought)).toMatchObject({ ServiceName: 'Azure Marketplace', ServiceCategory: 'Other' });
  });

  it('claims no discount where it has no price: a cost of 0 is none that is known', async () => {
    expect(await chargeOf({ ListCost: '0', ListUnitPrice: '0' })).toMatchObject({
      ListCost: '2.5',
      ListUnitPrice: null,
    });
    expect(await chargeOf({ ListCost: '0', ContractedCost: '0.0', ContractedUnitPrice: '0' })).toMatchObject({
      ListCost: '2',
      ContractedCost: '2',
      ContractedUnitPrice: null,
    });
    const free = { BilledCost: '0', EffectiveCost: '0', ListCost: '0', ContractedCost: '0', ListUnitPrice: '0' };
    expect(await chargeOf(free)).toMatchObject({ ListCost: '0', ListUnitPrice: '0' });
  });

  it('prices usage under a commitment as committed (finops-toolkit#836)', async () => {
    const covered = { CommitmentDiscountId: RESERVATION, CommitmentDiscountStatus: 'Used', BilledCost: '0' };
    expect(await chargeOf(covered)).toMatchObject({
      PricingCategory: 'Committed',
      BilledCost: '0',
      EffectiveCost: '2',
    });
  });

  it('has no effective cost of the purchase of a savings plan (finops-toolkit#1092)', async () => {
    const bought = {
      ChargeCategory: 'Purchase',
      CommitmentDiscountId: SAVINGS_PLAN,
      ListCost: '0',
      ContractedCost: '0',
    };
    expect(await chargeOf(bought)).toMatchObject({
      BilledCost: '2',
      EffectiveCost: '0',
      ListCost: '2',
      ContractedCost: '2',
    });
  });
});
