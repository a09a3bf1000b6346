import type { HostBuiltin } from '../opa-module.ts';
import { RegoNumber } from '../rego-value.ts';
import { textOf } from './operand.ts';

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const NS_PER_MS = 1_000_000n;

/** `time.now_ns` reads the clock that the evaluation was given, never the machine's. */
export function timeBuiltins(nowNs: bigint): Readonly<Record<string, HostBuiltin>> {
  return {
    'time.now_ns': () => new RegoNumber(nowNs),
    'time.parse_rfc3339_ns': ([text]) => new RegoNumber(parseRfc3339(textOf(text))),
  };
}

/**
 * Nanoseconds since 1970 of an RFC 3339 time, as Go's `time.Parse(time.RFC3339, …)` reads it.
 * @throws RangeError when it is none, or lies outside the 64 bits.
 */
export function parseRfc3339(text: string): bigint {
  const match = RFC3339.exec(text);
  if (!match) throw new RangeError(`cannot parse ${JSON.stringify(text)} as a time`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const inRange = month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
  if (!inRange || offsetHour > 24 || offsetMinute > 59) throw new RangeError(`out of range: ${JSON.stringify(text)}`);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const offset = (match[8] === '-' ? -1n : 1n) * BigInt(offsetHour * 3600 + offsetMinute * 60);
  const fraction = BigInt((match[7] ?? '').slice(0, 9).padEnd(9, '0'));
  const nanoseconds = BigInt(date.getTime()) * NS_PER_MS - offset * 1_000_000_000n + fraction;
  if (BigInt.asIntN(64, nanoseconds) !== nanoseconds) throw new RangeError('time outside of valid range');
  return nanoseconds;
}
