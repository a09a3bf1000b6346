import { InputError } from '#app/errors.ts';

/**
 * Columns of a Cost and Usage Report that are read, by their names of CUR 2.0.
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html (facts read 2026-11-26).
 */
const COLUMNS = [
  'bill_bill_type',
  'bill_billing_entity',
  'bill_billing_period_end_date',
  'bill_billing_period_start_date',
  'bill_invoice_id',
  'bill_invoicing_entity',
  'bill_payer_account_id',
  'bill_payer_account_name',
  'capacity_reservation_capacity_reservation_arn',
  'capacity_reservation_capacity_reservation_status',
  'cost_category',
  'line_item_availability_zone',
  'line_item_currency_code',
  'line_item_legal_entity',
  'line_item_line_item_description',
  'line_item_line_item_type',
  'line_item_net_unblended_cost',
  'line_item_net_unblended_rate',
  'line_item_operation',
  'line_item_product_code',
  'line_item_resource_id',
  'line_item_unblended_cost',
  'line_item_unblended_rate',
  'line_item_usage_account_id',
  'line_item_usage_account_name',
  'line_item_usage_amount',
  'line_item_usage_end_date',
  'line_item_usage_start_date',
  'line_item_usage_type',
  'pricing_public_on_demand_cost',
  'pricing_public_on_demand_rate',
  'pricing_rate_code',
  'pricing_term',
  'pricing_unit',
  'product',
  'product_instance_type',
  'product_location',
  'product_product_family',
  'product_product_name',
  'product_region_code',
  'product_sku',
  'reservation_effective_cost',
  'reservation_net_effective_cost',
  'reservation_net_unused_amortized_upfront_fee_for_billing_period',
  'reservation_net_unused_recurring_fee',
  'reservation_reservation_arn',
  'reservation_unused_amortized_upfront_fee_for_billing_period',
  'reservation_unused_quantity',
  'reservation_unused_recurring_fee',
  'resource_tags',
  'savings_plan_net_savings_plan_effective_cost',
  'savings_plan_savings_plan_arn',
  'savings_plan_savings_plan_effective_cost',
  'savings_plan_total_commitment_to_date',
  'savings_plan_used_commitment',
] as const;

export type CurColumn = (typeof COLUMNS)[number];

/** A tag or cost category that has a column of its own. */
export interface KeyColumn {
  readonly key: string;
  readonly slot: number;
}

/** Where what stands in the rows that are read. */
export interface CurHeader {
  /** Indexes of the wanted columns in the table, in the order of the rows. */
  readonly wanted: readonly number[];
  /** Place of each column in a row; -1 where the report has none. */
  readonly slots: Readonly<Record<CurColumn, number>>;
  readonly tags: readonly KeyColumn[];
  readonly categories: readonly KeyColumn[];
}

const NEEDED: readonly CurColumn[] = [
  'bill_payer_account_id',
  'bill_billing_period_start_date',
  'bill_billing_period_end_date',
  'line_item_line_item_type',
  'line_item_usage_start_date',
  'line_item_usage_end_date',
  'line_item_unblended_cost',
  'line_item_currency_code',
];

/** Names of the legacy report as CUR 2.0 has them: `lineItem/UsageStartDate` is `line_item_usage_start_date`. */
function canonicalName(name: string): string {
  return name
    .replace('/', '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** Whether the header is that of a Cost and Usage Report, of either version. */
export function isCurHeader(names: readonly string[]): boolean {
  return names.some((name) => canonicalName(name) === 'line_item_line_item_type');
}

/** @throws InputError naming the columns without which no row can be read. */
export function curHeader(names: readonly string[], file: string): CurHeader {
  const places = new Map(names.map((name, index) => [canonicalName(name), index]));
  const missing = NEEDED.filter((name) => !places.has(name));
  if (missing.length > 0) {
    throw new InputError(`the report has no column ${missing.join(', ')}`, {
      place: { file },
      remedy: 'export all columns of the Cost and Usage Report',
    });
  }
  const wanted: number[] = [];
  const want = (index: number | undefined): number => (index === undefined ? -1 : wanted.push(index) - 1);
  const slots = Object.fromEntries(COLUMNS.map((name) => [name, want(places.get(name))])) as Record<CurColumn, number>;
  const tags: KeyColumn[] = [];
  const categories: KeyColumn[] = [];
  for (const [index, name] of names.entries()) {
    const tag = /^resourceTags\/(.+)$/.exec(name)?.[1] ?? /^resource_tags_((?:user|aws)_.+)$/.exec(name)?.[1];
    const category = /^costCategory\/(.+)$/.exec(name)?.[1] ?? /^cost_category_(.+)$/.exec(name)?.[1];
    if (tag !== undefined) tags.push({ key: tagKey(tag), slot: want(index) });
    else if (category !== undefined) categories.push({ key: category, slot: want(index) });
  }
  return { wanted, slots, tags, categories };
}

/** `user:team` and `user_team` are the tag `team`; AWS's own keep their prefix, `aws:createdBy`. */
export function tagKey(written: string): string {
  const [, scheme, key] = /^(user|aws)[:_](.+)$/s.exec(written) ?? [];
  if (scheme === undefined || key === undefined) return written;
  return scheme === 'user' ? key : `aws:${key}`;
}
