import { blankCharge, type Charge } from '#app/focus/charge.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import { dayAfter } from './azure-dates.ts';
import { azureService } from './azure-services.ts';
import type { DailyCost } from './cost-query-client.ts';

/** The costs of a scope in a month. */
export interface DailyCosts {
  readonly sourceId: string;
  readonly scope: string;
  /** `2026-10`. */
  readonly month: string;
  readonly actual: readonly DailyCost[];
  readonly amortized: readonly DailyCost[];
}

const CATEGORY: Readonly<Record<string, string>> = {
  usage: 'Usage',
  purchase: 'Purchase',
  refund: 'Purchase',
  tax: 'Tax',
  credit: 'Credit',
  unusedreservation: 'Usage',
  unusedsavingsplan: 'Usage',
};

/**
 * Daily sums as charges, one for each day, service and type of charge: actual cost is what is billed, amortised cost what is
 * effective. What one of the two does not have cost nothing there. Prices, resources, regions and tags are not in them.
 */
export function mapDailyCosts({ sourceId, scope, month, actual, amortized }: DailyCosts): readonly Charge[] {
  const sums = new Map<string, { readonly row: DailyCost; billed: string; effective: string }>();
  const entryOf = (row: DailyCost) => {
    const key = JSON.stringify([row.day, row.service, row.chargeType, row.currency]);
    const entry = sums.get(key) ?? { row, billed: '0', effective: '0' };
    sums.set(key, entry);
    return entry;
  };
  for (const row of actual) {
    const entry = entryOf(row);
    entry.billed = decimalText(decimal(entry.billed).plus(decimal(row.cost)));
  }
  for (const row of amortized) {
    const entry = entryOf(row);
    entry.effective = decimalText(decimal(entry.effective).plus(decimal(row.cost)));
  }
  const period = { start: `${month}-01T00:00:00Z`, end: `${monthAfter(month)}-01T00:00:00Z` };
  return [...sums.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { row, billed, effective }], index) => {
      const draft = blankCharge();
      const service = azureService({ resourceType: null, consumedService: '', meterCategory: row.service });
      const type = row.chargeType.toLowerCase();
      draft.ChargeCategory = CATEGORY[type] ?? 'Adjustment';
      const isUsage = draft.ChargeCategory === 'Usage';
      // Without unit prices no discount is claimed.
      const price = isUsage ? effective : billed;
      return {
        ...draft,
        ...accountOf(scope),
        ChargeClass: type === 'refund' ? 'Correction' : null,
        ChargeDescription: `${row.service || 'Azure'}: ${row.chargeType}`,
        ChargeFrequency: isUsage ? 'Usage-Based' : 'One-Time',
        BilledCost: billed,
        EffectiveCost: effective,
        ListCost: price,
        ContractedCost: price,
        BillingCurrency: row.currency,
        PricingCurrency: row.currency,
        PricingCurrencyEffectiveCost: effective,
        BillingPeriodStart: period.start,
        BillingPeriodEnd: period.end,
        ChargePeriodStart: `${row.day}T00:00:00Z`,
        ChargePeriodEnd: `${dayAfter(row.day)}T00:00:00Z`,
        ServiceName: service.name,
        ServiceCategory: service.category,
        ServiceSubcategory: service.subcategory,
        ServiceProviderName: 'Microsoft',
        ProviderName: 'Microsoft',
        PublisherName: 'Microsoft',
        HostProviderName: isUsage ? 'Microsoft' : null,
        InvoiceIssuerName: 'Microsoft',
        x_ChargeKey: `${scope}:${month}.${index + 1}`,
        x_SourceId: sourceId,
        x_SourceFocusVersion: '1.2',
        x_SourceGranularity: 'day',
      };
    });
}

function accountOf(scope: string) {
  const idAfter = (name: string): string | null => new RegExp(`/${name}/([^/]+)`, 'i').exec(scope)?.[1] ?? null;
  const subscription = idAfter('subscriptions');
  const profile = idAfter('billingProfiles');
  return {
    BillingAccountId: profile ?? idAfter('billingAccounts') ?? subscription ?? scope,
    BillingAccountType: profile ? 'Billing Profile' : subscription ? 'Subscription' : 'Billing Account',
    ...(subscription ? { SubAccountId: subscription, SubAccountType: 'Subscription' } : {}),
  };
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
