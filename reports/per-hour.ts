import { type Decimal, decimalText } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';

const DECIMALS = 20;
const SCALE = 10n ** BigInt(DECIMALS);

/**
 * What a month's amount is in an hour, as plain digits; rounded (half up) at the 20th decimal, since a 730th seldom
 * ends. Whole numbers do it in a tenth of the time that a division to 60 digits takes, for every row of a document.
 */
export function perHourText(monthly: Decimal): string {
  const text = decimalText(monthly);
  const before = KNOWN.get(text);
  if (before !== undefined) return before;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  const found = divided(text);
  KNOWN.set(text, found);
  return found;
}

/** Estates repeat the same amounts over and over: one machine type in a thousand places. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 10_000;

function divided(text: string): string {
  const isNegative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (isNegative ? text.slice(1) : text).split('.');
  const divisor = BigInt(HOURS_PER_MONTH) * 10n ** BigInt(fraction.length);
  const rounded = (2n * BigInt(whole + fraction) * SCALE + divisor) / (2n * divisor);
  if (rounded === 0n) return '0';
  const digits = rounded.toString().padStart(DECIMALS + 1, '0');
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '');
  const sign = isNegative ? '-' : '';
  return `${sign}${digits.slice(0, -DECIMALS)}${decimals === '' ? '' : `.${decimals}`}`;
}
