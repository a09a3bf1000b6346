import { InputError } from '#app/errors.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';

/** What a metric counted, by day `YYYY-MM-DD` or by month `YYYY-MM`; a file has one kind of both. */
export type MetricValues = ReadonlyMap<string, Decimal>;

/**
 * The values of a metric in CSV: a header `date,value`, then a row for each day or each month.
 * @throws InputError with file and line for anything else, a day that is there twice among it.
 */
export function parseMetric(text: string, file: string): MetricValues {
  const values = new Map<string, Decimal>();
  const [header = '', ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const fail = (what: string, line: number): InputError =>
    new InputError(what, { place: { file, line }, remedy: 'write rows such as 2026-11-01,1250 below date,value' });
  if (header.trim().toLowerCase() !== 'date,value') throw fail('a metric begins with the header date,value', 1);
  let width = 0;
  for (const [index, row] of rows.entries()) {
    if (row.trim() === '') continue;
    const line = index + 2;
    const found = /^(\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?),(\d{1,30}(?:\.\d{1,30})?)$/.exec(row.trim());
    if (!found) throw fail('this is no row of date and value', line);
    const [, date = '', value = ''] = found;
    if (width !== 0 && width !== date.length) throw fail('days and months do not stand in one file', line);
    if (values.has(date)) throw fail(`${date} is there twice`, line);
    width = date.length;
    values.set(date, decimal(value));
  }
  return values;
}

/** How far a metric reaches from the first day of a month on. */
export interface MetricSpan {
  /** The first day it says nothing of; the first day of the month when it says nothing at all. */
  readonly before: string;
  readonly quantity: Decimal;
}

/**
 * What a metric counted on the days of a month, in their order, up to its first gap or to the day `before`; a metric by
 * month reaches to its end, or nowhere.
 */
export function metricSpan(
  values: MetricValues,
  { days, end, before }: { readonly days: readonly string[]; readonly end: string; readonly before: string },
): MetricSpan {
  const first = days[0] ?? end;
  const whole = values.get(first.slice(0, 7));
  if (whole !== undefined)
    return before >= end ? { before: end, quantity: whole } : { before: first, quantity: decimal(0) };
  let quantity = decimal(0);
  for (const day of days) {
    const value = values.get(day);
    if (value === undefined || day >= before) return { before: day, quantity };
    quantity = quantity.plus(value);
  }
  return { before: end, quantity };
}
