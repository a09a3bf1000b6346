import { UpstreamError } from '#app/errors.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';
import type { AllocationRule } from './allocation-file.ts';
import { type ChargeKeys, kindOf, valueUnder } from './dimensions.ts';
import type { Holder, LedgerRow, RestTarget } from './ledger.ts';
import { fitsPattern } from './pattern.ts';
import { splitPools } from './split-pools.ts';

/** Charges of a time through which the same rules hold, one row for each combination of dimensions. */
export interface Segment {
  /** First and last day. */
  readonly from: string;
  readonly until: string;
  readonly rules: readonly AllocationRule[];
  readonly charges: readonly AllocatedCharge[];
}

/** A sum of charges in both costs. */
export interface AllocatedCharge {
  readonly keys: ChargeKeys;
  readonly currency: string;
  readonly billedCost: Decimal;
  readonly effectiveCost: Decimal;
}

/**
 * The ledger of a segment: each charge goes to the first rule that takes it, and what no rule takes stands by itself;
 * then the pools of shared costs are split. Rows of charges add up to the charges exactly, rows of a split to zero.
 */
export function allocate(segment: Segment): readonly LedgerRow[] {
  const rows = new Map<string, LedgerRow>();
  for (const charge of segment.charges) {
    const { holder, rule } = holderOf(charge.keys, segment.rules);
    const { currency, billedCost, effectiveCost } = charge;
    const origin = charge.keys['ServiceName'] ?? '';
    const key = JSON.stringify([holder, rule, origin, currency]);
    const known = rows.get(key);
    rows.set(key, {
      ...{ holder, rule, entry: 'charge', origin, from: segment.from, until: segment.until, currency, weight: null },
      billedCost: known ? known.billedCost.plus(billedCost) : billedCost,
      effectiveCost: known ? known.effectiveCost.plus(effectiveCost) : effectiveCost,
    });
  }
  const charged = [...rows.values()];
  return [...charged, ...splitPools(charged, segment)];
}

/**
 * Joins the rows of two queries that differ in their metric alone.
 * @throws UpstreamError when they are not of the same charges: something was ingested in between.
 */
export function joinCosts(billed: readonly CostRow[], effective: readonly CostRow[]): readonly AllocatedCharge[] {
  const keyOf = ({ keys, currency }: CostRow): string => JSON.stringify([keys, currency]);
  const effectiveBy = new Map(effective.map((row) => [keyOf(row), row.amount]));
  const joined = billed.flatMap((row) => {
    const amount = effectiveBy.get(keyOf(row));
    if (amount === undefined) return [];
    const { keys, currency } = row;
    return [{ keys, currency, billedCost: decimal(row.amount), effectiveCost: decimal(amount) }];
  });
  if (joined.length === billed.length && joined.length === effective.length) return joined;
  const remedy = 'run it again when nothing is being ingested';
  throw new UpstreamError('the charges changed while they were read', { retryable: true, remedy });
}

function holderOf(
  keys: ChargeKeys,
  rules: readonly AllocationRule[],
): { readonly holder: Holder; readonly rule: string | null } {
  for (const { id, match, owner } of rules) {
    const takes = Object.entries(match).every(([name, patterns]) => {
      const value = valueUnder(name, keys);
      return patterns.some((pattern) => fitsPattern(value, pattern));
    });
    if (!takes) continue;
    if (owner === undefined) return { holder: { kind: 'pool', name: id }, rule: id };
    if (typeof owner === 'string') return { holder: { kind: 'owner', name: owner }, rule: id };
    const value = valueUnder(`tag:${owner.tag}`, keys)?.trim() ?? '';
    const name = Object.hasOwn(owner.aliases, value) ? owner.aliases[value] : value;
    if (name) return { holder: { kind: 'owner', name }, rule: id };
  }
  return { holder: { kind: 'rest', name: REST_OF[kindOf(keys)] ?? 'unallocated' }, rule: null };
}

/** Charges with a target of their own where no rule takes them. */
const REST_OF: Readonly<Partial<Record<ReturnType<typeof kindOf>, RestTarget>>> = {
  tax: 'taxes',
  support: 'support',
  'unused-commitment': 'unused commitment',
};
