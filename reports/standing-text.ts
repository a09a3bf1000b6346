import type { MonthStanding } from '#app/budgets/month-standing.ts';
import type { CostRange } from '#app/budgets/run-rate.ts';
import type { Decimal } from '#app/measure/decimal.ts';
import { roundMoneyText } from './amount-text.ts';
import { plainText } from './plain-text.ts';

/** An amount of a table, `not known` for null. */
export function amountCell(amount: Decimal | null, currency: string): string {
  return roundMoneyText(amount && { amount, currency });
}

/** `$1,200 – $1,340`, or `not known`. */
export function rangeCell(range: CostRange | null, currency: string): string {
  if (!range) return 'not known';
  return `${amountCell(range.low, currency)} – ${amountCell(range.high, currency)}`;
}

/** What to know of the figures, one line each. */
export function standingNotes({
  provisionalDays,
  remarks,
}: Omit<MonthStanding, 'actual' | 'forecast'>): readonly string[] {
  const [first] = provisionalDays;
  const last = provisionalDays.at(-1);
  const span = first === last ? first : `${first} to ${last}`;
  const provisional = first === undefined ? [] : [`provisional, may still grow: ${span}`];
  return [...provisional, ...remarks.map(plainText)];
}
