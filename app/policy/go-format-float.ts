import { type FormatDirective, pad } from './go-format-directive.ts';

/** Go's float64 verbs; undefined where the verb is not one of them. */
export function formatFloat(directive: FormatDirective, value: number): string | undefined {
  const { verb, flags, precision } = directive;
  let text: string;
  switch (verb) {
    case 'v':
      text = shortOrGeneral(Math.abs(value), { precision, threshold: 6 });
      break;
    case 'g':
    case 'G':
      text = shortOrGeneral(Math.abs(value), { precision, threshold: 6 });
      break;
    case 'e':
    case 'E':
      text = exponential(Math.abs(value), precision ?? 6);
      break;
    case 'f':
    case 'F':
      text = fixed(Math.abs(value), precision ?? 6);
      break;
    case 'b':
    case 'x':
    case 'X':
      throw new RangeError(`%${verb} of a number with a fraction is not supported`);
    default:
      return undefined;
  }
  if (flags.has('#')) throw new RangeError(`%#${verb} of a number with a fraction is not supported`);
  if (verb === 'G' || verb === 'E') text = text.toUpperCase();
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative ? '-' : flags.has('+') ? '+' : flags.has(' ') ? ' ' : '';
  const { width } = directive;
  if (flags.has('0') && !flags.has('-') && width !== undefined) {
    return sign + text.padStart(width - sign.length, '0');
  }
  return pad(directive, sign + text);
}

/** `%g`: the fewest digits that give the number again, or `precision` significant ones. */
function shortOrGeneral(
  value: number,
  style: { readonly precision: number | undefined; readonly threshold: number },
): string {
  if (value === 0) return '0';
  const digitsWanted = style.precision === undefined ? undefined : Math.max(style.precision, 1);
  const written = digitsWanted === undefined ? value.toExponential() : exactExponential(value, digitsWanted - 1);
  const [mantissa = '', exponentText = '0'] = written.split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0';
  const bound = digitsWanted === undefined ? style.threshold : Math.max(digitsWanted, digits.length);
  if (exponent < -4 || exponent >= bound) return `${point(digits, 1)}e${goExponent(exponent)}`;
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  return point(digits.padEnd(exponent + 1, '0'), exponent + 1);
}

function exponential(value: number, precision: number): string {
  const [mantissa = '', exponent = '0'] = exactExponential(value, precision).split('e');
  return `${mantissa}e${goExponent(Number(exponent))}`;
}

function goExponent(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function point(digits: string, at: number): string {
  return digits.length > at ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits;
}

/** Rounds the exact binary value half to even, as Go does; JavaScript rounds an exact half up. */
function fixed(value: number, precision: number): string {
  const { integer, scale } = exactDecimal(value);
  const rounded = roundScaled(integer, scale, precision);
  const digits = rounded.toString().padStart(precision + 1, '0');
  return precision === 0 ? digits : `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

function exactExponential(value: number, precision: number): string {
  if (value === 0) return `${precision > 0 ? `0.${'0'.repeat(precision)}` : '0'}e0`;
  const { integer, scale } = exactDecimal(value);
  const length = integer.toString().length;
  let exponent = length - 1 - scale;
  let digits = roundScaled(integer, length - 1, precision).toString();
  if (digits.length > precision + 1) {
    digits = digits.slice(0, precision + 1);
    exponent += 1;
  }
  return `${point(digits, 1)}e${exponent}`;
}

/** The float64 as integer / 10^scale, exactly. */
function exactDecimal(value: number): { readonly integer: bigint; readonly scale: number } {
  let scale = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    scale += 1;
  }
  return { integer: BigInt(mantissa) * 5n ** BigInt(scale), scale };
}

function roundScaled(integer: bigint, scale: number, wanted: number): bigint {
  if (scale <= wanted) return integer * 10n ** BigInt(wanted - scale);
  const divisor = 10n ** BigInt(scale - wanted);
  const quotient = integer / divisor;
  const twice = (integer % divisor) * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}
