/** A run of an export as Azure lays it down, with what a test wants otherwise. */
export interface AzureRunFiles {
  readonly type: 'ActualCost' | 'AmortizedCost' | 'FocusCost' | 'Usage';
  /** CSV with its header. */
  readonly csv: string;
  readonly runId?: string;
  readonly submitted?: string;
  readonly month?: string;
  readonly lastDay?: string;
  readonly scope?: string;
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly rowCount?: number;
  readonly dataVersion?: string;
  readonly blobName?: string;
}

const GUID = '11111111-2222-3333-4444-555555555555';

/** The files of the run, by path below the root of the container. */
export function azureRun(run: AzureRunFiles): Readonly<Record<string, string>> {
  const month = run.month ?? '2026-10';
  const lastDay = run.lastDay ?? '31';
  const digits = month.replace('-', '');
  const runId = run.runId ?? `${GUID}-${run.type}`;
  const submitted = run.submitted ?? `${month}-02T03:00:00Z`;
  const time = submitted.replace(/\D/g, '').slice(0, 12);
  const folder = `exports/${run.type.toLowerCase()}/${digits}01-${digits}${lastDay}/${time}/${runId}`;
  const name = `${folder}/part_0_0001.csv`;
  const rows = run.rowCount ?? run.csv.trim().split(/\r?\n/).length - 1;
  const bytes = Buffer.byteLength(run.csv);
  const manifest = {
    manifestVersion: '2024-04-01',
    byteCount: bytes,
    blobCount: 1,
    dataRowCount: rows,
    exportConfig: {
      exportName: run.type.toLowerCase(),
      resourceId: `${run.scope ?? '/subscriptions/1'}/providers/Microsoft.CostManagement/exports/${run.type}`,
      dataVersion: run.dataVersion ?? '2024-08-01',
      type: run.type,
      timeFrame: 'MonthToDate',
      granularity: 'Daily',
    },
    deliveryConfig: {
      partitionData: true,
      dataOverwriteBehavior: 'CreateNewReport',
      fileFormat: 'Csv',
      compressionMode: 'None',
    },
    runInfo: {
      executionType: 'Scheduled',
      submittedTime: submitted,
      runId,
      startDate: `${month}-01T00:00:00`,
      endDate: `${month}-${lastDay}T00:00:00`,
    },
    blobs: [{ blobName: run.blobName ?? name, byteCount: bytes, dataRowCount: rows }],
    ...run.manifest,
  };
  return { [name]: run.csv, [`${folder}/manifest.json`]: JSON.stringify(manifest) };
}

/** Columns of an Enterprise Agreement that the rows below fill. */
const EA = [
  'BillingAccountId',
  'BillingAccountName',
  'BillingPeriodStartDate',
  'BillingPeriodEndDate',
  'SubscriptionId',
  'SubscriptionName',
  'Date',
  'Product',
  'PartNumber',
  'MeterId',
  'MeterCategory',
  'MeterName',
  'Quantity',
  'EffectivePrice',
  'Cost',
  'UnitPrice',
  'BillingCurrency',
  'ResourceLocation',
  'ConsumedService',
  'ResourceId',
  'ResourceName',
  'AdditionalInfo',
  'Tags',
  'InvoiceSection',
  'CostCenter',
  'UnitOfMeasure',
  'PublisherName',
  'ChargeType',
  'Frequency',
  'PublisherType',
  'PayGPrice',
  'PricingModel',
  'benefitId',
  'benefitName',
] as const;

type EaColumn = (typeof EA)[number];

const VM = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1';

/** An hour of a machine in the Netherlands on 5 October 2026, on demand, unless said otherwise. */
export function eaRow(overrides: Partial<Record<EaColumn, string>> = {}): string {
  const row: Partial<Record<EaColumn, string>> = {
    BillingAccountId: '100',
    BillingAccountName: 'Enrolment',
    BillingPeriodStartDate: '10/01/2026',
    BillingPeriodEndDate: '10/31/2026',
    SubscriptionId: 's1',
    SubscriptionName: 'Shop',
    Date: '10/05/2026',
    Product: 'Virtual Machines D2 v5',
    PartNumber: 'AAA-1',
    MeterId: 'm1',
    MeterCategory: 'Virtual Machines',
    MeterName: 'D2 v5',
    Quantity: '1',
    EffectivePrice: '0.1',
    Cost: '0.1',
    UnitPrice: '0.1',
    BillingCurrency: 'EUR',
    ResourceLocation: 'EU West',
    ConsumedService: 'Microsoft.Compute',
    ResourceId: VM,
    ResourceName: 'vm1',
    UnitOfMeasure: '1 Hour',
    ChargeType: 'Usage',
    Frequency: 'UsageBased',
    PublisherType: 'Azure',
    PayGPrice: '0.12',
    PricingModel: 'OnDemand',
    ...overrides,
  };
  return EA.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(',');
}

/** A file of these rows; with a byte order mark and CRLF, as Azure writes it. */
export function eaCsv(...rows: readonly string[]): string {
  return `\u{feff}${[EA.join(','), ...rows].join('\r\n')}\r\n`;
}

/** Ids as Azure writes them: the case differs from row to row. */
export const RESERVATION = '/providers/Microsoft.Capacity/reservationOrders/r1/reservations/r2';
export const SAVINGS_PLAN = '/providers/microsoft.billingbenefits/savingsPlanOrders/o1/savingsPlans/p1';
