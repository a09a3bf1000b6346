import { Decimal, decimal } from '#app/measure/decimal.ts';
import type { FoundIncident } from './incident.ts';

/** What an incident must come to: an amount and a share of what was expected, or a greater amount alone. */
export interface Thresholds {
  /** Exact decimals in the currency of the charges. */
  readonly leastImpact: string;
  readonly leastPercent: string;
  readonly greatImpact: string;
}

/** Share of the told incidents that may be chance, as Benjamini and Hochberg (1995) bound it. */
const FALSE_SHARE = 0.1;
/** Share of usual days that reach a score of 0.5, and decades fewer for each unit of evidence more: measured on generated costs. */
const CHANCE_AT_HALF = 0.004;
const DECADES_PER_EVIDENCE = 1.2;

/** Whether an incident is large enough; percent alone floods, an amount alone misses what is new. */
export function isLarge(incident: Pick<FoundIncident, 'impact' | 'expected'>, thresholds: Thresholds): boolean {
  const impact = decimal(incident.impact).abs();
  if (impact.gte(thresholds.greatImpact)) return true;
  const expected = decimal(incident.expected).abs();
  return impact.gte(thresholds.leastImpact) && impact.times(100).gte(expected.times(thresholds.leastPercent));
}

/**
 * Which of the incidents that begin together are told when `judged` scopes were looked at: the more scopes, the rarer must
 * each be; of those at most `budget`, the greatest impact times rarity first. A great impact is always told.
 */
export function worthTelling(
  incidents: readonly FoundIncident[],
  rule: { readonly judged: number; readonly budget: number; readonly thresholds: Thresholds },
): readonly FoundIncident[] {
  const isGreat = (incident: FoundIncident) => decimal(incident.impact).abs().gte(rule.thresholds.greatImpact);
  const byChance = incidents.toSorted((one, other) => other.score - one.score);
  const kept = byChance.findLastIndex(
    (each, at) => chanceOf(each.score) <= (FALSE_SHARE * (at + 1)) / Math.max(rule.judged, 1),
  );
  const rare = byChance.slice(0, kept + 1);
  const great = byChance.slice(kept + 1).filter(isGreat);
  const weight = (each: FoundIncident) => Decimal.abs(each.impact).times(each.score);
  const ranked = [...rare, ...great].toSorted((one, other) => weight(other).comparedTo(weight(one)));
  return ranked.filter((each, at) => at < rule.budget || isGreat(each));
}

/** How often a usual day reaches a score. */
function chanceOf(score: number): number {
  const evidence = -Math.log2(1 - score);
  return Math.min(1, CHANCE_AT_HALF * 10 ** (-DECADES_PER_EVIDENCE * (evidence - 1)));
}
