import { type Decimal, decimalText } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';

const DECIMALS = 20;
const SCALE = 10n ** BigInt(DECIMALS);

/**
 * What a month's amount is in an hour, as plain digits; rounded (half up) at the 20th decimal, since a 730th seldom
 * ends. Whole numbers do it in a tenth of the time that a division to 60 digits takes, for every row of a document.
 */
export function perHourText(monthly: Decimal): string {
  const [whole = '0', fraction = ''] = decimalText(monthly.abs()).split('.');
  const divisor = BigInt(HOURS_PER_MONTH) * 10n ** BigInt(fraction.length);
  const rounded = (2n * BigInt(whole + fraction) * SCALE + divisor) / (2n * divisor);
  if (rounded === 0n) return '0';
  const digits = rounded.toString().padStart(DECIMALS + 1, '0');
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '');
  const sign = monthly.isNegative() ? '-' : '';
  return `${sign}${digits.slice(0, -DECIMALS)}${decimals === '' ? '' : `.${decimals}`}`;
}
