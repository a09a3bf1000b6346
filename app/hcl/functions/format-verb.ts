import type { Decimal } from 'decimal.js';
import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import { encodeJson } from '../encode-json.ts';
import { graphemeCount, graphemes } from '../graphemes.ts';
import { BOOL, NUMBER, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { numberOf, textOf, truthOf } from './argument.ts';

/** Widths and precisions beyond this are refused. */
const MAX_WIDTH = 10_000;

/** One verb of a format with what stands between `%` and its letter. */
export interface FormatVerb {
  readonly text: string;
  readonly flags: string;
  readonly width: number | null;
  readonly precision: number | null;
  readonly letter: string;
}

/** The argument as the verb writes it. @throws HclError when the argument does not fit the verb. */
export function formatVerb(verb: FormatVerb, argument: Value): string {
  if ((verb.width ?? 0) > MAX_WIDTH || (verb.precision ?? 0) > MAX_WIDTH)
    throw new HclError(`unsupported value for "${verb.text}": width or precision is too large`, null);
  if (verb.letter === 'v') return pad(verb, formatAny(verb, argument));
  if (!'tbdoxXeEfgGsq'.includes(verb.letter))
    throw new HclError(`unsupported format verb '${verb.letter}' in "${verb.text}"`, null);
  if (argument.kind === 'null')
    throw new HclError(`unsupported value for "${verb.text}": null value cannot be formatted`, null);
  try {
    return pad(verb, formatTyped(verb, argument));
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    throw new HclError(`unsupported value for "${verb.text}": ${error.message}`, null);
  }
}

function formatAny(verb: FormatVerb, argument: Value): string {
  if (verb.flags.includes('#')) return encodeJson(argument);
  return argument.kind === 'string' ? argument.text : encodeJson(argument);
}

function formatTyped(verb: FormatVerb, argument: Value): string {
  const { letter, precision } = verb;
  if (letter === 't') return truthOf(convertValue(argument, BOOL)) ? 'true' : 'false';
  if (letter === 's' || letter === 'q') {
    const text = textOf(convertValue(argument, STRING));
    const cut = precision === null ? text : graphemes(text).slice(0, precision).join('');
    return letter === 'q' ? JSON.stringify(cut) : cut;
  }
  if ((letter === 'x' || letter === 'X') && argument.kind === 'string') {
    const hex = Buffer.from(argument.text, 'utf8').toString('hex');
    return letter === 'x' ? hex : hex.toUpperCase();
  }
  return withSign(verb, formatNumber(verb, numberOf(convertValue(argument, NUMBER))));
}

function formatNumber({ letter, precision, flags }: FormatVerb, number: Decimal): string {
  if (!number.isFinite()) throw new HclError('an infinite number cannot be formatted', null);
  switch (letter) {
    case 'd':
      return whole(number).toString();
    case 'b':
      return whole(number).toString(2);
    case 'o':
      return (flags.includes('#') ? '0' : '') + whole(number).toString(8);
    case 'x':
    case 'X': {
      const hex = whole(number).toString(16);
      const text = (flags.includes('#') ? '0x' : '') + hex;
      return letter === 'x' ? text : text.toUpperCase();
    }
    case 'f':
      return number.toFixed(precision ?? 6);
    case 'e':
      return exponential(number, precision ?? 6);
    case 'E':
      return exponential(number, precision ?? 6).toUpperCase();
    default: {
      const text = shortest(number, precision);
      return letter === 'G' ? text.toUpperCase() : text;
    }
  }
}

function whole(number: Decimal): bigint {
  if (!number.isInteger()) throw new HclError('a whole number is required', null);
  return BigInt(number.toFixed());
}

/** Go writes at least two digits of the exponent. */
function exponential(number: Decimal, precision: number): string {
  return number.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** `%g`: the exponent is written when it is below -4 or not below the precision (21 when none is given). */
function shortest(number: Decimal, precision: number | null): string {
  const rounded = precision === null ? number : number.toSignificantDigits(Math.max(1, precision));
  const limit = precision === null ? 21 : Math.max(1, precision);
  if (rounded.isZero() || (rounded.e >= -4 && rounded.e < limit)) return rounded.toFixed();
  return rounded.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

function withSign({ flags }: FormatVerb, text: string): string {
  if (text.startsWith('-')) return text;
  if (flags.includes('+')) return `+${text}`;
  return flags.includes(' ') ? ` ${text}` : text;
}

function pad({ flags, width, letter }: FormatVerb, text: string): string {
  const missing = (width ?? 0) - graphemeCount(text);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || !'dbofxXeEgG'.includes(letter)) return ' '.repeat(missing) + text;
  const sign = /^[+ -]/.test(text) ? text.slice(0, 1) : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
