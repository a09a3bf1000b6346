import { HclError } from '../diagnostic.ts';

/** A moment with the offset in which it was written. */
export interface Timestamp {
  /** Since 1970-01-01T00:00:00Z. */
  readonly nanoseconds: bigint;
  readonly offsetMinutes: number;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/;
const DURATION = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MINUTE = 60_000_000_000n;
const MILLISECOND = 1_000_000n;

/** The moment that a text of RFC 3339 names. @throws HclError when it is none. */
export function parseTimestamp(text: string): Timestamp {
  const match = RFC3339.exec(text);
  if (!match) throw new HclError(`not a valid RFC3339 timestamp: "${text.slice(0, 60)}"`, null);
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = 'Z'] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (Number(year) < 100) date.setUTCFullYear(Number(year));
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!isDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw new HclError(`not a valid RFC3339 timestamp: a part of "${text}" is out of range`, null);
  const offsetMinutes = zone === 'Z' ? 0 : offsetOf(zone);
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const nanoseconds =
    BigInt(date.getTime()) * MILLISECOND + BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  return { nanoseconds: nanoseconds - BigInt(offsetMinutes) * MINUTE, offsetMinutes };
}

function offsetOf(zone: string): number {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59)
    throw new HclError(`not a valid RFC3339 timestamp: offset "${zone}" is out of range`, null);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Nanoseconds of a duration such as `1h30m` or `-1.5h`. @throws HclError when it is none. */
export function parseDuration(text: string): bigint {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return 0n;
  if (!DURATION.test(text)) throw new HclError(`invalid duration "${text.slice(0, 60)}"`, null);
  let total = 0n;
  for (const [, digits = '', fraction = '', unit = ''] of unsigned.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = UNITS[unit] ?? 0n;
    total += BigInt(digits || '0') * scale;
    const kept = fraction.slice(0, 18);
    if (kept !== '') total += (BigInt(kept) * scale) / 10n ** BigInt(kept.length);
  }
  if (total > 9_223_372_036_854_775_807n) throw new HclError(`invalid duration "${text.slice(0, 60)}"`, null);
  return text.startsWith('-') ? -total : total;
}

/** Parts of a moment on the clock of its offset. */
export interface ClockTime {
  /** A Date whose UTC fields are the local ones. */
  readonly local: Date;
  readonly nanosecond: number;
}

/** What a clock at the timestamp's offset shows. */
export function clockTime({ nanoseconds, offsetMinutes }: Timestamp): ClockTime {
  const local = nanoseconds + BigInt(offsetMinutes) * MINUTE;
  const fraction = ((local % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return { local: new Date(Number((local - fraction) / MILLISECOND)), nanosecond: Number(fraction) };
}

/** The offset as `Z` or `+01:00`, with the separator given. */
export function offsetText(offsetMinutes: number, separator: string): string {
  const absolute = Math.abs(offsetMinutes);
  const hours = String(Math.trunc(absolute / 60)).padStart(2, '0');
  const minutes = String(absolute % 60).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}${separator}${minutes}`;
}

/** The timestamp in RFC 3339, to the second as Terraform writes it. */
export function instantText(timestamp: Timestamp): string {
  const { local } = clockTime(timestamp);
  const zone = timestamp.offsetMinutes === 0 ? 'Z' : offsetText(timestamp.offsetMinutes, ':');
  return local.toISOString().slice(0, -5) + zone;
}
