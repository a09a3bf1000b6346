import { DAY, FEE, KIND } from './billing-columns.ts';

/** Where the rows of a month are. */
export interface MonthQuery {
  /** `project.dataset.table`. */
  readonly table: string;
  /** `_PARTITIONTIME`, unless a copy is partitioned otherwise. */
  readonly partition: string;
}

/** Credits that are part of a price: a discount, not money given. */
export const DISCOUNTS = [
  'COMMITTED_USAGE_DISCOUNT',
  'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE',
  'DISCOUNT',
  'FEE_UTILIZATION_OFFSET',
  'RESELLER_MARGIN',
  'SUBSCRIPTION_BENEFIT',
  'SUSTAINED_USAGE_DISCOUNT',
] as const;

const creditSum = (where: string): string =>
  `CAST(SUM((SELECT IFNULL(SUM(CAST(c.amount AS NUMERIC)), 0) FROM UNNEST(credits) AS c WHERE ${where})) AS STRING)`;

/** The invoice months of what was exported since `@since`, and when each last changed. */
export function monthsQuery({ table, partition }: MonthQuery): string {
  return [
    "SELECT invoice.month AS invoiceMonth, FORMAT_TIMESTAMP('%FT%H:%M:%E6SZ', MAX(export_time)) AS exportTime",
    `FROM \`${table}\``,
    `WHERE (${partition} >= TIMESTAMP(@since) OR ${partition} IS NULL)`,
    'GROUP BY 1 ORDER BY 1',
  ].join('\n');
}

const ofMonth = ({ partition }: MonthQuery): string =>
  `WHERE (${partition} >= TIMESTAMP(@since) OR ${partition} IS NULL) AND invoice.month = @month ` +
  'AND export_time <= TIMESTAMP(@exported)';

/**
 * Sums of a month by day, service, region and kind of meter: what was charged and credited, and, from these, what
 * commitments cost and cover. Credits are summed in a sub-query: a join would count the cost once for each credit
 * (https://github.com/GoogleCloudPlatform/bigquery-utils/issues/289, read 2026-11-26).
 */
export function sumsQuery(query: MonthQuery, columns: ReadonlySet<string>): string {
  const region = columns.has('location.region') ? "IFNULL(location.region, '')" : "''";
  const instance = columns.has('subscription.instance_id') ? 'subscription.instance_id' : 'CAST(NULL AS STRING)';
  const discounts = DISCOUNTS.map((type) => `'${type}'`).join(', ');
  return [
    'SELECT billing_account_id AS account, currency, service.id AS service,',
    `  ${DAY} AS day, ${region} AS region, ${KIND} AS kind, ${FEE} AS fee,`,
    `  IF(${FEE} = 'none', NULL, ${instance}) AS instance,`,
    '  ANY_VALUE(service.description) AS serviceName, ANY_VALUE(sku.id) AS sku,',
    '  CAST(COUNT(*) AS STRING) AS rowCount, CAST(SUM(CAST(cost AS NUMERIC)) AS STRING) AS cost,',
    `  ${creditSum('TRUE')} AS credits,`,
    `  ${creditSum(`c.type IN (${discounts})`)} AS discounts,`,
    `  ${creditSum("c.type = 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE'")} AS spendCredits,`,
    `  ${creditSum("c.type = 'COMMITTED_USAGE_DISCOUNT'")} AS usageCredits`,
    `FROM \`${query.table}\``,
    ofMonth(query),
    // By place: some names are those of columns too.
    'GROUP BY 1, 2, 3, 4, 5, 6, 7, 8',
    'ORDER BY 1, 2, 3, 4, 5, 6, 7, 8',
  ].join('\n');
}

/** The rows of a month, `selected` as `selectedColumns` has it. Unordered: BigQuery cannot sort as much as it can read. */
export function rowsQuery(query: MonthQuery, selected: string): string {
  return [`SELECT\n  ${selected}`, `FROM \`${query.table}\``, ofMonth(query)].join('\n');
}
