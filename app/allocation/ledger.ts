import { type Decimal, ZERO } from '#app/measure/decimal.ts';

/** What is nobody's: it has a name of its own, so that it is not lost among the owners. */
const REST_TARGETS = ['unallocated', 'taxes', 'support', 'unused commitment'] as const;
export type RestTarget = (typeof REST_TARGETS)[number];

/** Who holds an amount: an owner, the pool of a rule that shares, or what is nobody's. */
export type Holder =
  | { readonly kind: 'owner'; readonly name: string }
  | { readonly kind: 'pool'; readonly name: string }
  | { readonly kind: 'rest'; readonly name: RestTarget };

/**
 * One row of the ledger. Rows of charges add up to the bill; rows of a split add up to zero: what an owner gets more, its
 * pool has less.
 */
export interface LedgerRow {
  readonly holder: Holder;
  /** The rule that says so; null where none does. */
  readonly rule: string | null;
  readonly entry: 'charge' | 'split';
  /** The service of charges, or the pool that a share comes out of. */
  readonly origin: string;
  /** First and last day of the rows' charges for which the same rules hold. */
  readonly from: string;
  readonly until: string;
  readonly currency: string;
  readonly billedCost: Decimal;
  readonly effectiveCost: Decimal;
  /** Of a share: which part of the pool it is, from 0 to 1; null of charges and of the pool's own row. */
  readonly weight: Decimal | null;
}

/** What a holder has in the end. */
export interface Balance {
  readonly holder: Holder;
  readonly currency: string;
  readonly billedCost: Decimal;
  readonly effectiveCost: Decimal;
  /** The part of it that came in by charges; the rest by shares. */
  readonly directBilledCost: Decimal;
  readonly directEffectiveCost: Decimal;
}

/** Balances of a ledger: owners by name, then what is nobody's; a pool only while something is left in it. */
export function balancesOf(ledger: readonly LedgerRow[]): readonly Balance[] {
  const groups = Map.groupBy(ledger, ({ holder, currency }) => JSON.stringify([holder.kind, holder.name, currency]));
  const balances = [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    const direct = rows.filter(({ entry }) => entry === 'charge');
    const balance = {
      holder: first.holder,
      currency: first.currency,
      billedCost: sumOf(rows, 'billedCost'),
      effectiveCost: sumOf(rows, 'effectiveCost'),
      directBilledCost: sumOf(direct, 'billedCost'),
      directEffectiveCost: sumOf(direct, 'effectiveCost'),
    };
    const isEmptied = first.holder.kind === 'pool' && balance.billedCost.isZero() && balance.effectiveCost.isZero();
    return isEmptied ? [] : [balance];
  });
  return balances.sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

const ORDER = { owner: 0, pool: 1, rest: 2 } as const;

function sortKey({ holder, currency }: Balance): string {
  return `${currency} ${ORDER[holder.kind]} ${holder.name}`;
}

function sumOf(rows: readonly LedgerRow[], column: 'billedCost' | 'effectiveCost'): Decimal {
  return rows.reduce((sum, row) => sum.plus(row[column]), ZERO);
}
