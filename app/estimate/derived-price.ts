import type { DerivedPrice } from '#app/catalog/resource-type.ts';
import { decimal } from '#app/measure/decimal.ts';
import type { PriceBook, PriceLookup, PriceQuery } from '#app/pricing/price.ts';

/** The listed price, or the derived one made of listed ones; not found when any part is not. */
export function askPrice(price: PriceQuery | DerivedPrice, book: PriceBook): PriceLookup {
  return 'sum' in price ? derivePrice(price, book) : book.find(price);
}

/** The sum of shares of listed prices, with the flags of all of them, dated like the oldest. */
function derivePrice(derived: DerivedPrice, book: PriceBook): PriceLookup {
  const sum = sumPrices(derived, book);
  if (derived.times === undefined || sum.state !== 'found') return sum;
  const share = book.find(derived.times);
  if (share.state !== 'found') return share;
  const { listAmount = sum.price.amount, ...price } = sum.price;
  const dates = [price.effectiveDate, share.price.effectiveDate].sort();
  return {
    state: 'found',
    price: {
      ...price,
      amount: listAmount.times(share.price.amount),
      listAmount,
      effectiveDate: dates[0] ?? price.effectiveDate,
      source: `${price.source}, ${share.price.source}`,
      flags: [...new Set([...price.flags.filter((flag) => flag !== 'contracted'), ...share.price.flags])],
    },
  };
}

function sumPrices(derived: DerivedPrice, book: PriceBook): PriceLookup {
  let amount = decimal(0);
  let listAmount = decimal(0);
  let effectiveDate = book.asOf;
  let unit = '';
  const flags = new Set<string>(derived.flags);
  const sources = new Set<string>();
  for (const { share, query } of derived.sum) {
    const found = book.find(query);
    if (found.state !== 'found') return found;
    amount = amount.plus(found.price.amount.times(decimal(share)));
    listAmount = listAmount.plus((found.price.listAmount ?? found.price.amount).times(decimal(share)));
    if (found.price.effectiveDate < effectiveDate) effectiveDate = found.price.effectiveDate;
    unit = found.price.unit;
    sources.add(found.price.source);
    for (const flag of found.price.flags) flags.add(flag);
    if (found.price.fromRegion) flags.add(`other-region:${found.price.fromRegion}`);
  }
  const price = { amount, currency: book.currency, unit, effectiveDate, tierStart: decimal(0) };
  const origin = { source: [...sources].join(', '), flags: [...flags] };
  return { state: 'found', price: { ...price, ...origin, ...(listAmount.equals(amount) ? {} : { listAmount }) } };
}
