import { Decimal, ZERO } from '#app/measure/decimal.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';

/** A fee, tax, credit or purchase that is not what it was the month before. */
export interface CalendarFinding {
  readonly category: string;
  readonly account: string | null;
  readonly service: string | null;
  readonly currency: string;
  /** `2026-11`. */
  readonly month: string;
  /** Exact decimals. */
  readonly actual: string;
  readonly monthBefore: string;
}

/** What belongs to the calendar and not to usage may differ by this much from the month before. */
const TOLERANCE = 0.25;

/**
 * Compares charges of the calendar (rows by month, `ChargeCategory`, `SubAccountId`, `ServiceName`) with the month before:
 * more than a quarter more, or, of a month that is over, less; and at least `leastImpact` apart.
 */
export function calendarFindings(
  rows: readonly CostRow[],
  rule: {
    readonly month: string;
    readonly monthBefore: string;
    readonly isOver: 'over' | 'running';
    readonly leastImpact: string;
  },
): readonly CalendarFinding[] {
  const groups = Map.groupBy(rows, ({ keys, currency }) =>
    JSON.stringify([keys['ChargeCategory'], keys['SubAccountId'], keys['ServiceName'], currency]),
  );
  return [...groups.values()].flatMap((group) => {
    const sum = (month: string) =>
      group
        .filter(({ start }) => start?.startsWith(month))
        .reduce((total, { amount }) => total.plus(amount), new Decimal(ZERO));
    const [actual, before] = [sum(rule.month), sum(rule.monthBefore)];
    const distance = actual.minus(before);
    const isMore = distance.gt(before.abs().times(TOLERANCE));
    const isLess = rule.isOver === 'over' && distance.lt(before.abs().times(-TOLERANCE));
    if (!(isMore || isLess) || distance.abs().lt(rule.leastImpact)) return [];
    const { keys, currency } = group[0] as CostRow;
    return [
      {
        category: keys['ChargeCategory'] ?? '',
        account: keys['SubAccountId'] ?? null,
        service: keys['ServiceName'] ?? null,
        currency,
        month: rule.month,
        actual: actual.toFixed(),
        monthBefore: before.toFixed(),
      },
    ];
  });
}
