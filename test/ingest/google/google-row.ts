import type { OpenSource } from '#app/ingest/source.ts';
import { googleBigquerySource } from '#app/ingest/sources/google-bigquery.ts';
import type { ExportRow } from './bigquery-service.ts';

/** A credit of a row, as BigQuery writes it. */
export function credit(type: string, amount: string, name = type): string {
  return JSON.stringify([{ name, full_name: null, id: null, type, amount }]);
}

/** An hour of a core in Belgium, without credits, unless said otherwise. */
export function googleRow(overrides: ExportRow = {}): ExportRow {
  return {
    account: '0A-1B',
    service: '6F81-5844-456A',
    serviceName: 'Compute Engine',
    sku: 'CORE',
    skuName: 'N2 Instance Core running in Belgium',
    start: '2026-10-05T10:00:00Z',
    end: '2026-10-05T11:00:00Z',
    project: 'shop',
    projectName: 'Shop',
    projectLabels: '[]',
    labels: '[]',
    systemLabels: '[]',
    tags: '[]',
    location: 'europe-west1',
    region: 'europe-west1',
    zone: 'europe-west1-b',
    resource: '//compute.googleapis.com/projects/1/zones/europe-west1-b/instances/42',
    resourceName: 'vm1',
    cost: '10',
    costAtList: '12',
    currency: 'EUR',
    usageAmount: '3600',
    usageUnit: 'seconds',
    pricingAmount: '1',
    pricingUnit: 'hour',
    credits: '[]',
    invoiceMonth: '202610',
    costType: 'regular',
    adjustment: null,
    seller: null,
    subscription: null,
    day: '2026-10-05',
    kind: 'cpu',
    fee: 'none',
    ...overrides,
  };
}

/** What a commitment to spend costs on that day. */
export function spendFee(cost: string, overrides: ExportRow = {}): ExportRow {
  return googleRow({
    sku: 'FEE',
    skuName: 'Commitment - dollar based v1: GCE for 1 year',
    cost,
    costAtList: cost,
    project: 'billing',
    resource: null,
    resourceName: null,
    subscription: 'sub-1',
    fee: 'spend',
    kind: 'other',
    ...overrides,
  });
}

/** The source over an endpoint. */
export function openGoogle(endpoint: string, settings: Readonly<Record<string, unknown>> = {}): OpenSource {
  return googleBigquerySource.open(
    {
      id: 'google',
      kind: 'google-bigquery',
      table: 'p.billing.gcp_billing_export_resource_v1_0A_1B',
      apiEndpoint: endpoint,
      ...settings,
    },
    { env: {}, now: new Date('2026-11-05T12:00:00Z'), root: '/', fetch },
  );
}
