import { ownText } from '#app/focus/own-text.ts';

const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const WRITTEN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
/** More digits than any bill has, and as many as sums keep exactly. */
const MOST_DIGITS = 60;

/**
 * The number that a bill writes (`1.81E-8`, `.5`, 28 decimals) in plain digits, every one kept; null where it is no
 * number, or has more than 60 digits.
 */
export function plainDecimal(text: string): string | null {
  if (text.length <= MOST_DIGITS && PLAIN.test(text)) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = WRITTEN.exec(text) ?? [];
  const digits = whole + fraction;
  if (digits === '') return null;
  const point = whole.length + Number(exponent);
  if (digits.length > MOST_DIGITS || Math.abs(point) > MOST_DIGITS) return null;
  const padded = digits.padStart(digits.length + Math.max(0, 1 - point), '0').padEnd(Math.max(point, 1), '0');
  const at = Math.max(point, 1);
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const after = padded.slice(at);
  const plain = after === '' ? before : `${before}.${after}`;
  return sign === '-' ? `-${plain}` : plain;
}

const LOOSE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)? ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/;
const KNOWN = new Map<string, string | null>();
const MOST_KNOWN = 20_000;

/**
 * The instant that a bill writes, in UTC as FOCUS writes it (`2026-10-01T00:00:00Z`), fractions of a second left out; a
 * time without zone is UTC, a date is its midnight. Null where it is none, or no day of the calendar.
 */
export function plainTime(text: string): string | null {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const instant = readTime(text);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(ownText(text), instant);
  return instant;
}

function readTime(text: string): string | null {
  const [matched, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = LOOSE.exec(text) ?? [];
  if (matched === undefined) return null;
  const offset = zone === 'UTC' ? 'Z' : zone;
  const parsed = new Date(`${day}T${time}${seconds}${offset}`);
  if (Number.isNaN(parsed.getTime())) return null;
  const instant = `${parsed.toISOString().slice(0, 19)}Z`;
  // `2026-02-30` rolls over to March.
  return offset !== 'Z' || instant.startsWith(day) ? instant : null;
}
