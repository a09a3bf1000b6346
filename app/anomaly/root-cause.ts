import { Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { CostDimension, CostQuery, CostRow } from '#app/warehouse/cost-query.ts';
import { daysBetween } from './cost-nodes.ts';
import type { Contribution, FoundIncident, RootCause } from './incident.ts';
import { type Scope, whereOf } from './scope.ts';

/** What is known of an incident before it is explained. */
type Unexplained = Omit<FoundIncident, 'state'>;

/** Asks the warehouse; handed in. */
export type ReadCosts = (query: CostQuery) => Promise<readonly CostRow[]>;

/** The way down, one dimension after another. */
const WAY = [
  'SubAccountId',
  'ServiceName',
  'RegionId',
  'SkuMeter',
  'ResourceId',
] as const satisfies readonly CostDimension[];
/** One value that explains this share of an incident is where it comes from. */
const EXPLAINS = 0.8;
const SHOWN = 5;
/** Weeks before, whose days of the same weekdays are compared with. */
const WEEKS_BEFORE = 4;
const DAY_MS = 86_400_000;
/** Tags that say whose a resource is; what repositories agree on, none is required. */
const OWNER_TAGS = ['team', 'owner', 'env', 'project', 'application'] as const;

/**
 * Walks from the scope of an incident down account, service, region, meter and resource, as long as one value alone explains
 * four fifths of what was spent beyond the same weekdays of the four weeks before; what is left is broken down.
 */
export async function rootCause(incident: Unexplained, readCosts: ReadCosts): Promise<RootCause> {
  let where = whereOf(incident.scope);
  const path: Contribution[] = [];
  let contributions: readonly Contribution[] = [];
  for (const dimension of WAY) {
    if (dimension in incident.scope) continue;
    const children = await deltas({ incident, where, dimension }, readCosts);
    contributions = children;
    const total = children.reduce((sum, each) => sum.plus(each.delta), ZERO);
    const [first] = children;
    if (!first || decimal(first.delta).abs().lt(total.abs().times(EXPLAINS)) || first.value === null) break;
    path.push(first);
    where = { ...where, [dimension]: [first.value] };
  }
  return { path, contributions: contributions.slice(0, SHOWN), tags: await ownerTags({ incident, where }, readCosts) };
}

/** The deepest scope that the way reached, of the dimensions that scopes have. */
export function rootScope(incident: Pick<FoundIncident, 'scope'>, { path }: RootCause): Scope {
  const found = path.filter(({ dimension }) => ['SubAccountId', 'ServiceName', 'RegionId'].includes(dimension));
  return { ...incident.scope, ...Object.fromEntries(found.map(({ dimension, value }) => [dimension, value])) };
}

interface Part {
  readonly incident: Unexplained;
  readonly where: NonNullable<CostQuery['where']>;
}

async function deltas(
  { incident, where, dimension }: Part & { readonly dimension: CostDimension },
  readCosts: ReadCosts,
): Promise<readonly Contribution[]> {
  const days = daysBetween(incident.firstDay, incident.lastDay);
  const weeks = Math.ceil(days.length / 7);
  const named: readonly CostDimension[] = dimension === 'ResourceId' ? [dimension, 'ResourceName'] : [dimension];
  const sumsOf = async (from: string, to: string) =>
    byValue(await readCosts({ ...common(where), from, to, groupBy: named }), { dimension, incident });
  const during = await sumsOf(instant(incident.firstDay), instant(incident.lastDay, 1));
  const before: ReadonlyMap<string | null, Sum>[] = [];
  for (let week = 1; week <= WEEKS_BEFORE; week += 1) {
    const back = -7 * (weeks - 1 + week);
    before.push(await sumsOf(instant(incident.firstDay, back), instant(incident.lastDay, back + 1)));
  }
  const values = new Set([...during.keys(), ...before.flatMap((each) => [...each.keys()])]);
  const sign = incident.kind === 'rise' ? 1 : -1;
  return [...values]
    .map((value) => {
      const usual = before.reduce((sum, each) => sum.plus(each.get(value)?.amount ?? ZERO), ZERO).div(WEEKS_BEFORE);
      const now = during.get(value);
      const delta = (now?.amount ?? ZERO).minus(usual).toDecimalPlaces(2);
      return { dimension, value, name: now?.name ?? null, delta: delta.toFixed() };
    })
    .filter(({ delta }) => !decimal(delta).isZero())
    .toSorted((one, other) => sign * decimal(other.delta).comparedTo(one.delta));
}

interface Sum {
  readonly amount: Decimal;
  readonly name: string | null;
}

function byValue(
  rows: readonly CostRow[],
  { dimension, incident }: { readonly dimension: CostDimension; readonly incident: Unexplained },
): ReadonlyMap<string | null, Sum> {
  const sums = new Map<string | null, Sum>();
  for (const { keys, currency, amount } of rows) {
    if (currency !== incident.currency) continue;
    const value = keys[dimension] ?? null;
    const before = sums.get(value);
    sums.set(value, {
      amount: new Decimal(amount).plus(before?.amount ?? ZERO),
      name: keys['ResourceName'] ?? before?.name ?? null,
    });
  }
  return sums;
}

async function ownerTags({ incident, where }: Part, readCosts: ReadCosts): Promise<Readonly<Record<string, string>>> {
  const groupBy = OWNER_TAGS.map((tag): CostDimension => `tag:${tag}`);
  const period = { from: instant(incident.firstDay), to: instant(incident.lastDay, 1) };
  const rows = await readCosts({ ...common(where), ...period, groupBy });
  const [most] = rows
    .filter(({ currency }) => currency === incident.currency)
    .toSorted((one, other) => new Decimal(other.amount).comparedTo(one.amount));
  return Object.fromEntries(
    OWNER_TAGS.flatMap((tag) => {
      const value = most?.keys[`tag:${tag}`];
      return value === null || value === undefined ? [] : [[tag, value]];
    }),
  );
}

function common(where: Part['where']): Pick<CostQuery, 'metric' | 'granularity' | 'where'> {
  return { metric: 'EffectiveCost', granularity: 'total', where: { ...where, ...USAGE } };
}

/** Charges that follow usage; fees, taxes, credits and purchases have their own rhythm. */
export const USAGE: NonNullable<CostQuery['where']> = {
  ChargeCategory: ['Usage'],
  ChargeFrequency: ['Usage-Based', null],
};

function instant(day: string, later = 0): string {
  return `${new Date(Date.parse(`${day}T00:00:00Z`) + later * DAY_MS).toISOString().slice(0, 19)}Z`;
}
