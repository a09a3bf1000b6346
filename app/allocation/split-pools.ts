import { Decimal, ZERO } from '#app/measure/decimal.ts';
import type { Segment } from './allocate.ts';
import type { SplitMethod } from './allocation-file.ts';
import type { LedgerRow } from './ledger.ts';
import { shareOut } from './share-out.ts';

/**
 * The rows that share out the pools of a segment, in the order of the rules. Weights come from what owners were charged
 * themselves (EffectiveCost), so that the order of splits does not matter, and one set of weights shares both costs. A
 * pool that cannot be shared, because nobody was charged anything, keeps what it has.
 */
export function splitPools(charged: readonly LedgerRow[], { from, until, rules }: Segment): readonly LedgerRow[] {
  const rows: LedgerRow[] = [];
  for (const rule of rules) {
    if (!rule.split) continue;
    const pooled = charged.filter(({ holder }) => holder.kind === 'pool' && holder.name === rule.id);
    for (const [currency, inPool] of Map.groupBy(pooled, (row) => row.currency)) {
      const weights = weightsOf(rule.split, directCosts(charged, currency));
      if (weights.length === 0) continue;
      const common = { rule: rule.id, entry: 'split', origin: rule.id, from, until, currency } as const;
      const billed = inPool.reduce((sum, row) => sum.plus(row.billedCost), ZERO);
      const effective = inPool.reduce((sum, row) => sum.plus(row.effectiveCost), ZERO);
      const shares = weights.map(({ weight }) => weight);
      const total = shares.reduce((sum, each) => sum.plus(each), ZERO);
      const [billedShares, effectiveShares] = [shareOut(billed, shares), shareOut(effective, shares)];
      const pool = { kind: 'pool', name: rule.id } as const;
      rows.push({
        ...common,
        holder: pool,
        billedCost: billed.negated(),
        effectiveCost: effective.negated(),
        weight: null,
      });
      for (const [at, { owner, weight }] of weights.entries()) {
        rows.push({
          ...common,
          holder: { kind: 'owner', name: owner },
          billedCost: billedShares[at] ?? ZERO,
          effectiveCost: effectiveShares[at] ?? ZERO,
          weight: weight.dividedBy(total),
        });
      }
    }
  }
  return rows;
}

interface OwnerWeight {
  readonly owner: string;
  readonly weight: Decimal;
}

/** Owners with their weights, by name; none when nobody has any. An owner below zero (credits alone) gets no share. */
function weightsOf(split: SplitMethod, direct: ReadonlyMap<string, Decimal>): readonly OwnerWeight[] {
  if (split.method === 'fixed') {
    const stated = Object.entries(split.weights).map(([owner, weight]) => ({ owner, weight }));
    return byName(stated.filter(({ weight }) => !weight.isZero()));
  }
  const owners = [...new Set(split.among ?? direct.keys())];
  if (split.method === 'even') return byName(owners.map((owner) => ({ owner, weight: new Decimal(1) })));
  const weighted = owners.map((owner) => ({ owner, weight: direct.get(owner) ?? ZERO }));
  return byName(weighted.filter(({ weight }) => weight.greaterThan(ZERO)));
}

/** EffectiveCost that owners were charged themselves, in one currency. */
function directCosts(charged: readonly LedgerRow[], currency: string): ReadonlyMap<string, Decimal> {
  const costs = new Map<string, Decimal>();
  for (const row of charged) {
    if (row.holder.kind !== 'owner' || row.currency !== currency) continue;
    costs.set(row.holder.name, (costs.get(row.holder.name) ?? ZERO).plus(row.effectiveCost));
  }
  return costs;
}

function byName(weights: readonly OwnerWeight[]): readonly OwnerWeight[] {
  return weights.toSorted((one, other) => (one.owner < other.owner ? -1 : 1));
}
