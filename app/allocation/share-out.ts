import { Decimal, ZERO } from '#app/measure/decimal.ts';

/** Shares have at least so many decimals, more where the amount has more. */
const DECIMALS = 10;

/**
 * An amount shared by weights (none below zero, not all zero) so that the shares add up to it exactly: each is cut to the
 * decimals of the amount, at least ten, and the units that are left go to the largest remainders, the first of equal ones.
 */
export function shareOut(amount: Decimal, weights: readonly Decimal[]): readonly Decimal[] {
  const total = weights.reduce((sum, each) => sum.plus(each), ZERO);
  const places = Math.max(DECIMALS, amount.decimalPlaces());
  const unit = new Decimal(10).pow(-places);
  const size = amount.abs();
  const ideal = weights.map((weight) => size.times(weight).dividedBy(total));
  const cut = ideal.map((each) => each.toDecimalPlaces(places, Decimal.ROUND_DOWN));
  const left = size
    .minus(cut.reduce((sum, each) => sum.plus(each), ZERO))
    .dividedBy(unit)
    .toNumber();
  const order = ideal
    .map((each, at) => ({ at, remainder: each.minus(cut[at] ?? ZERO) }))
    .sort((one, other) => other.remainder.comparedTo(one.remainder) || one.at - other.at);
  const lucky = new Set(order.slice(0, left).map(({ at }) => at));
  return cut.map((each, at) => {
    const share = lucky.has(at) ? each.plus(unit) : each;
    return amount.isNegative() ? share.negated() : share;
  });
}
