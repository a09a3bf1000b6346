import { Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';
import { SCOPE_DIMENSIONS, type Scope, scopeKey } from './scope.ts';
import { SECONDS_PER_DAY, type Series } from './series.ts';

/** Daily costs of a scope in one currency: exact amounts for what is told, and the series that statistics see. */
export interface CostNode {
  readonly scope: Scope;
  readonly currency: string;
  /** By day, `2026-11-01`. */
  readonly amounts: ReadonlyMap<string, Decimal>;
  readonly series: Series;
  /** From this day on charges still grow. */
  readonly provisionalFrom: string;
}

/** Scopes that are judged: everything, accounts, services of accounts, regions of those. Opposite moves cancel in sums. */
const LEVELS: readonly (readonly (typeof SCOPE_DIMENSIONS)[number][])[] = SCOPE_DIMENSIONS.map((_, at) =>
  SCOPE_DIMENSIONS.slice(0, at + 1),
);

/** What a source of billing data has delivered. */
export interface DeliveredDays {
  readonly source: string;
  /** From this day on its charges still grow. */
  readonly completeBefore: string;
  /** Complete days with usage; one that is missing between them was not delivered. */
  readonly days: ReadonlySet<string>;
  readonly newest: string;
  readonly isLive: boolean;
}

/** Rows by day, the dimensions of scopes, and `x_SourceId`. */
interface Delivered {
  readonly rows: readonly CostRow[];
  readonly sources: readonly DeliveredDays[];
}

interface Growing {
  readonly scope: Scope;
  readonly currency: string;
  readonly amounts: Map<string, Decimal>;
  readonly sources: Set<string>;
}

/**
 * The costs by day of every scope at every level, from the first day of all to the newest that all sources of the scope
 * have delivered. A day without a row is zero: it was delivered, and nothing was used. A day that a source did not deliver
 * is excluded.
 */
export function costNodes({ rows, sources }: Delivered): readonly CostNode[] {
  const nodes = new Map<string, Growing>();
  let firstDay = '9999-12-31';
  for (const { start, keys, currency, amount } of rows) {
    const day = (start ?? '').slice(0, 10);
    if (day < firstDay) firstDay = day;
    const value = new Decimal(amount);
    for (const dimensions of [[], ...LEVELS]) {
      const scope = Object.fromEntries(dimensions.map((each) => [each, keys[each] ?? null])) as Scope;
      const key = scopeKey(scope, currency);
      const node = nodes.get(key) ?? { scope, currency, amounts: new Map(), sources: new Set() };
      nodes.set(key, node);
      const before = node.amounts.get(day);
      node.amounts.set(day, before === undefined ? value : before.plus(value));
      node.sources.add(keys['x_SourceId'] ?? '');
    }
  }
  return [...nodes].map(([name, growing]) => nodeOf(name, { ...growing, firstDay, delivered: sources }));
}

function nodeOf(
  name: string,
  growing: Growing & { readonly firstDay: string; readonly delivered: readonly DeliveredDays[] },
): CostNode {
  const { scope, currency, amounts, firstDay } = growing;
  const own = growing.delivered.filter(({ source, isLive }) => isLive && growing.sources.has(source));
  // What belongs to sources that have ended is judged to its own end.
  const newest = own.length > 0 ? own.map((each) => each.newest) : [[...amounts.keys()].toSorted().at(-1) ?? firstDay];
  const times = daysBetween(firstDay, newest.toSorted()[0] as string);
  const provisionalFrom = own.map((each) => each.completeBefore).toSorted()[0] ?? '9999-12-31';
  const begins = new Map(own.map(({ source, days }) => [source, [...days].toSorted()[0] ?? '9999-12-31']));
  const isMissing = (day: string) =>
    own.some((each) => day > (begins.get(each.source) ?? '') && day < each.completeBefore && !each.days.has(day));
  return {
    scope,
    currency,
    amounts,
    provisionalFrom,
    series: {
      name,
      times,
      seconds: Float64Array.from(times, (day) => Date.parse(`${day}T00:00:00Z`) / 1000),
      values: Float64Array.from(times, (day) => (amounts.get(day) ?? ZERO).toNumber()),
      excluded: Uint8Array.from(times, (day) => (isMissing(day) ? 1 : 0)),
    },
  };
}

/** All days from one to another, both included. */
export function daysBetween(first: string, last: string): readonly string[] {
  const begin = Date.parse(`${first}T00:00:00Z`);
  const count = Math.round((Date.parse(`${last}T00:00:00Z`) - begin) / (SECONDS_PER_DAY * 1000)) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, day) =>
    new Date(begin + day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10),
  );
}

/** The exact cost of a node from one day to another, both included. */
export function amountBetween(
  node: CostNode,
  { first, last }: { readonly first: string; readonly last: string },
): Decimal {
  let sum = decimal('0');
  for (const [day, amount] of node.amounts) if (day >= first && day <= last) sum = sum.plus(amount);
  return sum;
}
