import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { fillTiers, per, type Quantity, times } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { Component } from '../resource-type.ts';

/** A component's price, how many of the price's units are in one shown unit, and its sub-resource. */
export interface RowPrice {
  readonly unit?: string;
  readonly quantity?: Quantity | number;
  readonly price: Component['price'];
  readonly per?: number | string;
  readonly path?: readonly string[];
  /** Further names that the book may list the same price under. */
  readonly or?: readonly PriceQuery[];
  /** True for what few people use: left out where the book has no price and nobody states a quantity. */
  readonly isRare?: true;
}

/** A row billed for every hour of the month, `quantity` (one) at a time. */
export function hourly(name: string, row: RowPrice): Component {
  return finished(
    { name, unit: row.unit ?? 'hours', quantity: times(row.quantity ?? 1, HOURS_PER_MONTH), price: row.price },
    row,
  );
}

/** A row whose quantity is held all month (`20 GB`); the price is for the month and `per` of its units. */
export function row(name: string, stated: RowPrice): Component {
  const component: Component = {
    name,
    unit: stated.unit ?? 'months',
    quantity: stated.quantity ?? 1,
    price: stated.price,
    ...(stated.per === undefined ? {} : { priceUnitsPerUnit: stated.per }),
  };
  return finished(component, stated);
}

/** A row held all month whose price is by the hour, shown for a month: 20 WCU × 730 hours. */
export function perHour(name: string, stated: RowPrice): Component {
  return row(name, { ...stated, per: HOURS_PER_MONTH });
}

/** A usage-based row: `quantity` counts the price's own units, of which `per` make one shown unit. */
export function metered(name: string, stated: RowPrice & { readonly quantity: Quantity }): Component {
  const shown = stated.per === undefined ? stated.quantity : per(stated.quantity, Number(stated.per));
  const rare = stated.isRare && shown.state !== 'known' ? { onlyIfPriced: true } : {};
  return { ...row(name, { ...stated, quantity: shown }), usageBased: true, ...rare };
}

/** Consecutive price tiers of one metered quantity. */
export interface Tiers {
  readonly name: string;
  /** The tiers’ names, which stand in parentheses behind `name`; an empty one leaves the name as it is. */
  readonly tiers: readonly string[];
  /** How many units each tier but the last holds. */
  readonly widths: readonly number[];
  readonly unit: string;
  readonly quantity: Quantity;
  /** The price of the tier that starts at `start` and is called `tier`. */
  readonly price: (start: number, tier: string) => Component['price'];
  readonly per?: number;
  readonly path?: readonly string[];
}

/** One row for each tier that `quantity` reaches; only the first while the quantity is not known. */
export function tiered(request: Tiers): readonly Component[] {
  const filled = fillTiers(request.quantity, request.widths);
  let start = 0;
  const rows: Component[] = [];
  filled.forEach((quantity, index) => {
    const tier = request.tiers[index] ?? '';
    const named = tier ? `${request.name} (${tier})` : request.name;
    const reached = index === 0 || (quantity.state === 'known' && !quantity.value.isZero());
    if (reached) {
      rows.push(
        metered(named, {
          unit: request.unit,
          quantity,
          price: request.price(start, tier),
          ...(request.per === undefined ? {} : { per: request.per }),
          ...(request.path ? { path: request.path } : {}),
        }),
      );
    }
    start += request.widths[index] ?? 0;
  });
  return rows;
}

function finished(component: Component, stated: RowPrice): Component {
  if (stated.path === undefined && stated.or === undefined && !isNamedExample(stated.price)) return component;
  const path = stated.path && stated.path.length > 0 ? { path: stated.path } : {};
  const otherPrices = [...(stated.or ?? []).map((price) => ({ price })), ...unnamedExample(stated.price)];
  return { ...component, ...path, ...(otherPrices.length > 0 ? { otherPrices } : {}) };
}

function isNamedExample(price: Component['price']): price is PriceQuery & Required<Pick<PriceQuery, 'attributes'>> {
  return !('fixed' in price) && !('sum' in price) && price.attributes?.['example'] === '';
}

/** Where all published examples of a component carry a name, any will do as long as they agree. */
function unnamedExample(price: Component['price']): readonly { readonly price: PriceQuery }[] {
  if (!isNamedExample(price)) return [];
  const { example: _, ...attributes } = price.attributes;
  const { attributes: __, ...query } = price;
  return [{ price: Object.keys(attributes).length > 0 ? { ...query, attributes } : query }];
}
