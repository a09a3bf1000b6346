import type { PriceQuery } from './price.ts';

/** What a rule is about, and from when (inclusive) to when (exclusive). */
export interface RuleSelector {
  readonly provider?: string | undefined;
  readonly service?: string | undefined;
  readonly family?: string | undefined;
  readonly key?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const PARTS = ['provider', 'service', 'family', 'key', 'region', 'account'] as const;

export interface Asked {
  readonly query: PriceQuery;
  readonly account: string | null;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** The most specific rule that is in force for the price on that day, null when none is. */
export function ruleFor<Rule extends RuleSelector>(rules: readonly Rule[], asked: Asked): Rule | null {
  const names: RuleSelector = { ...asked.query, account: asked.account ?? undefined };
  let best: Rule | null = null;
  for (const rule of rules) {
    if ((rule.from !== undefined && asked.date < rule.from) || (rule.to !== undefined && asked.date >= rule.to))
      continue;
    if (!PARTS.every((part) => rule[part] === undefined || covers(rule[part], names[part]))) continue;
    if (best === null || precision(rule) > precision(best)) best = rule;
  }
  return best;
}

/** The first two rules that are equally precise and can be in force for one price on one day. */
export function overlappingRules<Rule extends RuleSelector>(rules: readonly Rule[]): readonly [Rule, Rule] | null {
  for (const [index, second] of rules.entries()) {
    for (const first of rules.slice(0, index)) {
      if (precision(first) === precision(second) && sameDays(first, second) && samePrices(first, second)) {
        return [first, second];
      }
    }
  }
  return null;
}

/** An account outweighs a key, a key a region, and so on; a pattern weighs by the letters before its star. */
function precision(rule: RuleSelector): number {
  const weight = (part: (typeof PARTS)[number], value: number) => (rule[part] === undefined ? 0 : value);
  const stem = rule.key?.endsWith('*') ? Math.min(rule.key.length - 1, 99) : 100;
  return (
    weight('account', 100_000) +
    weight('key', 10_000 + stem) +
    weight('region', 4_000) +
    weight('family', 2_000) +
    weight('service', 1_000) +
    weight('provider', 500)
  );
}

function covers(pattern: string, name: string | undefined): boolean {
  if (name === undefined) return false;
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : wanted === given;
}

function sameDays(a: RuleSelector, b: RuleSelector): boolean {
  return (a.from ?? '') < (b.to ?? '9999') && (b.from ?? '') < (a.to ?? '9999');
}

function samePrices(a: RuleSelector, b: RuleSelector): boolean {
  return PARTS.every((part) => {
    const [left, right] = [a[part], b[part]];
    return left === undefined || right === undefined || covers(left, right) || covers(right, left);
  });
}
