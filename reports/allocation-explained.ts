import type { LedgerRow } from '#app/allocation/ledger.ts';
import type { AllocatedPeriod } from '#app/flows/allocate-costs.ts';
import { moneyText } from './amount-text.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';

/** What `finops allocate --explain OWNER` prints: each row of the owner's ledger, and what they add up to. */
export function allocationExplained({ ledger, period }: AllocatedPeriod, owner: string): string {
  const own = ledger.filter(({ holder }) => holder.name === owner);
  const rows = own.map((row) => [
    plainText(row.rule ?? 'no rule'),
    whenceText(row, ledger),
    row.from === row.until ? row.from : `${row.from} to ${row.until}`,
    moneyText({ amount: row.effectiveCost, currency: row.currency }),
    moneyText({ amount: row.billedCost, currency: row.currency }),
  ]);
  const totals = [...Map.groupBy(own, ({ currency }) => currency)].map(([currency, each]) => {
    const sum = (column: 'effectiveCost' | 'billedCost'): string => {
      const [first, ...rest] = each.map((row) => row[column]);
      return moneyText(first ? { amount: rest.reduce((total, amount) => total.plus(amount), first), currency } : null);
    };
    return ['total', '', '', sum('effectiveCost'), sum('billedCost')];
  });
  const head = ['Rule', `${plainText(owner)} in ${period}`, 'Days', 'EffectiveCost', 'BilledCost'];
  return columns([head, ...rows, ...totals], ['left', 'left', 'left', 'right', 'right']).join('\n');
}

function whenceText(row: LedgerRow, ledger: readonly LedgerRow[]): string {
  const origin = plainText(row.origin);
  if (row.entry === 'charge') return `charges of ${origin === '' ? 'no service' : origin}`;
  if (row.weight === null) return 'shared out';
  const pool = ledger.find((each) => each.entry === 'split' && each.weight === null && isSameSplit(each, row));
  const whole = pool ? ` of ${moneyText({ amount: pool.effectiveCost.negated(), currency: pool.currency })}` : '';
  return `${row.weight.times(100).toDecimalPlaces(2).toFixed()} %${whole} shared`;
}

function isSameSplit(one: LedgerRow, other: LedgerRow): boolean {
  return one.rule === other.rule && one.from === other.from && one.currency === other.currency;
}
