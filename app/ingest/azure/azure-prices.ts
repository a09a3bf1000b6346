import { Decimal, decimal, decimalText } from '#app/measure/decimal.ts';
import { plainDecimal } from '../plain-values.ts';
import { azureUnit } from './azure-units.ts';

/** What a row states of price and quantity, as it is written. */
export interface AzurePriceCells {
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly effectivePrice: string;
  readonly paygPrice: string;
  readonly paygCost: string;
  readonly exchangeRate: string;
  readonly pricingCurrency: string;
  readonly currency: string;
  /** Plain decimal. */
  readonly cost: string;
}

/** Quantities in plain decimals; prices are of one `pricingUnit`. Null is what the row does not say. */
export interface AzurePrices {
  readonly pricingQuantity: string | null;
  readonly pricingUnit: string | null;
  readonly consumedQuantity: string | null;
  readonly consumedUnit: string | null;
  readonly contractedUnitPrice: string | null;
  readonly contractedCost: string | null;
  readonly listUnitPrice: string | null;
  readonly listCost: string | null;
}

/**
 * Price and quantity of a row. The quantity of a price for many (`10K`) comes in blocks in some files and in units in
 * others, so what the row was billed decides: 0.0004 × 0.1 = 0.00004 is blocks. A price of zero for what costs something
 * is one that the file does not have. Prices are converted to the billing currency where the row gives the rate.
 * https://learn.microsoft.com/cloud-computing/finops/focus/convert (read 2026-11-26).
 */
export function azurePrices(cells: AzurePriceCells): AzurePrices {
  const stated = plainDecimal(cells.quantity);
  const unit = azureUnit(cells.unit);
  const rate = rateOf(cells);
  if (stated === null || unit === null) return { ...NOTHING, listCost: paygCost(cells) };
  const isBlock = unit.block === '1' || isInBlocks(stated, unit.block, cells);
  const block = decimal(unit.block);
  const quantity = decimal(stated);
  const pricing = isBlock ? quantity : quantity.dividedBy(block);
  const contracted = priceOf(cells.unitPrice, { rate, cost: cells.cost });
  const list = priceOf(cells.paygPrice, { rate, cost: cells.cost });
  return {
    pricingQuantity: decimalText(pricing),
    pricingUnit: unit.block === '1' ? unit.unit : `${unit.block} ${unit.unit}`,
    consumedQuantity: decimalText(isBlock ? quantity.times(block) : quantity),
    consumedUnit: unit.unit,
    contractedUnitPrice: contracted && decimalText(contracted),
    contractedCost: contracted && decimalText(contracted.times(pricing)),
    listUnitPrice: list && decimalText(list),
    listCost: list ? decimalText(list.times(pricing)) : paygCost(cells),
  };
}

const NOTHING: AzurePrices = {
  pricingQuantity: null,
  pricingUnit: null,
  consumedQuantity: null,
  consumedUnit: null,
  contractedUnitPrice: null,
  contractedCost: null,
  listUnitPrice: null,
  listCost: null,
};

/** Price × quantity lies nearer to the cost than a block's part of it does. */
function isInBlocks(quantity: string, block: string, cells: AzurePriceCells): boolean {
  const price = plainDecimal(cells.effectivePrice) ?? plainDecimal(cells.unitPrice);
  if (price === null) return false;
  const product = decimal(quantity).times(decimal(price)).abs();
  const cost = decimal(cells.cost).abs();
  if (product.isZero() || cost.isZero()) return false;
  return cost.dividedBy(product).pow(2).times(decimal(block)).greaterThan(1);
}

/** How much of the billing currency one of the pricing currency is; null where that is not said. */
function rateOf({ exchangeRate, pricingCurrency, currency }: AzurePriceCells): Decimal | null {
  if (pricingCurrency === '' || pricingCurrency === currency) return new Decimal(1);
  const rate = plainDecimal(exchangeRate);
  return rate === null || Number(rate) === 0 ? null : decimal(rate);
}

function priceOf(text: string, row: { readonly rate: Decimal | null; readonly cost: string }): Decimal | null {
  const price = plainDecimal(text);
  if (price === null || row.rate === null) return null;
  const isMissing = Number(price) === 0 && Number(row.cost) !== 0;
  return isMissing ? null : decimal(price).times(row.rate);
}

function paygCost({ paygCost: text, cost }: AzurePriceCells): string | null {
  const stated = plainDecimal(text);
  return stated !== null && (Number(stated) !== 0 || Number(cost) === 0) ? stated : null;
}
