import type { CostComponent } from '#app/estimate/estimate.ts';
import { type Decimal, decimalText } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import { perHourText } from './per-hour.ts';

/** An amount as a decimal string, null when it is not known. */
export function amount(value: Money | null): string | null {
  return value && decimalText(value.amount);
}

/** What a month's amount is in an hour, null when it is not known. */
export function hourly(monthly: Decimal | null): string | null {
  return monthly && perHourText(monthly);
}

interface CostRow {
  readonly monthlyCost: Money | null;
}

/** The hourly and the monthly cost of rows: the sum of what is known, null when nothing is. */
export function costs(rows: readonly CostRow[]): Readonly<Record<string, unknown>> {
  const total = sumOf(rows);
  return { hourlyCost: hourly(total), monthlyCost: total && decimalText(total) };
}

/** The monthly cost of the rows whose quantity is usage; null when none is known. */
export function usageCost(rows: readonly CostComponent[]): string | null {
  const total = sumOf(rows.filter((row) => row.usageBased));
  return total && decimalText(total);
}

/** True when the book has no price, whether or not anybody said how much is used. */
export function isPriceMissing(row: CostComponent | null | undefined): boolean {
  return row?.priceState === 'unpriced' || (row?.priceState === 'usage' && row.unitPrice === null);
}

function sumOf(rows: readonly CostRow[]): Decimal | null {
  let total: Decimal | null = null;
  for (const { monthlyCost } of rows)
    if (monthlyCost) total = total ? total.plus(monthlyCost.amount) : monthlyCost.amount;
  return total;
}
