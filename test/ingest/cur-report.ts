import { gzipSync } from 'node:zlib';

/** Rows of a report by CUR 2.0 names; what is not named is empty. */
export type CurRow = Readonly<Record<string, string>>;

const PLAN = 'arn:aws:savingsplans::111122223333:savingsplan/aaaa';
const RESERVATION = 'arn:aws:ec2:eu-west-1:111122223333:reserved-instances/bbbb';

/** A row of October 2026. */
export function curRow(type: string, cost: string, overrides: CurRow = {}): CurRow {
  return {
    identity_line_item_id: `${type}-${cost}`,
    bill_bill_type: 'Anniversary',
    bill_billing_entity: 'AWS',
    bill_invoicing_entity: 'Amazon Web Services EMEA SARL',
    bill_payer_account_id: '111122223333',
    bill_billing_period_start_date: '2026-10-01T00:00:00.000Z',
    bill_billing_period_end_date: '2026-11-01T00:00:00.000Z',
    line_item_usage_account_id: '444455556666',
    line_item_line_item_type: type,
    line_item_usage_start_date: '2026-10-05T10:00:00.000Z',
    line_item_usage_end_date: '2026-10-05T11:00:00.000Z',
    line_item_currency_code: 'USD',
    line_item_product_code: 'AmazonEC2',
    line_item_unblended_cost: cost,
    product_product_name: 'Amazon Elastic Compute Cloud',
    product_region_code: 'eu-west-1',
    ...overrides,
  };
}

const MACHINE: CurRow = {
  line_item_resource_id: 'i-1',
  line_item_usage_type: 'EU-BoxUsage:m5.large',
  line_item_operation: 'RunInstances',
  line_item_usage_amount: '1',
  line_item_availability_zone: 'eu-west-1a',
  pricing_unit: 'Hrs',
  product_sku: 'SKU1',
  pricing_rate_code: 'SKU1.T.R',
  product_product_family: 'Compute Instance',
};

/** One row of each type, by hand. Σ unblended without split cost 648.0; Σ amortised 42.9 (see the case). */
export const EVERY_TYPE: readonly CurRow[] = [
  curRow('Usage', '1.0E1', {
    ...MACHINE,
    line_item_unblended_rate: '10',
    pricing_public_on_demand_rate: '10',
    pricing_public_on_demand_cost: '10',
    'tag:user:team': 'shop',
    'tag:aws:createdBy': 'me',
    'tag:user:Name': 'web, "1"',
    'category:unit': 'retail',
  }),
  curRow('SavingsPlanCoveredUsage', '5.00', {
    ...MACHINE,
    savings_plan_savings_plan_arn: PLAN,
    savings_plan_savings_plan_effective_cost: '3.5',
    pricing_public_on_demand_cost: '6',
  }),
  curRow('SavingsPlanNegation', '-5', { savings_plan_savings_plan_arn: PLAN }),
  curRow('SavingsPlanRecurringFee', '4.0', {
    savings_plan_savings_plan_arn: PLAN,
    savings_plan_total_commitment_to_date: '4',
    savings_plan_used_commitment: '3.5',
    line_item_product_code: 'ComputeSavingsPlans',
  }),
  curRow('SavingsPlanUpfrontFee', '100', { savings_plan_savings_plan_arn: PLAN }),
  curRow('DiscountedUsage', '0', {
    ...MACHINE,
    reservation_reservation_arn: RESERVATION,
    reservation_effective_cost: '1.2',
    pricing_public_on_demand_cost: '2',
  }),
  curRow('RIFee', '7', {
    reservation_reservation_arn: RESERVATION,
    reservation_unused_amortized_upfront_fee_for_billing_period: '0.3',
    reservation_unused_recurring_fee: '0.4',
    line_item_usage_start_date: '2026-10-01T00:00:00.000Z',
    line_item_usage_end_date: '2026-11-01T00:00:00.000Z',
  }),
  curRow('Fee', '500', { reservation_reservation_arn: RESERVATION }),
  curRow('Fee', '29', {
    line_item_product_code: 'AWSSupportBusiness',
    // A fee at one instant.
    line_item_usage_end_date: '2026-10-05T10:00:00.000Z',
  }),
  curRow('Tax', '2.5', { product_sku: 'X' }),
  curRow('Credit', '-3'),
  curRow('Refund', '-1', { bill_bill_type: 'Refund' }),
  curRow('EdpDiscount', '-0.5'),
  curRow('Usage', '6', { ...MACHINE, line_item_operation: 'EKSPod-EC2' }),
];

/** The same month with net costs: the discount is in the rows already. Σ net = Σ unblended = 9.5. */
export const NET: readonly CurRow[] = [
  curRow('Usage', '10', { ...MACHINE, line_item_net_unblended_cost: '9.5' }),
  curRow('EdpDiscount', '-0.5', { line_item_net_unblended_cost: '0.0' }),
];

/** A legacy report: `lineItem/UsageStartDate`, a column for each tag. */
function legacyCsv(rows: readonly CurRow[]): string {
  return csvOf(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [legacyName(name), value]))),
  );
}

/** CUR 2.0: tags, cost categories and the product are maps. */
export function cur2Csv(rows: readonly CurRow[]): string {
  return csvOf(rows.map(cur2Row));
}

/** A row of CUR 2.0 with its maps as JSON. */
export function cur2Row(row: CurRow): CurRow {
  const { product_product_name, ...rest } = row;
  const plain = Object.entries(rest).filter(([name]) => !name.includes(':'));
  const map = (prefix: RegExp): string => {
    const pairs = Object.entries(row).filter(([name]) => prefix.test(name));
    return JSON.stringify(
      Object.fromEntries(pairs.map(([name, value]) => [name.replace(prefix, '').replace(':', '_'), value])),
    );
  };
  return {
    ...Object.fromEntries(plain),
    product: JSON.stringify({ product_name: product_product_name }),
    resource_tags: map(/^tag:/),
    cost_category: map(/^category:/),
  };
}

function csvOf(rows: readonly CurRow[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
    .map((row) => row.map(cell).join(','))
    .join('\n');
}

function legacyName(name: string): string {
  if (name.startsWith('tag:')) return `resourceTags/${name.slice(4)}`;
  if (name.startsWith('category:')) return `costCategory/${name.slice(9)}`;
  const [, group = '', rest = ''] =
    /^(identity|bill|line_item|product|pricing|reservation|savings_plan)_(.+)$/.exec(name) ?? [];
  const camel = (text: string): string => text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const pascal = camel(`_${rest}`).replace(/Arn$/, 'ARN');
  const isLower =
    group === 'pricing' ? /^(public|term|unit)/.test(rest) : group === 'product' && !/^product_name/.test(rest);
  return `${camel(group)}/${isLower ? camel(rest) : pascal}`;
}

/** The files of a legacy report below `reports/cur`, as AWS lays them out, in so many parts. */
export function legacyReport(rows: readonly CurRow[], assemblyId = 'assembly-1'): Readonly<Record<string, Uint8Array>> {
  const folder = 'reports/cur/20261001-20261101';
  const half = Math.ceil(rows.length / 2);
  // Each part has the header of the whole.
  const parts = [rows.slice(0, half), rows.slice(half)].map((part, at) => {
    const name = `${folder}/${assemblyId}/cur-0000${at + 1}.csv.gz`;
    return [
      name,
      gzipSync(
        legacyCsv([...part, ...rows.map(emptied)])
          .split('\n')
          .slice(0, part.length + 1)
          .join('\n'),
      ),
    ] as const;
  });
  const manifest = { assemblyId, bucket: 'bills', reportKeys: parts.map(([name]) => name), compression: 'GZIP' };
  return {
    ...Object.fromEntries(parts),
    [`${folder}/cur-Manifest.json`]: Buffer.from(JSON.stringify(manifest)),
    [`${folder}/${assemblyId}/cur-Manifest.json`]: Buffer.from(JSON.stringify(manifest)),
  };
}

function emptied(row: CurRow): CurRow {
  return Object.fromEntries(Object.keys(row).map((name) => [name, '']));
}
