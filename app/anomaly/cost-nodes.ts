import { type Decimal, ZERO } from '#app/measure/decimal.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';
import { SCOPE_DIMENSIONS, type Scope, scopeKey } from './scope.ts';
import { SECONDS_PER_DAY, type Series } from './series.ts';

/** Daily costs of a scope in one currency: the series that statistics see, and the rows it is made of for exact sums. */
export interface CostNode {
  readonly scope: Scope;
  readonly currency: string;
  readonly parts: readonly CostPart[];
  readonly series: Series;
  /** From this day on charges still grow. */
  readonly provisionalFrom: string;
}

/** Charges of the narrowest scope from one source, day by day. */
export interface CostPart {
  readonly days: string[];
  /** Exact decimals. */
  readonly amounts: string[];
}

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
  readonly parts: CostPart[];
  readonly sources: Set<string>;
  readonly sums: Float64Array;
  last: number;
}

/**
 * The costs by day of every scope (everything, accounts, services of accounts, regions of those: opposite moves cancel in
 * sums, and small ones hide in parts), from the first day of all to the newest that all sources of the scope have delivered.
 * A day without a row is zero: it was delivered, and nothing was used. A day that a source did not deliver is excluded.
 */
export function costNodes({ rows, sources }: Delivered): readonly CostNode[] {
  const starts = rows.map(({ start }) => (start ?? '').slice(0, 10));
  const ordered = [...new Set(starts)].toSorted();
  const days = daysBetween(ordered[0] ?? '', ordered.at(-1) ?? '');
  const indexOf = new Map(days.map((day, index) => [day, index]));
  const nodes = new Map<string, Growing>();
  const leaves = new Map<string, { readonly part: CostPart; readonly path: readonly Growing[] }>();
  for (const [at, { keys, currency, amount }] of rows.entries()) {
    const source = keys['x_SourceId'] ?? '';
    const key = JSON.stringify([currency, source, ...SCOPE_DIMENSIONS.map((each) => keys[each] ?? null)]);
    let leaf = leaves.get(key);
    if (!leaf) {
      leaf = { part: { days: [], amounts: [] }, path: pathOf({ keys, currency }, { nodes, length: days.length }) };
      for (const node of leaf.path) {
        node.parts.push(leaf.part);
        node.sources.add(source);
      }
      leaves.set(key, leaf);
    }
    const day = starts[at] as string;
    const index = indexOf.get(day) as number;
    leaf.part.days.push(day);
    leaf.part.amounts.push(amount);
    const number = Number(amount);
    for (const node of leaf.path) {
      node.sums[index] = (node.sums[index] as number) + number;
      node.last = Math.max(node.last, index);
    }
  }
  return [...nodes].map(([name, growing]) => nodeOf(name, { growing, days, sources }));
}

/** The scopes that a row belongs to, the widest first. */
function pathOf(
  { keys, currency }: Pick<CostRow, 'keys' | 'currency'>,
  { nodes, length }: { readonly nodes: Map<string, Growing>; readonly length: number },
): readonly Growing[] {
  return [0, ...SCOPE_DIMENSIONS.map((_, at) => at + 1)].map((depth) => {
    const dimensions = SCOPE_DIMENSIONS.slice(0, depth);
    const scope: Scope = Object.fromEntries(dimensions.map((each) => [each, keys[each] ?? null]));
    const key = scopeKey(scope, currency);
    const node = nodes.get(key) ?? {
      scope,
      currency,
      parts: [],
      sources: new Set(),
      sums: new Float64Array(length),
      last: 0,
    };
    nodes.set(key, node);
    return node;
  });
}

function nodeOf(
  name: string,
  from: { readonly growing: Growing; readonly days: readonly string[]; readonly sources: readonly DeliveredDays[] },
): CostNode {
  const { scope, currency, parts, sums, last } = from.growing;
  const own = from.sources.filter(({ source, isLive }) => isLive && from.growing.sources.has(source));
  // What belongs to sources that have ended is judged to its own end.
  const newest = own.map((each) => each.newest).toSorted()[0] ?? (from.days[last] as string);
  const times = from.days.filter((day) => day <= newest);
  const begins = new Map(own.map(({ source, days }) => [source, [...days].toSorted()[0] ?? '9999-12-31']));
  const isMissing = (day: string) =>
    own.some((each) => day > (begins.get(each.source) ?? '') && day < each.completeBefore && !each.days.has(day));
  return {
    scope,
    currency,
    parts,
    provisionalFrom: own.map((each) => each.completeBefore).toSorted()[0] ?? '9999-12-31',
    series: {
      name,
      times,
      seconds: Float64Array.from(times, (day) => Date.parse(`${day}T00:00:00Z`) / 1000),
      values: sums.subarray(0, times.length),
      excluded: Uint8Array.from(times, (day) => (isMissing(day) ? 1 : 0)),
    },
  };
}

/** All days from one to another, both included. */
export function daysBetween(first: string, last: string): readonly string[] {
  const begin = Date.parse(`${first}T00:00:00Z`);
  const count = Math.round((Date.parse(`${last}T00:00:00Z`) - begin) / (SECONDS_PER_DAY * 1000)) + 1;
  return Array.from({ length: Math.max(0, count || 0) }, (_, day) =>
    new Date(begin + day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10),
  );
}

/** The exact cost of a node from one day to another, both included. */
export function amountBetween(
  { parts }: Pick<CostNode, 'parts'>,
  { first, last }: { readonly first: string; readonly last: string },
): Decimal {
  let sum = ZERO;
  for (const { days, amounts } of parts) {
    for (const [at, day] of days.entries()) if (day >= first && day <= last) sum = sum.plus(amounts[at] as string);
  }
  return sum;
}
