import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';

/** The four costs of FOCUS. */
export type CostMetric = 'BilledCost' | 'EffectiveCost' | 'ListCost' | 'ContractedCost';

/** A FOCUS column to group or filter by; `tag:team` is the value of that key in FOCUS `AllocatedTags`, else `Tags`. */
export type CostDimension = keyof typeof COLUMNS | `tag:${string}`;

/** What to add up, over which period, and how to tell the sums apart. */
export interface CostQuery {
  /** UTC instant, `2026-11-01T00:00:00Z`. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly metric: CostMetric;
  /** Of ChargePeriodStart, UTC. */
  readonly granularity: 'hour' | 'day' | 'month' | 'total';
  readonly groupBy: readonly CostDimension[];
  /** Values that count, by dimension; null is a charge without that value, an empty list is no charge at all. */
  readonly where?: Readonly<Partial<Record<CostDimension, readonly (string | null)[]>>>;
}

/** One sum. */
export interface CostRow {
  /** Start of the hour, day or month; null for `total`. */
  readonly start: string | null;
  /** BillingCurrency; never mixed in one row. */
  readonly currency: string;
  /** By dimension; null where the charge has no such value. */
  readonly keys: Readonly<Record<string, string | null>>;
  /** Exact plain decimal. */
  readonly amount: string;
}

/** The columns that stand for each dimension. */
const COLUMNS = {
  ServiceProviderName: 'ServiceProviderName',
  BillingAccountId: 'BillingAccountId',
  SubAccountId: 'SubAccountId',
  ServiceCategory: 'ServiceCategory',
  ServiceName: 'ServiceName',
  RegionId: 'RegionId',
  SkuId: 'SkuId',
  SkuMeter: 'SkuMeter',
  ResourceId: 'ResourceId',
  ResourceName: 'ResourceName',
  ResourceType: 'ResourceType',
  ChargeCategory: 'ChargeCategory',
  ChargeFrequency: 'ChargeFrequency',
  PricingCategory: 'PricingCategory',
  CommitmentDiscountStatus: 'CommitmentDiscountStatus',
  x_SourceId: 'x_SourceId',
} as const;

/** Begin of a period in the text of ChargePeriodStart, and what completes it. */
const STARTS = { hour: [13, ':00:00Z'], day: [10, 'T00:00:00Z'], month: [7, '-01T00:00:00Z'] } as const;

/**
 * Sums of the charges that began in `[from, to)`, by period, currency and dimensions, in their order. A period without a
 * charge has no row: nothing was billed, or nothing was delivered yet. Sums are exact on every database.
 */
export async function readCosts(query: CostQuery, { kind, tables }: Database): Promise<readonly CostRow[]> {
  const { granularity, metric } = query;
  const dimensions = [...new Set(query.groupBy)];
  const start = granularity === 'total' ? null : startOf(STARTS[granularity]);
  const terms = dimensions.map((dimension) => dimensionOf(dimension, kind));
  const columns = [start ?? sql`null`, sql.ref('BillingCurrency'), ...terms];
  const selected = columns.map((column, at) => sql`${column} as ${sql.ref(`c${at}`)}`);
  const conditions = Object.entries(query.where ?? {}).map(([dimension, values]) =>
    among(dimensionOf(dimension as CostDimension, kind), values),
  );
  const period = sql`"ChargePeriodStart" >= ${instant(query.from)} and "ChargePeriodStart" < ${instant(query.to)}`;
  const groups = columns.map((_, at) => sql.raw(String(at + 1))).slice(start ? 0 : 1);
  const sum =
    kind === 'postgres' ? sql`trim_scale(sum(${sql.ref(metric)}))::text` : sql`decimal_sum(${sql.ref(metric)})`;
  const { rows } = await sql<Readonly<Record<string, string | null>>>`
    select ${sql.join([...selected, sql`${sum} as amount`])} from charges
    where ${sql.join([period, ...conditions], sql` and `)} group by ${sql.join(groups)}`.execute(tables);
  return rows.map((row) => rowOf(row, dimensions)).sort(inOrder);
}

function rowOf(row: Readonly<Record<string, string | null>>, dimensions: readonly CostDimension[]): CostRow {
  return {
    start: row['c0'] ?? null,
    currency: row['c1'] ?? '',
    keys: Object.fromEntries(dimensions.map((dimension, at) => [dimension, row[`c${at + 2}`] ?? null])),
    amount: row['amount'] ?? '',
  };
}

function startOf([length, rest]: readonly [number, string]): RawBuilder<unknown> {
  return sql`substr("ChargePeriodStart", 1, ${sql.raw(String(length))}) || ${sql.lit(rest)}`;
}

function dimensionOf(dimension: CostDimension, kind: Database['kind']): RawBuilder<unknown> {
  if (!dimension.startsWith('tag:')) return sql.ref(COLUMNS[dimension as keyof typeof COLUMNS]);
  const key = dimension.slice('tag:'.length);
  const valueIn = (column: 'AllocatedTags' | 'Tags') =>
    kind === 'postgres' ? sql`${sql.ref(column)}::jsonb ->> ${key}::text` : sql`json_text(${sql.ref(column)}, ${key})`;
  // A split row has the tags of what it is allocated to; asked for only where there are any, for most rows have none.
  return sql`case when "AllocatedTags" is null then ${valueIn('Tags')}
    else coalesce(${valueIn('AllocatedTags')}, ${valueIn('Tags')}) end`;
}

function among(term: RawBuilder<unknown>, values: readonly (string | null)[] = []): RawBuilder<SqlBool> {
  const texts = values.filter((value) => value !== null);
  const isOne = texts.length > 0 ? sql<SqlBool>`${term} in (${sql.join(texts)})` : sql<SqlBool>`1 = 0`;
  return values.includes(null) ? sql`(${isOne} or ${term} is null)` : sql`(${isOne})`;
}

/** The instant as the table writes it: whole seconds, `Z`. */
function instant(text: string): string {
  return `${new Date(text).toISOString().slice(0, 19)}Z`;
}

function inOrder(one: CostRow, other: CostRow): number {
  return compare(sortKey(one), sortKey(other));
}

function sortKey({ start, keys, currency }: CostRow): readonly string[] {
  // What has no value stands before what has one.
  return [start ?? '', ...Object.values(keys).map((value) => (value === null ? '' : ` ${value}`)), currency];
}

function compare(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((text, index) => text !== other[index]);
  if (at < 0) return 0;
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}
