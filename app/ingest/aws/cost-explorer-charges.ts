import { blankCharge, type Charge, type ChargeDraft } from '#app/focus/charge.ts';
import { decimal } from '#app/measure/decimal.ts';
import type { ExplorerCategory } from './cost-explorer-query.ts';
import { awsServiceCategory } from './service-categories.ts';

/** One group of one day, its costs in plain digits. */
export interface ExplorerRow {
  readonly category: ExplorerCategory;
  readonly day: string;
  readonly account: string;
  readonly service: string;
  readonly currency: string;
  readonly unblended: string;
  readonly amortised: string;
}

/** What all rows of a month have in common. */
export interface ExplorerOrigin {
  readonly sourceId: string;
  readonly billingAccount: string;
  readonly month: string;
}

/** Names of services in Cost Explorer, and the product codes of reports. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/^EC2 - Other|Elastic Compute Cloud/, 'AmazonEC2'],
  [/Simple Storage Service/, 'AmazonS3'],
  [/Relational Database/, 'AmazonRDS'],
  [/DynamoDB/, 'AmazonDynamoDB'],
  [/Lambda/, 'AWSLambda'],
  [/CloudWatch/, 'AmazonCloudWatch'],
  [/CloudFront/, 'AmazonCloudFront'],
  [/Virtual Private Cloud|Data Transfer|Load Balancing/, 'AmazonVPC'],
  [/Container Service|Kubernetes|Container Registry/, 'AmazonECS'],
  [/Elastic File System|FSx/, 'AmazonEFS'],
  [/ElastiCache|MemoryDB/, 'AmazonElastiCache'],
  [/Redshift/, 'AmazonRedshift'],
  [/OpenSearch|Elasticsearch/, 'AmazonES'],
  [/Key Management|Secrets Manager/, 'awskms'],
  [/Support/, 'AWSSupport'],
  [/Route 53/, 'AmazonRoute53'],
  [/Bedrock/, 'AmazonBedrock'],
  [/SageMaker/, 'AmazonSageMaker'],
  [/Glue|MapReduce/, 'AWSGlue'],
  [/Kinesis/, 'AmazonKinesis'],
];

/**
 * The charges of a group: one, and for commitments a second one for what nothing used. Cost Explorer knows no list prices:
 * ListCost and ContractedCost repeat what is effective.
 */
export function explorerCharges(row: ExplorerRow, origin: ExplorerOrigin): readonly Charge[] {
  const draft = commonCharge(row, origin);
  if (row.category !== 'Purchase') return [draft];
  draft.EffectiveCost = '0';
  draft.ListCost = row.unblended;
  draft.ContractedCost = row.unblended;
  if (decimal(row.amortised).isZero()) return [draft];
  const unused: ChargeDraft = commonCharge(row, origin);
  unused.ChargeCategory = 'Usage';
  unused.ChargeFrequency = 'Usage-Based';
  unused.BilledCost = '0';
  unused.ChargeDescription = 'Unused part of commitments';
  unused.x_ChargeKey = `${draft.x_ChargeKey}:unused`;
  return [draft, unused];
}

function commonCharge(row: ExplorerRow, { sourceId, billingAccount, month }: ExplorerOrigin): ChargeDraft {
  const draft = blankCharge();
  const [category, subcategory] = awsServiceCategory(
    CODES.find(([name]) => name.test(row.service))?.[1] ?? row.service,
  );
  draft.BilledCost = row.unblended;
  draft.EffectiveCost = row.amortised;
  draft.ListCost = row.amortised;
  draft.ContractedCost = row.amortised;
  draft.BillingAccountId = billingAccount;
  draft.BillingCurrency = row.currency;
  draft.BillingPeriodStart = `${month}-01T00:00:00Z`;
  draft.BillingPeriodEnd = after(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)));
  draft.ChargeCategory = row.category;
  draft.ChargeFrequency = { Usage: 'Usage-Based', Purchase: 'Recurring', Tax: 'Recurring', Credit: 'One-Time' }[
    row.category
  ];
  draft.ChargePeriodStart = `${row.day}T00:00:00Z`;
  draft.ChargePeriodEnd = after(new Date(Date.parse(`${row.day}T00:00:00Z`) + 86_400_000));
  draft.HostProviderName = row.category === 'Tax' ? null : 'AWS';
  draft.InvoiceIssuerName = 'AWS';
  draft.ProviderName = 'AWS';
  draft.PublisherName = 'AWS';
  draft.ServiceProviderName = 'AWS';
  draft.ServiceName = row.service;
  draft.ServiceCategory = category;
  draft.ServiceSubcategory = subcategory;
  draft.SubAccountId = row.account;
  draft.x_ChargeKey = `${row.day}:${row.category}:${row.account}:${row.service}`;
  draft.x_SourceId = sourceId;
  draft.x_SourceFocusVersion = '1.4';
  draft.x_SourceGranularity = 'day';
  return draft;
}

function after(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
