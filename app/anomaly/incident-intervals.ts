import { decimal } from '#app/measure/decimal.ts';
import { amountBetween, type CostNode } from './cost-nodes.ts';
import type { FoundIncident, IncidentKind } from './incident.ts';
import type { Anomaly, Judgement } from './series.ts';

/** Calm days that end an incident; with fewer, two are one. */
const CALM_DAYS = 3;
/** Days after which what has stayed is the new level; the engine learns it then. */
const ACCEPTED_DAYS = 14;

/**
 * The incidents of a node: days that were judged strange in one direction, with gaps of at most two days closed. From
 * `provisionalFrom` on, charges still grow: a rise counts there, a drop does not, and no such day is calm.
 */
export function incidentsOf(node: CostNode, judgement: Judgement): readonly FoundIncident[] {
  const { anomalies } = judgement;
  const { provisionalFrom } = node;
  const rises = anomalies.filter((each) => each.actual > each.expected);
  const drops = anomalies.filter((each) => each.actual < each.expected && each.time < provisionalFrom);
  return [
    ...stretches(rises).map((days) => found('rise', days)),
    ...stretches(drops).map((days) => found('drop', days)),
  ];

  function found(kind: IncidentKind, days: readonly Anomaly[]): FoundIncident {
    const [first, last] = [days[0] as Anomaly, days.at(-1) as Anomaly];
    const period = { first: first.time, last: last.time };
    let expected = decimal('0');
    for (let row = first.index; row <= last.index; row += 1) {
      const one = judgement.expected[row] as number;
      expected = expected.plus(Number.isFinite(one) ? one : (node.series.values[row] as number));
    }
    const actual = amountBetween(node, period);
    const cents = expected.toDecimalPlaces(2);
    return {
      kind,
      scope: node.scope,
      currency: node.currency,
      firstDay: period.first,
      lastDay: period.last,
      state: stateAfter(last.index, last.index - first.index + 1),
      actual: actual.toFixed(),
      expected: cents.toFixed(),
      impact: actual.minus(cents).toFixed(),
      score: Math.max(...days.map((day) => day.score)),
      detectors: [...new Set(days.flatMap((day) => day.detectors))],
    };
  }

  function stateAfter(last: number, days: number): FoundIncident['state'] {
    const settled = node.series.times.slice(last + 1).filter((day) => day < provisionalFrom).length;
    if (settled < CALM_DAYS) return 'open';
    return days >= ACCEPTED_DAYS ? 'accepted' : 'closed';
  }
}

function stretches(days: readonly Anomaly[]): readonly (readonly Anomaly[])[] {
  const all: Anomaly[][] = [];
  for (const day of days) {
    const before = all.at(-1);
    if (before && day.index - (before.at(-1) as Anomaly).index <= CALM_DAYS) before.push(day);
    else all.push([day]);
  }
  return all;
}
