import type { Decimal } from '#app/measure/decimal.ts';
import type { QuantityOrigin } from '#app/measure/quantity.ts';
import type { CostComponent } from '../estimate.ts';
import type { Convert } from '../price-component.ts';
import type { Rate, RateAnswer } from './rate.ts';

/** A component with what it costs at the fewest and at the most pods; null where that is not known. */
export interface CostRow {
  readonly component: CostComponent;
  readonly minimum: Decimal | null;
  readonly maximum: Decimal | null;
}

export interface RowDraft {
  readonly name: string;
  readonly unit: string;
  readonly path?: readonly string[];
  /** Of `unit` in a month; null where nobody stated what decides, with the reason. */
  readonly quantity: Range | { readonly usage: string } | { readonly unknown: string };
  readonly rate: RateAnswer;
  readonly flags?: readonly string[];
}

export interface Range {
  readonly minimum: Decimal;
  readonly expected: Decimal;
  readonly maximum: Decimal;
  readonly origin: QuantityOrigin;
}

function listPrice(
  { listAmount, currency }: Rate,
  { convert }: { readonly convert: Convert },
): Pick<CostComponent, 'listUnitPrice'> {
  return listAmount === undefined ? {} : { listUnitPrice: convert(listAmount, currency) };
}

/** The row with its price; every state but `priced` says why. */
export function costRow(draft: RowDraft, deps: { readonly currency: string; readonly convert: Convert }): CostRow {
  const { name, unit, quantity, rate, path = [], flags = [] } = draft;
  const known = 'expected' in quantity ? quantity : null;
  const unitPrice = 'rate' in rate ? deps.convert(rate.rate.amount, rate.rate.currency) : null;
  const base = {
    name,
    unit,
    path,
    monthlyQuantity: known?.expected ?? null,
    unitPrice,
    monthlyCost: null,
    usageBased: 'usage' in quantity || (known !== null && known.origin !== 'configuration'),
    flags: [...('rate' in rate ? rate.rate.flags : []), ...flags],
    ...('rate' in rate ? { priceAsOf: rate.rate.asOf, ...listPrice(rate.rate, deps) } : {}),
    ...(known ? { quantityOrigin: known.origin } : {}),
  };
  const nothing = { minimum: null, maximum: null };
  if ('unknown' in quantity)
    return { component: { ...base, priceState: 'unknown', reason: quantity.unknown }, ...nothing };
  if ('unpriced' in rate) return { component: { ...base, priceState: 'unpriced', reason: rate.unpriced }, ...nothing };
  if ('usage' in quantity) return { component: { ...base, priceState: 'usage', reason: quantity.usage }, ...nothing };
  const cost = (units: Decimal): Decimal => units.times(unitPrice ?? 0);
  return {
    component: {
      ...base,
      monthlyCost: { amount: cost(quantity.expected), currency: deps.currency },
      priceState: 'priced',
    },
    minimum: cost(quantity.minimum),
    maximum: cost(quantity.maximum),
  };
}
