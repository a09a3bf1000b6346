import { InputError } from '#app/errors.ts';

/** Columns of the export that a query reads, as BigQuery expressions whose value is text, JSON text or null. */
type Expression = readonly [name: string, expression: string, needs: readonly string[]];

const time = (column: string): string => `FORMAT_TIMESTAMP('%FT%TZ', ${column})`;
/** A binary fraction in BigQuery; Google says to cast it to NUMERIC, nine decimals, before anything is summed. */
const money = (column: string): string => `CAST(CAST(${column} AS NUMERIC) AS STRING)`;
const text = (column: string): string => `CAST(${column} AS STRING)`;

/** What a meter measures, so that commitments for processors do not pay for memory. */
export const KIND =
  "CASE WHEN REGEXP_CONTAINS(LOWER(sku.description), r'\\b(ram|memory)\\b') THEN 'memory' " +
  "WHEN REGEXP_CONTAINS(LOWER(sku.description), r'\\b(cpu|core|vcpu)s?\\b') THEN 'cpu' " +
  "WHEN REGEXP_CONTAINS(LOWER(sku.description), r'\\bgpu\\b') THEN 'gpu' " +
  "WHEN REGEXP_CONTAINS(LOWER(sku.description), r'\\bssd\\b') THEN 'ssd' ELSE 'other' END";

/** Whether a row is what a commitment costs. */
export const FEE =
  "CASE WHEN cost_type != 'regular' OR NOT REGEXP_CONTAINS(LOWER(sku.description), r'^commitment\\b') THEN 'none' " +
  "WHEN REGEXP_CONTAINS(LOWER(sku.description), r'dollar.based') THEN 'spend' ELSE 'usage' END";

/** The day of Google's billing calendar. */
export const DAY = "FORMAT_DATE('%F', DATE(usage_start_time, 'America/Los_Angeles'))";

const CREDITS =
  'TO_JSON_STRING(ARRAY(SELECT AS STRUCT c.name, c.full_name, c.id, c.type, ' +
  `${money('c.amount')} AS amount FROM UNNEST(credits) AS c))`;

const EXPRESSIONS = [
  ['account', 'billing_account_id', ['billing_account_id']],
  ['service', 'service.id', ['service.id']],
  ['serviceName', 'service.description', ['service.description']],
  ['sku', 'sku.id', ['sku.id']],
  ['skuName', 'sku.description', ['sku.description']],
  ['start', time('usage_start_time'), ['usage_start_time']],
  ['end', time('usage_end_time'), ['usage_end_time']],
  ['project', 'project.id', ['project.id']],
  ['projectName', 'project.name', ['project.name']],
  ['projectLabels', 'TO_JSON_STRING(project.labels)', ['project.labels']],
  ['labels', 'TO_JSON_STRING(labels)', ['labels']],
  ['systemLabels', 'TO_JSON_STRING(system_labels)', ['system_labels']],
  ['tags', 'TO_JSON_STRING(tags)', ['tags']],
  ['location', 'location.location', ['location.location']],
  ['region', 'location.region', ['location.region']],
  ['zone', 'location.zone', ['location.zone']],
  ['resource', 'resource.global_name', ['resource.global_name']],
  ['resourceName', 'resource.name', ['resource.name']],
  ['cost', money('cost'), ['cost']],
  ['costAtList', money('cost_at_list'), ['cost_at_list']],
  ['currency', 'currency', ['currency']],
  ['usageAmount', text('usage.amount'), ['usage.amount']],
  ['usageUnit', 'usage.unit', ['usage.unit']],
  ['pricingAmount', text('usage.amount_in_pricing_units'), ['usage.amount_in_pricing_units']],
  ['pricingUnit', 'usage.pricing_unit', ['usage.pricing_unit']],
  ['credits', CREDITS, ['credits.amount', 'credits.type']],
  ['invoiceMonth', 'invoice.month', ['invoice.month']],
  ['costType', 'cost_type', ['cost_type']],
  ['adjustment', 'TO_JSON_STRING(adjustment_info)', ['adjustment_info']],
  ['seller', 'seller_name', ['seller_name']],
  ['subscription', 'subscription.instance_id', ['subscription.instance_id']],
  ['day', DAY, ['usage_start_time']],
  ['kind', KIND, ['sku.description']],
  ['fee', FEE, ['sku.description']],
] as const satisfies readonly Expression[];

export type GoogleColumn = (typeof EXPRESSIONS)[number][0];

/** A row of the export; null where the row, or the whole table, has no value. */
export type GoogleRow = Readonly<Record<GoogleColumn, string | null>>;

/** What every export has; the standard one lacks `resource`, older ones `cost_at_list`, `tags` and more. */
const REQUIRED: ReadonlySet<GoogleColumn> = new Set<GoogleColumn>([
  'account',
  'cost',
  'costType',
  'credits',
  'currency',
  'end',
  'invoiceMonth',
  'service',
  'serviceName',
  'sku',
  'skuName',
  'start',
]);

/**
 * What to select of a table with these columns (`usage.amount` of a record), each under its own name.
 * @throws InputError naming what every billing export has and this table lacks: another table, or a flattened copy.
 */
export function selectedColumns(columns: ReadonlySet<string>, table: string): string {
  const lacks = (needs: readonly string[]): boolean => needs.some((column) => !columns.has(column));
  const missing = EXPRESSIONS.filter(([name, , needs]) => REQUIRED.has(name) && lacks(needs));
  if (missing.length > 0 || !columns.has('export_time')) {
    const names: string[] = missing.flatMap(([, , needs]) => needs.filter((column) => !columns.has(column)));
    if (!columns.has('export_time')) names.push('export_time');
    throw new InputError(`no billing export: the table has no column ${names.join(', ')}`, {
      place: { file: table },
      remedy: 'name the table gcp_billing_export_resource_v1_… or gcp_billing_export_v1_… itself',
    });
  }
  return EXPRESSIONS.map(([name, expression, needs]) =>
    // Quoted: `end` is a word of SQL.
    lacks(needs) ? `CAST(NULL AS STRING) AS \`${name}\`` : `${expression} AS \`${name}\``,
  ).join(',\n  ');
}
