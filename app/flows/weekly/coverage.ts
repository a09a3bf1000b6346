import { instantOf } from '#app/budgets/month.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import { type CostRow, readCosts } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';
import type { Week } from './week.ts';

/** A part of a week's EffectiveCost, in one currency. */
export interface PartOfWeek {
  readonly currency: string;
  readonly part: Decimal;
  readonly whole: Decimal;
}

/** Usage without a tag. */
export interface Untagged extends PartOfWeek {
  readonly tag: string;
}

/** How much of the week's usage lacks each tag. */
export async function untaggedUsage(
  { week, tags }: { readonly week: Week; readonly tags: readonly string[] },
  { database }: { readonly database: Database },
): Promise<readonly Untagged[]> {
  const found: Untagged[] = [];
  for (const tag of tags) {
    const dimension = `tag:${tag}` as const;
    const rows = await readCosts(
      { ...spanOf(week), groupBy: [dimension], where: { ChargeCategory: ['Usage'] } },
      database,
    );
    const parts = partsOf(rows, ({ keys }) => (keys[dimension] ?? '') === '');
    found.push(...parts.map((each) => ({ tag, ...each })));
  }
  return found;
}

/** How much of what commitments cost in the week was not used. */
export async function unusedCommitments(
  { week }: { readonly week: Week },
  { database }: { readonly database: Database },
): Promise<readonly PartOfWeek[]> {
  const dimension = 'CommitmentDiscountStatus';
  const rows = await readCosts(
    { ...spanOf(week), groupBy: [dimension], where: { [dimension]: ['Used', 'Unused'] } },
    database,
  );
  return partsOf(rows, ({ keys }) => keys[dimension] === 'Unused');
}

function spanOf(week: Week) {
  const [from, to] = [instantOf(week.from), instantOf(week.before)];
  return { from, to, metric: 'EffectiveCost', granularity: 'total' } as const;
}

function partsOf(rows: readonly CostRow[], isPart: (row: CostRow) => boolean): readonly PartOfWeek[] {
  return [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, own]) => {
    const sum = (each: readonly CostRow[]): Decimal =>
      each.reduce((total, row) => total.plus(decimal(row.amount)), ZERO);
    return { currency, part: sum(own.filter(isPart)), whole: sum(own) };
  });
}
