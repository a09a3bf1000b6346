import { type Decimal, ZERO } from '#app/measure/decimal.ts';
import type { CostRange } from '../estimate.ts';
import type { CostRow } from './cost-row.ts';

/** What the rows cost together at the fewest, the expected and the most pods; undefined where nothing is known. */
export function rangeOf(rows: readonly CostRow[], currency: string): CostRange | undefined {
  const known = rows.filter((row) => row.component.monthlyCost !== null);
  if (known.length === 0) return undefined;
  const total = (pick: (row: CostRow) => Decimal | null | undefined) => ({
    amount: known.reduce((sum, row) => sum.plus(pick(row) ?? ZERO), ZERO),
    currency,
  });
  return {
    minimum: total((row) => row.minimum),
    expected: total((row) => row.component.monthlyCost?.amount),
    maximum: total((row) => row.maximum),
  };
}
