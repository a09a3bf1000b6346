import type { Charge } from './charge.ts';
import { CHARGE_RULES, type ChargeRule } from './charge-rules.ts';
import { ownText } from './own-text.ts';

/** A rule of FOCUS that rows break although they can be counted. */
export interface ConformanceFinding {
  readonly rule: string;
  readonly count: number;
  /** `file:row` of the first ones. */
  readonly examples: readonly string[];
}

/** Counts what rows break. */
export interface Conformance {
  readonly check: (charge: Charge, at: { readonly file: string; readonly row: number }) => void;
  readonly findings: () => readonly ConformanceFinding[];
}

const MOST_EXAMPLES = 3;

/** A count over the rows of one delivery, by rule, those of whole deliveries among them. */
export function conformance(): Conformance {
  const broken = new Map<string, { count: number; readonly examples: string[] }>();
  const categories = new Map<string, string>();
  const prices = new Map<string, string>();
  const note = (rule: string, { file, row }: { readonly file: string; readonly row: number }): void => {
    const found = broken.get(rule) ?? { count: 0, examples: [] };
    broken.set(rule, found);
    found.count += 1;
    if (found.examples.length < MOST_EXAMPLES) found.examples.push(`${file}:${row}`);
  };
  return {
    check(charge, at) {
      for (const { rule, isBroken } of CHARGE_RULES as readonly ChargeRule[]) if (isBroken(charge)) note(rule, at);
      if (isSecond(categories, charge.ServiceName, charge.ServiceCategory)) {
        note('a service has one category', at);
      }
      if (charge.SkuPriceId !== null && isSecond(prices, charge.SkuPriceId, charge.SkuId ?? '')) {
        note('a SkuPriceId belongs to one SkuId', at);
      }
    },
    findings: () =>
      [...broken]
        .map(([rule, found]) => ({ rule, ...found }))
        .sort((one, other) => other.count - one.count || (one.rule < other.rule ? -1 : 1)),
  };
}

/** Whether a key has another value than the first one that was seen. */
function isSecond(seen: Map<string, string>, key: string, value: string): boolean {
  const first = seen.get(key);
  if (first === undefined) seen.set(ownText(key), ownText(value));
  return first !== undefined && first !== value;
}
