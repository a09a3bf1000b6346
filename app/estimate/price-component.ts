import type { Component } from '#app/catalog/resource-type.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';
import { known, type Quantity } from '#app/measure/quantity.ts';
import type { PriceBook, PriceLookup } from '#app/pricing/price.ts';
import { askPrice } from './derived-price.ts';
import type { CostComponent } from './estimate.ts';

/** Converts a unit price to the estimate's currency. Throws ConfigError when there is no rate. */
export type Convert = (amount: Decimal, from: string) => Decimal;

export interface PricingContext {
  readonly book: PriceBook;
  readonly currency: string;
  readonly convert: Convert;
  /** Flags that hold for every component of the resource: `region-assumed`. */
  readonly flags: readonly string[];
  /** True to show also the rows that are left out where the book has no price for them. */
  readonly showsLeftOut?: boolean;
}

/** The component with its price, or undefined when it exists only where the book prices it and the book does not. */
export function priceComponent(component: Component, context: PricingContext): CostComponent | undefined {
  const quantity = billable(typeof component.quantity === 'number' ? known(component.quantity) : component.quantity);
  const { found, perUnit } = findPrice(component, context);
  if (found.state !== 'found') {
    if (component.onlyIfPriced && !context.showsLeftOut) return undefined;
    const reason = found.state === 'none' ? (component.withoutPrice ?? found.reason) : found.reason;
    return { ...rowOf(component, quantity), ...unpricedState(quantity, reason), flags: context.flags };
  }
  const perPriceUnit = context.convert(found.price.amount, found.price.currency);
  const unitPrice = Number(perUnit) === 1 ? perPriceUnit : perPriceUnit.times(decimal(perUnit));
  // Filled in place: copying half-made rows would be a tenth of the CPU of a large plan.
  const row: Draft = rowOf(component, quantity);
  row.unitPrice = unitPrice;
  row.priceAsOf = found.price.effectiveDate;
  row.flags = context.flags.length === 0 ? priceFlags(found.price) : [...context.flags, ...priceFlags(found.price)];
  if (found.price.listAmount !== undefined) {
    row.listUnitPrice = context.convert(found.price.listAmount, found.price.currency).times(decimal(perUnit));
  }
  if (quantity.state === 'unknown') return withState(row, { priceState: 'unknown', reason: quantity.reason });
  if (unitPrice.isNegative() && !unitPrice.isZero()) {
    row.unitPrice = null;
    return withState(row, { priceState: 'unknown', reason: 'the configuration makes its price negative' });
  }
  if (quantity.state === 'usage') {
    row.usageBased = true;
    return withState(row, { priceState: 'usage', reason: `depends on usage: state ${quantity.key}` });
  }
  const full = quantity.value.times(unitPrice);
  const amount = component.discount ? full.times(decimal(1).minus(decimal(component.discount))) : full;
  row.monthlyCost = { amount, currency: context.currency };
  return row;
}

type Draft = { -readonly [Name in keyof CostComponent]: CostComponent[Name] };

function withState(row: Draft, { priceState, reason }: Required<Pick<CostComponent, 'priceState' | 'reason'>>): Draft {
  row.priceState = priceState;
  row.reason = reason;
  return row;
}

/** Nobody is paid for a disk of minus a terabyte: a negative amount is a mistake, or an attempt to talk costs down. */
function billable(quantity: Quantity): Quantity {
  if (quantity.state !== 'known' || !quantity.value.isNegative() || quantity.value.isZero()) return quantity;
  return {
    state: 'unknown',
    reason: `the configuration makes it ${quantity.value.toFixed()}, and a negative amount is not billed`,
  };
}

interface FoundPrice {
  readonly found: PriceLookup;
  readonly perUnit: number | string;
}

/** The price under the first name that the book lists, else what it answered to the first of all. */
function findPrice(component: Component, context: PricingContext): FoundPrice {
  const perUnit = component.priceUnitsPerUnit ?? 1;
  if ('fixed' in component.price) return { found: statedPrice(component.price, { component, context }), perUnit };
  const first = askPrice(component.price, context.book);
  if (first.state !== 'none') return { found: first, perUnit };
  for (const other of component.otherPrices ?? []) {
    const found = askPrice(other.price, context.book);
    if (found.state === 'found') return { found, perUnit: other.priceUnitsPerUnit ?? perUnit };
  }
  return { found: first, perUnit };
}

function statedPrice(
  stated: { readonly fixed: Decimal; readonly currency: string },
  about: { readonly component: Component; readonly context: PricingContext },
): PriceLookup {
  const { fixed: amount, currency } = stated;
  const { unit } = about.component;
  const price = { amount, currency, unit, effectiveDate: about.context.book.asOf, source: 'configuration' };
  return { state: 'found', price: { ...price, tierStart: decimal(0), flags: ['stated'] } };
}

function rowOf(component: Component, quantity: Quantity): Draft {
  const isKnown = quantity.state === 'known';
  const row: Draft = {
    name: component.name,
    unit: component.unit,
    path: component.path ?? NO_PATH,
    monthlyQuantity: isKnown ? quantity.value : null,
    unitPrice: null,
    monthlyCost: null,
    priceState: 'priced',
    usageBased: component.usageBased ?? (isKnown && quantity.origin !== 'configuration'),
    flags: NO_PATH,
  };
  if (isKnown) row.quantityOrigin = quantity.origin;
  return row;
}

const NO_PATH: readonly string[] = [];

/**
 * Without a quantity there is nothing to price: what nobody said they would use depends on usage first, and the reason
 * says that its price is missing too.
 */
function unpricedState(
  quantity: Quantity,
  reason: string,
): Pick<CostComponent, 'priceState' | 'reason'> & { readonly usageBased?: true } {
  if (quantity.state === 'unknown') return { priceState: 'unknown', reason: quantity.reason };
  if (quantity.state === 'usage') {
    return { priceState: 'usage', usageBased: true, reason: `depends on usage: state ${quantity.key}; ${reason}` };
  }
  return { priceState: 'unpriced', reason };
}

function priceFlags(price: { readonly flags: readonly string[]; readonly fromRegion?: string }): readonly string[] {
  return price.fromRegion ? [...price.flags, `other-region:${price.fromRegion}`] : price.flags;
}
