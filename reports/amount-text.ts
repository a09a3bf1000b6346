import { Decimal } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';

const SYMBOLS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' };

/** `$1,234.50`, `-$3.10`, `CHF 12.00`; `not known` for null. Rounded half away from zero to cents. */
export function moneyText(amount: Money | null): string {
  if (!amount) return 'not known';
  const rounded = amount.amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return withCurrency(rounded, groupDigits(rounded.abs().toFixed(2)), amount.currency);
}

/** As `moneyText`, with the sign always written: `+$12.00`, `-$3.10`, `$0.00`. */
export function signedMoneyText(amount: Money | null): string {
  const text = moneyText(amount);
  return amount && roundedSign(amount) > 0 ? `+${text}` : text;
}

/** Whole units from one upwards: `$1,235`; small amounts keep their cents. */
export function roundMoneyText(amount: Money | null): string {
  if (!amount || amount.amount.abs().lessThan(1)) return moneyText(amount);
  const rounded = amount.amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  return withCurrency(rounded, groupDigits(rounded.abs().toFixed(0)), amount.currency);
}

/** A unit price: two decimals from ten cents upwards, up to ten below. */
export function priceText(price: Decimal | null, currency: string): string {
  if (!price) return '';
  const text = price.abs().greaterThanOrEqualTo('0.1') ? price.toFixed(2) : stripZeros(price.toFixed(10));
  return withCurrency(price, groupDigits(text.replace('-', '')), currency);
}

/** A quantity with at most four decimals, grouped: `1,460`, `0.25`. */
export function quantityText(quantity: Decimal | null): string {
  if (!quantity) return '';
  const sign = quantity.isNegative() && !quantity.isZero() ? '-' : '';
  return sign + groupDigits(stripZeros(quantity.abs().toDecimalPlaces(4, Decimal.ROUND_DOWN).toFixed()));
}

/** `+12.5 %`, from a hundred upwards without decimals (`+3,755 %`); an empty text for null. */
export function percentText(percent: Decimal | null): string {
  if (!percent) return '';
  const rounded = percent.toDecimalPlaces(percent.abs().lessThan(100) ? 1 : 0, Decimal.ROUND_HALF_UP);
  const sign = rounded.isZero() ? '' : rounded.isPositive() ? '+' : '-';
  return `${sign}${groupDigits(rounded.abs().toFixed())} %`;
}

function roundedSign(amount: Money): number {
  return amount.amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).comparedTo(0);
}

function withCurrency(value: Decimal, digits: string, currency: string): string {
  const sign = value.isNegative() && !value.isZero() ? '-' : '';
  const symbol = SYMBOLS[currency];
  return symbol ? `${sign}${symbol}${digits}` : `${sign}${currency} ${digits}`;
}

function groupDigits(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function stripZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
