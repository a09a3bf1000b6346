import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const FILLED = [
  'identity/LineItemId',
  'identity/TimeInterval',
  'bill/InvoiceId',
  'bill/InvoicingEntity',
  'bill/BillingEntity',
  'bill/BillType',
  'bill/PayerAccountId',
  'bill/BillingPeriodStartDate',
  'bill/BillingPeriodEndDate',
  'lineItem/UsageAccountId',
  'lineItem/LineItemType',
  'lineItem/UsageStartDate',
  'lineItem/UsageEndDate',
  'lineItem/ProductCode',
  'lineItem/UsageType',
  'lineItem/Operation',
  'lineItem/AvailabilityZone',
  'lineItem/ResourceId',
  'lineItem/UsageAmount',
  'lineItem/CurrencyCode',
  'lineItem/UnblendedRate',
  'lineItem/UnblendedCost',
  'lineItem/LineItemDescription',
  'lineItem/LegalEntity',
  'product/ProductName',
  'product/instanceType',
  'product/location',
  'product/productFamily',
  'product/regionCode',
  'product/sku',
  'pricing/RateCode',
  'pricing/publicOnDemandCost',
  'pricing/publicOnDemandRate',
  'pricing/term',
  'pricing/unit',
  'reservation/ReservationARN',
  'reservation/EffectiveCost',
  'savingsPlan/SavingsPlanARN',
  'savingsPlan/SavingsPlanEffectiveCost',
  'resourceTags/user:team',
  'resourceTags/user:env',
  'resourceTags/user:Name',
  'resourceTags/aws:createdBy',
  'costCategory/unit',
] as const;

/** Reports have about a hundred columns, most of them empty. */
const COLUMNS = [...FILLED, ...Array.from({ length: 98 - FILLED.length }, (_, at) => `product/attribute${at}`)];

const SERVICES = [
  ['AmazonEC2', 'Amazon Elastic Compute Cloud', 'BoxUsage:m5.large', 'RunInstances', 'Compute Instance', 'Hrs'],
  ['AmazonEC2', 'Amazon Elastic Compute Cloud', 'EBS:VolumeUsage.gp3', 'CreateVolume-Gp3', 'Storage', 'GB-Mo'],
  ['AmazonS3', 'Amazon Simple Storage Service', 'TimedStorage-ByteHrs', 'StandardStorage', 'Storage', 'GB-Mo'],
  [
    'AmazonRDS',
    'Amazon Relational Database Service',
    'InstanceUsage:db.r5.large',
    'CreateDBInstance:0014',
    'Database Instance',
    'Hrs',
  ],
  ['AWSLambda', 'AWS Lambda', 'Lambda-GB-Second', 'Invoke', 'Serverless', 'Lambda-GB-Second'],
  ['AmazonCloudWatch', 'AmazonCloudWatch', 'CW:MetricMonitorUsage', 'MetricStorage', 'Metric', 'Metrics'],
] as const;

/**
 * Writes a legacy Cost and Usage Report of October 2026 with so many rows below a folder, as AWS lays it out: gzipped CSV of
 * 98 columns and a manifest. Hourly usage of 40 accounts and 20,000 resources; one row in twelve is covered by a savings
 * plan, with the row that negates it. Every run writes the same.
 */
export async function writeReport(folder: string, rows: number): Promise<void> {
  const place = 'r/20261001-20261101';
  const key = `${place}/assembly/r-00001.csv.gz`;
  mkdirSync(join(folder, dirname(key)), { recursive: true });
  await pipeline(Readable.from(chunks(rows)), createGzip({ level: 6 }), createWriteStream(join(folder, key)));
  writeFileSync(join(folder, place, 'r-Manifest.json'), JSON.stringify({ assemblyId: 'assembly', reportKeys: [key] }));
}

function* chunks(rows: number): Iterable<string> {
  const random = generator(20261126);
  let text = `${COLUMNS.join(',')}\n`;
  for (let row = 0; row < rows; row += 1) {
    const kind = row % 12 === 10 ? 'SavingsPlanCoveredUsage' : row % 12 === 11 ? 'SavingsPlanNegation' : 'Usage';
    text += line(row, { kind, random });
    if (text.length > 256 * 1024) {
      yield text;
      text = '';
    }
  }
  yield text;
}

let covered = { cost: '0', start: '', end: '' };

function line(row: number, { kind, random }: { readonly kind: string; readonly random: () => number }): string {
  const [code, name, type, operation, family, unit] = SERVICES[Math.floor(random() * SERVICES.length)]!;
  const account = 100000000000 + Math.floor(random() * 40);
  const resource = Math.floor(random() * 20_000);
  const hour = Math.floor((row / 1_000_000) * 744) % 744;
  const start = `${new Date(Date.UTC(2026, 9, 1, hour)).toISOString().slice(0, 19)}.000Z`;
  const end = `${new Date(Date.UTC(2026, 9, 1, hour + 1)).toISOString().slice(0, 19)}.000Z`;
  // Cost is rate times amount, exactly: both have four decimals.
  const rate = Math.floor(random() * 9000) + 1;
  const units = Math.floor(random() * (random() < 0.5 ? 10 : 100_000)) + 1;
  const amount = (units / 1e4).toFixed(10);
  const cost = rate * units < 1e6 ? `${rate * units}E-8` : ((rate * units) / 1e8).toFixed(10);
  if (kind === 'SavingsPlanCoveredUsage') covered = { cost, start, end };
  const isNegation = kind === 'SavingsPlanNegation';
  const plan = kind === 'Usage' ? '' : 'arn:aws:savingsplans::100000000000:savingsplan/0f2c';
  const values: readonly string[] = [
    `item${row}`,
    `${start}/${end}`,
    '',
    '"Amazon Web Services, Inc."',
    'AWS',
    'Anniversary',
    '100000000000',
    '2026-10-01T00:00:00.000Z',
    '2026-11-01T00:00:00.000Z',
    String(account),
    kind,
    isNegation ? covered.start : start,
    isNegation ? covered.end : end,
    code,
    type,
    operation,
    'us-east-1a',
    `arn:aws:service:us-east-1:${account}:resource/i-${resource.toString(16).padStart(17, '0')}`,
    amount,
    'USD',
    (rate / 1e4).toFixed(10),
    isNegation ? `-${covered.cost}` : cost,
    `"$0.096 per ${unit}, on demand"`,
    '"Amazon Web Services, Inc."',
    name,
    'm5.large',
    'US East (N. Virginia)',
    family,
    'us-east-1',
    `SKU${resource % 900}`,
    `SKU${resource % 900}.JRTCKXETXF.6YS6EN2CT7`,
    cost,
    (rate / 1e4).toFixed(10),
    'OnDemand',
    unit,
    '',
    '',
    plan,
    kind === 'SavingsPlanCoveredUsage' ? (random() * 2).toFixed(10) : '',
    `team-${resource % 30}`,
    resource % 3 === 0 ? 'prod' : 'dev',
    `host-${resource}`,
    'Root',
    `unit-${resource % 8}`,
  ];
  return `${values.join(',')}${','.repeat(COLUMNS.length - values.length)}\n`;
}

/** https://en.wikipedia.org/wiki/Linear_congruential_generator, with the constants of Numerical Recipes. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
