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
 * Walks from the scope of an incident down account, service, region, meter and resource, taking each value that alone
 * explains four fifths of what was spent beyond the same weekdays of the four weeks before. Where none does, the way goes
 * on: a service can be the cause in all accounts. The first breakdown without such a value says what else it is made of.
 */
export async function rootCause(incident: Unexplained, readCosts: ReadCosts): Promise<RootCause> {
  let where = whereOf(incident.scope);
  const path: Contribution[] = [];
  let spread: readonly Contribution[] | null = null;
  let last: readonly Contribution[] = [];
  for (const dimension of WAY) {
    if (dimension in incident.scope) continue;
    last = await deltas({ incident, where, dimension }, readCosts);
    const [first] = last;
    const total = last.reduce((sum, each) => sum.plus(each.delta), ZERO);
    if (first && first.value !== null && decimal(first.delta).abs().gte(total.abs().times(EXPLAINS))) {
      path.push(first);
      where = { ...where, [dimension]: [first.value] };
      // What was spread before is told within the narrower place from now on.
      if (spread !== null && dimension !== 'SkuMeter') spread = null;
    } else {
      spread ??= last;
    }
  }
  const contributions = (spread ?? last).slice(0, SHOWN);
  return { path, contributions, tags: await ownerTags({ incident, where }, readCosts) };
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
  const { firstDay, lastDay } = incident;
  const weeks = Math.ceil(daysBetween(firstDay, lastDay).length / 7);
  // The same weekdays, so many weeks back that none of them is a day of the incident.
  const backs = Array.from({ length: WEEKS_BEFORE }, (_, week) => 7 * (weeks + week));
  const isBefore = (day: string) =>
    backs.some((back) => day >= dayAfter(firstDay, -back) && day <= dayAfter(lastDay, -back));
  const period = { from: instant(dayAfter(firstDay, -(backs.at(-1) as number))), to: instant(dayAfter(lastDay, 1)) };
  const groupBy: readonly CostDimension[] = dimension === 'ResourceId' ? [dimension, 'ResourceName'] : [dimension];
  const rows = await readCosts({ ...common(where), ...period, granularity: 'day', groupBy });
  const parts = new Map<string | null, { delta: Decimal; name: string | null }>();
  for (const { start, keys, currency, amount } of rows) {
    const day = (start ?? '').slice(0, 10);
    const share = day >= firstDay ? decimal('1') : isBefore(day) ? decimal('-1').div(WEEKS_BEFORE) : ZERO;
    if (currency !== incident.currency || share.isZero()) continue;
    const value = keys[dimension] ?? null;
    const before = parts.get(value);
    const delta = new Decimal(amount).times(share).plus(before?.delta ?? ZERO);
    parts.set(value, { delta, name: keys['ResourceName'] ?? before?.name ?? null });
  }
  const sign = incident.kind === 'rise' ? 1 : -1;
  return [...parts]
    .map(([value, { delta, name }]) => ({ dimension, value, name, delta: delta.toDecimalPlaces(2).toFixed() }))
    .filter(({ delta }) => !decimal(delta).isZero())
    .toSorted((one, other) => sign * decimal(other.delta).comparedTo(one.delta));
}

async function ownerTags({ incident, where }: Part, readCosts: ReadCosts): Promise<Readonly<Record<string, string>>> {
  const groupBy = OWNER_TAGS.map((tag): CostDimension => `tag:${tag}`);
  const period = { from: instant(incident.firstDay), to: instant(dayAfter(incident.lastDay, 1)) };
  const rows = await readCosts({ ...common(where), ...period, granularity: 'total', groupBy });
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

function common(where: Part['where']): Pick<CostQuery, 'metric' | 'where'> {
  return { metric: 'EffectiveCost', where: { ...where, ...USAGE } };
}

/** Charges that follow usage; fees, taxes, credits and purchases have their own rhythm. */
export const USAGE: NonNullable<CostQuery['where']> = {
  ChargeCategory: ['Usage'],
  ChargeFrequency: ['Usage-Based', null],
};

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function instant(day: string): string {
  return `${day}T00:00:00Z`;
}
