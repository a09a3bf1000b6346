import type { Balance, Holder } from '#app/allocation/ledger.ts';
import type { AllocatedPeriod } from '#app/flows/allocate-costs.ts';
import type { UnitCost } from '#app/flows/unit-costs.ts';
import { allocationTotals } from './allocation-json.ts';
import { moneyText, priceText, quantityText } from './amount-text.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';

/** What `finops allocate` prints: owners, what is nobody's, totals; unit costs below. */
export function allocationTable({
  allocated,
  units,
}: {
  readonly allocated: AllocatedPeriod;
  readonly units: readonly UnitCost[];
}): string {
  const { balances, period, provisionalFrom } = allocated;
  if (balances.length === 0) return `Nothing is billed in ${period}, or nothing of it has been ingested.`;
  const rows = balances.map((each) => [
    holderText(each.holder),
    ...[
      each.directEffectiveCost,
      each.effectiveCost.minus(each.directEffectiveCost),
      each.effectiveCost,
      each.billedCost,
    ].map((amount) => moneyText({ amount, currency: each.currency })),
    shareText(each, balances),
  ]);
  const totals = allocationTotals(balances);
  const sums = totals.map(({ currency, effectiveCost, billedCost }) => [
    'total',
    '',
    '',
    moneyText({ amount: effectiveCost, currency }),
    moneyText({ amount: billedCost, currency }),
    '',
  ]);
  const head = [`Owner ${period}`, 'Own', 'Shared', 'EffectiveCost', 'BilledCost', 'Share'];
  const align = ['left', 'right', 'right', 'right', 'right', 'right'] as const;
  const notes = [
    ...totals.flatMap(({ currency, allocatedPercent }) =>
      allocatedPercent === null ? [] : [`${allocatedPercent} % of EffectiveCost in ${currency} has an owner.`],
    ),
    ...(provisionalFrom === null ? [] : [`Charges from ${provisionalFrom} on are provisional and may still grow.`]),
  ];
  return [...columns([head, ...rows, ...sums], align), '', ...notes, ...unitLines(units)].join('\n');
}

/** How a holder is called: what is nobody's stands in brackets. */
function holderText({ kind, name }: Holder): string {
  if (kind === 'owner') return plainText(name);
  return kind === 'pool' ? `(not shared: ${plainText(name)})` : `(${name})`;
}

function shareText({ effectiveCost, currency }: Balance, balances: readonly Balance[]): string {
  const total = allocationTotals(balances).find((each) => each.currency === currency)?.effectiveCost;
  if (!total || total.isZero()) return '';
  return `${effectiveCost.dividedBy(total).times(100).toDecimalPlaces(1).toFixed(1)} %`;
}

function unitLines(units: readonly UnitCost[]): readonly string[] {
  if (units.length === 0) return [];
  const rows = units.map(({ unit, currency, until, cost, quantity, unitCost, reason }) => [
    plainText(unit.id),
    plainText(unit.owner ?? 'all'),
    currency === null ? 'not known' : moneyText(cost && { amount: cost, currency }),
    quantity === null ? 'not known' : quantityText(quantity) || '0',
    unitCost === null || currency === null ? 'not known' : priceText(unitCost, currency),
    until ?? '',
    plainText(reason ?? ''),
  ]);
  const head = ['Unit', 'Owner', 'EffectiveCost', 'Counted', 'Each', 'Until', ''];
  return ['', ...columns([head, ...rows], ['left', 'left', 'right', 'right', 'right', 'left', 'left'])];
}
