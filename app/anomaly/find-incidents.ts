import type { CostNode } from './cost-nodes.ts';
import type { FoundIncident, Incident } from './incident.ts';
import { incidentsOf } from './incident-intervals.ts';
import { judgeDays } from './judge-days.ts';
import { scopeKey } from './scope.ts';
import { isLarge, type Thresholds, worthTelling } from './worth-telling.ts';

/** What people said that changes how a scope is judged. */
export interface Judgements {
  /** Scopes (`scopeKey`) whose incident was refuted, with the days since then. */
  readonly refuted: ReadonlyMap<string, number>;
  /** Incidents that were planned: their days are not learnt from. */
  readonly planned: readonly Pick<Incident, 'scope' | 'currency' | 'firstDay' | 'lastDay'>[];
}

export interface FindRequest extends Judgements {
  readonly nodes: readonly CostNode[];
  /** Incidents that ended before are left out. */
  readonly from: string;
  readonly thresholds: Thresholds;
  /** Scopes (`scopeKey`) of incidents that are kept: they are judged whatever they come to. */
  readonly kept: ReadonlySet<string>;
  /** The most new incidents of one day. */
  readonly budget: number;
  /** Called for each scope that is judged. */
  readonly onJudged?: () => void;
}

export interface FoundIncidents {
  readonly found: readonly FoundIncident[];
  /** Those that may open: large enough, rare enough among all that were judged, and within the budget of their day. */
  readonly mayOpen: ReadonlySet<FoundIncident>;
  readonly judged: number;
}

/** Evidence that a scope needs after it was refuted, falling back to the usual over some days. */
const REFUTED = { factor: 1.5, days: 60 };

/** The incidents of all scopes. */
export function findIncidents(request: FindRequest): FoundIncidents {
  const { from, thresholds, budget } = request;
  // A scope that costs less in all these days than an incident must come to has none.
  const judged = request.nodes.filter(
    (node) =>
      request.kept.has(scopeKey(node.scope, node.currency)) ||
      costsAtLeast(node, { from, least: Number(thresholds.leastImpact) }),
  );
  const found = judged
    .flatMap((node) => {
      request.onJudged?.();
      return incidentsOf(node, judgeDays(withPlanned(node, request)));
    })
    .filter((each) => each.lastDay >= from);
  const large = found.filter((each) => isLarge(each, thresholds) && isBeyond(each, request));
  const byDay = Map.groupBy(large, ({ firstDay }) => firstDay);
  const rule = { judged: judged.length, budget, thresholds };
  return {
    found,
    mayOpen: new Set([...byDay.values()].flatMap((each) => worthTelling(each, rule))),
    judged: judged.length,
  };
}

/** Whether a scope costs enough since a day; roughly is enough, no amount is told of it. */
function costsAtLeast(
  { series }: CostNode,
  { from, least }: { readonly from: string; readonly least: number },
): boolean {
  let sum = 0;
  for (const [row, day] of series.times.entries()) if (day >= from) sum += Math.abs(series.values[row] as number);
  return sum >= least;
}

function withPlanned(node: CostNode, { planned }: Judgements): CostNode['series'] {
  const key = scopeKey(node.scope, node.currency);
  const own = planned.filter((each) => scopeKey(each.scope, each.currency) === key);
  if (own.length === 0) return node.series;
  const { times, excluded = new Uint8Array(times.length) } = node.series;
  return {
    ...node.series,
    excluded: excluded.map((is, row) => {
      const day = times[row] as string;
      return own.some(({ firstDay, lastDay }) => day >= firstDay && day <= lastDay) ? 1 : is;
    }),
  };
}

function isBeyond(found: FoundIncident, { refuted }: Judgements): boolean {
  const days = refuted.get(scopeKey(found.scope, found.currency));
  if (days === undefined || days >= REFUTED.days) return true;
  const needed = 1 + (REFUTED.factor - 1) * (1 - days / REFUTED.days);
  return -Math.log2(1 - found.score) >= needed;
}
