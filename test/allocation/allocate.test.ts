import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllocatedCharge, allocate } from '#app/allocation/allocate.ts';
import { parseAllocation } from '#app/allocation/allocation-file.ts';
import { balancesOf, type LedgerRow } from '#app/allocation/ledger.ts';
import { shareOut } from '#app/allocation/share-out.ts';
import { Decimal, decimal } from '#app/measure/decimal.ts';

interface Given {
  readonly effective: string;
  readonly billed?: string;
  readonly currency?: string;
  readonly keys?: Readonly<Record<string, string | null>>;
}

const chargeOf = ({ effective, billed = effective, currency = 'USD', keys = {} }: Given): AllocatedCharge => ({
  keys: { ChargeCategory: 'Usage', ServiceName: 'EC2', CommitmentDiscountStatus: null, ...keys },
  currency,
  billedCost: decimal(billed),
  effectiveCost: decimal(effective),
});

function ledgerOf(rules: string, charges: readonly Given[]): readonly LedgerRow[] {
  const { rules: parsed } = parseAllocation(`version: 1\nrules:\n${rules}`, 'a.yml');
  return allocate({ from: '2026-10-01', until: '2026-10-31', rules: parsed, charges: charges.map(chargeOf) });
}

const figures = (ledger: readonly LedgerRow[]) =>
  balancesOf(ledger).map(({ holder, effectiveCost, billedCost }) => [
    holder.kind === 'rest' ? `(${holder.name})` : holder.name,
    effectiveCost.toFixed(),
    billedCost.toFixed(),
  ]);

const sum = (rows: readonly LedgerRow[], column: 'billedCost' | 'effectiveCost') =>
  rows.reduce((total, row) => total.plus(row[column]), new Decimal(0));

const RULES = `
  - { id: tax, match: { kind: tax }, split: { method: proportional } }
  - { id: dns, match: { service: Route 53 }, split: { method: even, among: [shop, data] } }
  - { id: team, owner: { tag: team, aliases: { Shop: shop } } }
  - { id: kube, match: { namespace: [cart-*] }, owner: shop }
  - { id: data, match: { account: "222" }, owner: data }
`;

describe('an allocation', () => {
  it('gives each charge to the first rule that takes it, shares what is common, and names what is nobody’s', () => {
    const ledger = ledgerOf(RULES, [
      { effective: '50', billed: '40', keys: { 'tag:team': 'Shop' } },
      { effective: '10', keys: { 'tag:aws:eks:namespace': 'cart-prod', SubAccountId: '222' } },
      { effective: '30', keys: { SubAccountId: '222' } },
      { effective: '10.01', keys: { ServiceName: 'Route 53', SubAccountId: '222' } },
      { effective: '9', billed: '12', keys: { ChargeCategory: 'Tax' } },
      { effective: '5', keys: { ServiceName: 'S3' } },
      { effective: '4', billed: '0', keys: { CommitmentDiscountStatus: 'Unused' } },
      { effective: '2', keys: { ServiceName: 'AWS Support (Business)' } },
    ]);
    // By hand: shop has 60 of its own, data 30. Of 9 tax two thirds and one third (of 12 billed: 8 and 4), of 10.01 half each.
    expect(figures(ledger)).toEqual([
      ['data', '38.005', '39.005'],
      ['shop', '71.005', '63.005'],
      ['(support)', '2', '2'],
      ['(unallocated)', '5', '5'],
      ['(unused commitment)', '4', '0'],
    ]);
    const tax = ledger.filter(({ rule, entry }) => rule === 'tax' && entry === 'split');
    expect(
      tax.map(({ holder, effectiveCost, weight }) => [holder.name, effectiveCost.toFixed(), weight?.toFixed(4)]),
    ).toEqual([
      ['tax', '-9', undefined],
      ['data', '3', '0.3333'],
      ['shop', '6', '0.6667'],
    ]);
  });

  it('never mixes currencies: each pool is shared by what was charged in its own', () => {
    const ledger = ledgerOf(RULES, [
      { effective: '10', keys: { 'tag:team': 'shop' } },
      { effective: '10', currency: 'EUR', keys: { 'tag:team': 'data' } },
      { effective: '6', currency: 'EUR', keys: { ChargeCategory: 'Tax' } },
    ]);
    expect(balancesOf(ledger).map((each) => [each.holder.name, each.currency, each.effectiveCost.toFixed()])).toEqual([
      ['data', 'EUR', '16'],
      ['shop', 'USD', '10'],
    ]);
  });

  it('keeps in its pool what nobody can be given a share of, and gives none to an owner with credits alone', () => {
    expect(figures(ledgerOf(RULES, [{ effective: '9', keys: { ChargeCategory: 'Tax' } }]))).toEqual([
      ['tax', '9', '9'],
    ]);
    const ledger = ledgerOf(RULES, [
      { effective: '-5', keys: { 'tag:team': 'data' } },
      { effective: '5', keys: { 'tag:team': 'shop' } },
      { effective: '9', keys: { ChargeCategory: 'Tax' } },
    ]);
    expect(figures(ledger)).toEqual([
      ['data', '-5', '-5'],
      ['shop', '14', '14'],
    ]);
  });
});

describe('shares', () => {
  it('of one cent among three: the units that are left go to the largest remainders', () => {
    const shares = shareOut(decimal('0.01'), [decimal(1), decimal(1), decimal(1)]);
    expect(shares.map((each) => each.toFixed())).toEqual(['0.0033333334', '0.0033333333', '0.0033333333']);
    const uneven = shareOut(decimal('-1'), [decimal(2), decimal(1)]);
    expect(uneven.map((each) => each.toFixed())).toEqual(['-0.6666666667', '-0.3333333333']);
  });

  it('always add up to what is shared', () => {
    const amount = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 18 }));
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amount, weights, ([digits, places], given) => {
        fc.pre(given.some((each) => each > 0));
        const whole = decimal(digits.toString()).times(decimal(10).pow(-places));
        const shares = shareOut(
          whole,
          given.map((each) => decimal(each)),
        );
        expect(Decimal.sum(0, ...shares).equals(whole)).toBe(true);
        expect(shares.every((each, at) => given[at] !== 0 || each.isZero())).toBe(true);
      }),
    );
  });
});

describe('for any charges', () => {
  const keys = fc.record({
    'tag:team': fc.constantFrom(null, 'shop', 'Shop', 'data', 'ops'),
    SubAccountId: fc.constantFrom(null, '111', '222'),
    ServiceName: fc.constantFrom('EC2', 'S3', 'Route 53', 'Support'),
    ChargeCategory: fc.constantFrom('Usage', 'Tax', 'Credit', 'Purchase'),
    CommitmentDiscountStatus: fc.constantFrom(null, 'Used', 'Unused'),
  });
  const cost = fc
    .integer({ min: -1_000_000, max: 1_000_000 })
    .map((micros) => decimal(micros).dividedBy(1_000_003).toFixed(17));
  const given = fc.record({ effective: cost, billed: cost, currency: fc.constantFrom('USD', 'EUR'), keys });

  it('owners and what is nobody’s add up to the charges exactly, in both costs and each currency; splits to zero', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 40 }), (charges) => {
        const ledger = ledgerOf(RULES, charges);
        for (const currency of ['USD', 'EUR']) {
          const own = charges.filter((each) => each.currency === currency);
          const rows = ledger.filter((row) => row.currency === currency);
          expect(sum(rows, 'effectiveCost').equals(Decimal.sum(0, ...own.map((each) => each.effective)))).toBe(true);
          expect(sum(rows, 'billedCost').equals(Decimal.sum(0, ...own.map((each) => each.billed)))).toBe(true);
          const balances = balancesOf(ledger).filter((each) => each.currency === currency);
          expect(
            balances
              .reduce((total, each) => total.plus(each.effectiveCost), new Decimal(0))
              .equals(sum(rows, 'effectiveCost')),
          ).toBe(true);
        }
        const splits = Map.groupBy(
          ledger.filter(({ entry }) => entry === 'split'),
          ({ rule, currency }) => `${rule} ${currency}`,
        );
        for (const rows of splits.values()) {
          expect([sum(rows, 'effectiveCost').toFixed(), sum(rows, 'billedCost').toFixed()]).toEqual(['0', '0']);
        }
      }),
    );
  });
});
