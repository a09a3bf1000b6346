import type { Balance, LedgerRow } from '#app/allocation/ledger.ts';
import type { AllocatedPeriod } from '#app/flows/allocate-costs.ts';
import type { UnitCost } from '#app/flows/unit-costs.ts';
import { Decimal } from '#app/measure/decimal.ts';
import { withoutEmailsIn } from '#app/measure/email-address.ts';

/** JSON of `finops allocate`: amounts are texts of plain digits; the ledger is that of one owner where one is explained. */
export function allocationJson(request: {
  readonly allocated: AllocatedPeriod;
  readonly units: readonly UnitCost[];
  readonly explained: string | null;
}): string {
  const { allocated, units, explained } = request;
  const { period, balances, ledger, provisionalFrom } = allocated;
  const shown = explained === null ? ledger : ledger.filter(({ holder }) => holder.name === explained);
  const document = {
    period,
    provisionalFrom,
    totals: allocationTotals(balances).map((each) => ({ ...each, ...digitsOf(each) })),
    owners: balances.filter(({ holder }) => holder.kind === 'owner').map(ownerJson),
    unallocated: balances
      .filter(({ holder }) => holder.kind !== 'owner')
      .map(({ holder, currency, ...costs }) => ({
        kind: holder.kind,
        target: holder.name,
        currency,
        ...digitsOf(costs),
      })),
    ledger: shown.map(ledgerJson),
    units: units.map(unitJson),
  };
  return JSON.stringify(withoutEmailsIn(document), null, 2);
}

/** What was billed, and how much of it has an owner, in one currency. */
export interface AllocationTotal {
  readonly currency: string;
  readonly billedCost: Decimal;
  readonly effectiveCost: Decimal;
  /** Share of EffectiveCost that has an owner, in percent with one decimal; null when there is nothing to share. */
  readonly allocatedPercent: string | null;
}

/** Totals of the balances, one for each currency. */
export function allocationTotals(balances: readonly Balance[]): readonly AllocationTotal[] {
  return [...Map.groupBy(balances, ({ currency }) => currency)].map(([currency, rows]) => {
    const sum = (each: readonly Balance[], column: 'billedCost' | 'effectiveCost'): Decimal =>
      each.reduce((total, row) => total.plus(row[column]), new Decimal(0));
    const effectiveCost = sum(rows, 'effectiveCost');
    const owned = sum(
      rows.filter(({ holder }) => holder.kind === 'owner'),
      'effectiveCost',
    );
    const allocatedPercent = effectiveCost.isZero()
      ? null
      : owned.dividedBy(effectiveCost).times(100).toDecimalPlaces(1).toFixed();
    return { currency, billedCost: sum(rows, 'billedCost'), effectiveCost, allocatedPercent };
  });
}

function ownerJson({ holder, currency, ...costs }: Balance) {
  const { directBilledCost: directBilled, directEffectiveCost: directEffective } = costs;
  return {
    owner: holder.name,
    currency,
    ...digitsOf(costs),
    directBilledCost: directBilled.toFixed(),
    directEffectiveCost: directEffective.toFixed(),
    sharedBilledCost: costs.billedCost.minus(directBilled).toFixed(),
    sharedEffectiveCost: costs.effectiveCost.minus(directEffective).toFixed(),
  };
}

function ledgerJson({ holder, weight, ...row }: LedgerRow) {
  const { rule, entry, origin, from, until, currency } = row;
  const place = { rule, entry, origin, from, until, currency };
  return { holder, ...place, ...digitsOf(row), weight: weight === null ? null : weight.toDecimalPlaces(10).toFixed() };
}

function unitJson({ unit, currency, until, reason, ...figures }: UnitCost) {
  const [cost, quantity, unitCost] = [figures.cost, figures.quantity, figures.unitCost].map(
    (each) => each?.toFixed() ?? null,
  );
  return { id: unit.id, owner: unit.owner ?? null, currency, until, effectiveCost: cost, quantity, unitCost, reason };
}

function digitsOf({ billedCost, effectiveCost }: { readonly billedCost: Decimal; readonly effectiveCost: Decimal }) {
  return { billedCost: billedCost.toFixed(), effectiveCost: effectiveCost.toFixed() };
}
