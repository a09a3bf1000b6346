import type { CostComponent, ResourceEstimate } from '#app/estimate/estimate.ts';
import { Decimal, ZERO } from '#app/measure/decimal.ts';
import { type Money, sumMoney } from '#app/measure/money.ts';
import type { Savings, SavingsAnswer } from './finding.ts';

/** A resource as it is estimated now, and as it would be after a change; planned is null where it is not needed. */
export interface EstimatePair {
  readonly prior: ResourceEstimate;
  readonly planned: ResourceEstimate | null;
}

/**
 * What a month costs less after a change: the difference of the two estimates at the rates of the price book, contracted
 * ones where there are some. Low is nothing where a commitment may go on being paid; high is at list prices.
 */
export function savingsOf(
  pairs: readonly EstimatePair[],
  basis: { readonly currency: string; readonly mayBeCommitted: boolean },
): SavingsAnswer {
  const { currency, mayBeCommitted } = basis;
  let expected = ZERO;
  let atList = ZERO;
  for (const { prior, planned } of pairs) {
    const unknown = [prior, planned].find((side) => side !== null && !isKnown(side));
    if (unknown) return { state: 'unknown', reason: reasonOf(unknown) };
    expected = expected.plus(costOf(prior)).minus(costOf(planned));
    atList = atList.plus(listCostOf(prior)).minus(listCostOf(planned));
  }
  const isContracted = pairs.some(({ prior }) => prior.components.some((row) => row.listUnitPrice !== undefined));
  const amount = (value: Decimal): Money => ({ amount: value, currency });
  const low = mayBeCommitted ? Decimal.min(ZERO, expected) : expected;
  const note = mayBeCommitted
    ? 'Nothing is saved at once where a reservation or savings plan covers what is used less.'
    : 'What is saved does not depend on use.';
  const savings: Savings = {
    low: amount(low),
    expected: amount(expected),
    high: amount(Decimal.max(expected, atList)),
    basis: isContracted ? 'contracted' : 'list',
    transition: null,
    note,
  };
  return { state: 'known', savings };
}

/** The sum of several answers; unknown as soon as one is. */
export function sumSavings(answers: readonly SavingsAnswer[]): SavingsAnswer {
  const known = answers.flatMap((each) => (each.state === 'known' ? [each.savings] : []));
  const [first] = known;
  const unknown = answers.find((each) => each.state === 'unknown');
  if (unknown) return unknown;
  if (!first) return { state: 'unknown', reason: 'nothing was estimated' };
  const sum = (pick: (savings: Savings) => Money): Money => sumMoney(known.map(pick), first.expected.currency);
  const savings = {
    ...first,
    low: sum((each) => each.low),
    expected: sum((each) => each.expected),
    high: sum((each) => each.high),
    basis: known.every((each) => each.basis === first.basis) ? first.basis : ('contracted' as const),
  };
  return { state: 'known', savings };
}

function isKnown(side: ResourceEstimate): boolean {
  return side.monthlyCost !== null && side.complete && side.support !== 'unsupported';
}

function reasonOf(side: ResourceEstimate): string {
  const row = side.components.find((each) => each.priceState === 'unpriced' || each.priceState === 'unknown');
  return row?.reason ?? side.reason ?? 'a part of its cost is not known';
}

function costOf(side: ResourceEstimate | null): Decimal {
  return side?.monthlyCost?.amount ?? ZERO;
}

function listCostOf(side: ResourceEstimate | null): Decimal {
  return (side?.components ?? []).reduce((sum, row) => sum.plus(listCost(row)), ZERO);
}

/** What a row would cost without a contract. A row whose quantity nobody stated is on both sides, and adds nothing. */
function listCost(row: CostComponent): Decimal {
  if (row.monthlyCost === null) return ZERO;
  if (row.listUnitPrice === undefined || row.monthlyQuantity === null) return row.monthlyCost.amount;
  return row.listUnitPrice.times(row.monthlyQuantity);
}
