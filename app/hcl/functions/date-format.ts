import { HclError } from '../diagnostic.ts';
import { type ClockTime, clockTime, offsetText, type Timestamp } from './timestamp.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

type Verb = (clock: ClockTime, timestamp: Timestamp) => string;

const VERBS: Readonly<Record<string, Verb>> = {
  YYYY: ({ local }) => String(local.getUTCFullYear()).padStart(4, '0'),
  YY: ({ local }) => String(local.getUTCFullYear() % 100).padStart(2, '0'),
  MMMM: ({ local }) => MONTHS[local.getUTCMonth()] ?? '',
  MMM: ({ local }) => (MONTHS[local.getUTCMonth()] ?? '').slice(0, 3),
  MM: ({ local }) => twoDigits(local.getUTCMonth() + 1),
  M: ({ local }) => String(local.getUTCMonth() + 1),
  DD: ({ local }) => twoDigits(local.getUTCDate()),
  D: ({ local }) => String(local.getUTCDate()),
  EEEE: ({ local }) => DAYS[local.getUTCDay()] ?? '',
  EEE: ({ local }) => (DAYS[local.getUTCDay()] ?? '').slice(0, 3),
  hh: ({ local }) => twoDigits(local.getUTCHours()),
  h: ({ local }) => String(local.getUTCHours()),
  HH: ({ local }) => twoDigits(twelveHours(local)),
  H: ({ local }) => String(twelveHours(local)),
  AA: ({ local }) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
  aa: ({ local }) => (local.getUTCHours() < 12 ? 'am' : 'pm'),
  mm: ({ local }) => twoDigits(local.getUTCMinutes()),
  m: ({ local }) => String(local.getUTCMinutes()),
  ss: ({ local }) => twoDigits(local.getUTCSeconds()),
  s: ({ local }) => String(local.getUTCSeconds()),
  ZZZZZ: (_, { offsetMinutes }) => offsetText(offsetMinutes, ':'),
  ZZZZ: (_, { offsetMinutes }) => offsetText(offsetMinutes, ''),
  ZZZ: (_, { offsetMinutes }) => (offsetMinutes === 0 ? 'UTC' : offsetText(offsetMinutes, '')),
  Z: (_, { offsetMinutes }) => (offsetMinutes === 0 ? 'Z' : offsetText(offsetMinutes, ':')),
};

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function twelveHours(local: Date): number {
  return local.getUTCHours() % 12 || 12;
}

/**
 * A moment in the format of `formatdate`: runs of one letter are verbs, text in single quotes stands for itself
 * (https://developer.hashicorp.com/terraform/language/functions/formatdate, read 2026-11-25).
 * @throws HclError when the format holds an unknown verb or an unclosed quote.
 */
export function formatDate(format: string, timestamp: Timestamp): string {
  const clock = clockTime(timestamp);
  let result = '';
  for (let at = 0; at < format.length; ) {
    const character = format[at] ?? '';
    if (character === "'") {
      const [text, end] = quoted(format, at);
      // Two quotes in a row are one quote, in a literal or outside.
      result += end === at + 2 ? "'" : text;
      at = end;
    } else if (/[A-Za-z]/.test(character)) {
      let end = at;
      while (format[end] === character) end++;
      const name = format.slice(at, end);
      const verb = VERBS[name];
      if (!verb) throw new HclError(`invalid date format verb "${name.slice(0, 20)}"`, null);
      result += verb(clock, timestamp);
      at = end;
    } else {
      result += character;
      at++;
    }
  }
  return result;
}

/** Text within single quotes, in which `''` is one quote, and where it ends. */
function quoted(format: string, start: number): [string, number] {
  let text = '';
  for (let at = start + 1; at < format.length; at++) {
    if (format[at] !== "'") text += format[at];
    else if (format[at + 1] === "'") {
      text += "'";
      at++;
    } else return [text, at + 1];
  }
  throw new HclError("unterminated literal: a closing ' is missing", null);
}
