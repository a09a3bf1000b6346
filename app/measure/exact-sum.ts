/** Adds plain decimals (`-1.50`) exactly, many millions of them in the time that reading them takes. */
export interface ExactSum {
  /** @throws RangeError for what is no plain decimal. */
  readonly add: (text: string) => void;
  /** The sum in plain digits, without padding. */
  readonly text: () => string;
}

const PLAIN = /^-?\d+(?:\.\d+)?$/;
/** So many digits are an integer that a number holds exactly, with room to add a thousand of them. */
const SMALL_DIGITS = 12;
const FLUSH_AT = 2 ** 52;

/**
 * A sum that begins with 0. Numbers of as many decimal places are added as integers: short ones as numbers, which are
 * exact below 2^53, long ones as big integers.
 */
export function exactSum(): ExactSum {
  const small: number[] = [];
  const large: bigint[] = [];
  return {
    add(text) {
      if (!PLAIN.test(text)) throw new RangeError(`not a plain decimal: ${text}`);
      const point = text.indexOf('.');
      const places = point < 0 ? 0 : text.length - point - 1;
      const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
      if (digits.length > SMALL_DIGITS) {
        large[places] = (large[places] ?? 0n) + BigInt(digits);
        return;
      }
      const sum = (small[places] ?? 0) + Number(digits);
      if (sum < FLUSH_AT && sum > -FLUSH_AT) small[places] = sum;
      else {
        large[places] = (large[places] ?? 0n) + BigInt(sum);
        small[places] = 0;
      }
    },
    text: () => sumText(small, large),
  };
}

function sumText(small: readonly number[], large: readonly bigint[]): string {
  const most = Math.max(small.length, large.length, 1) - 1;
  let total = 0n;
  for (let places = 0; places <= most; places += 1) {
    const units = BigInt(small[places] ?? 0) + (large[places] ?? 0n);
    total += units * 10n ** BigInt(most - places);
  }
  const digits = String(total < 0n ? -total : total).padStart(most + 1, '0');
  const whole = digits.slice(0, digits.length - most);
  const fraction = digits.slice(digits.length - most).replace(/0+$/, '');
  const plain = fraction === '' ? whole : `${whole}.${fraction}`;
  return total < 0n ? `-${plain}` : plain;
}
