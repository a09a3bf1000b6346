import { SECONDS_PER_DAY } from './series.ts';

const DATED =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?)?$/;
const QUARTER = /^(\d{4})-?Q([1-4])$/i;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** Numbers from here on are seconds, and from there on milliseconds, since 1970; below them rows are numbered. */
const LEAST_SECONDS = 1e8;
const LEAST_MILLISECONDS = 1e11;

/**
 * Seconds since 1970 of a time as series write it: a date, a date with a time (UTC unless it says otherwise), a month, a
 * quarter, a year, seconds or milliseconds since 1970. A smaller number (a year among them) only numbers rows, one a
 * day. Null for anything else.
 */
export function parseTime(text: string): number | null {
  if (NUMBER.test(text)) {
    const number = Number(text);
    if (number >= LEAST_MILLISECONDS) return number / 1000;
    return number >= LEAST_SECONDS ? number : number * SECONDS_PER_DAY;
  }
  const quarter = QUARTER.exec(text);
  if (quarter) return Date.UTC(Number(quarter[1]), (Number(quarter[2]) - 1) * 3, 1) / 1000;
  const dated = DATED.exec(text);
  if (!dated) return null;
  const [year, month, day = 1, hour = 0, minute = 0, second = 0] = dated
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part))) as [
    number,
    number,
    number?,
    number?,
    number?,
    number?,
  ];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // The 31st of a month with 30 days is no date.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59) return null;
  return date.getTime() / 1000 - offsetSeconds(dated[7]);
}

function offsetSeconds(zone: string | undefined): number {
  const parts = zone === undefined ? null : /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!parts) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 3600 + Number(parts[3]) * 60);
}
