import { ConfigError, InputError } from '#app/errors.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';

/** How many units of each currency one euro was worth on a day. */
interface RateDay {
  readonly date: string;
  readonly rates: ReadonlyMap<string, Decimal>;
}

/** A converted amount with the day of the rate that was used. */
export interface Conversion {
  readonly amount: Decimal;
  readonly rateDate: string;
}

export interface ConversionRequest {
  readonly amount: Decimal;
  readonly from: string;
  readonly to: string;
  /** The newest rate that is not later than this day is used, `YYYY-MM-DD`. */
  readonly date: string;
}

/** A dated table of exchange rates. No table is built in: rates come from a file that the user names. */
export interface ExchangeRates {
  /** Newest day of the table. */
  readonly asOf: string;
  /** Currencies that have a rate on the newest day. */
  readonly currencies: readonly string[];
  /** @throws ConfigError when the table has no rate for one of the currencies on or before the day. */
  convert(request: ConversionRequest): Conversion;
}

/** Files larger than this are not a table of rates; the whole history since 1999 is 8 MB of XML. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/**
 * Rates in the formats of the European Central Bank: `eurofxref-daily.xml`, `eurofxref-hist.xml`, `eurofxref.csv`,
 * `eurofxref-hist.csv` (https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates).
 * @throws InputError when the text is neither, or a rate is not a positive number.
 */
export function parseExchangeRates(text: string, file: string): ExchangeRates {
  if (text.length > MAX_CHARACTERS) throw wrongRates({ file, line: () => 1 }, 'the file is too large');
  const days = /^\s*</.test(text) ? readXml(text, file) : readCsv(text, file);
  if (days.length === 0) throw wrongRates({ file, line: () => 1 }, 'the file has no rates');
  const newestFirst = days.toSorted((a, b) => (a.date < b.date ? 1 : -1));
  return {
    asOf: newestFirst[0]?.date ?? '',
    currencies: [...(newestFirst[0]?.rates.keys() ?? [])],
    convert({ amount, from, to, date }) {
      if (from === to) return { amount, rateDate: date };
      const day = newestFirst.find((each) => each.date <= date && each.rates.has(from) && each.rates.has(to));
      const [divisor, factor] = [day?.rates.get(from), day?.rates.get(to)];
      if (!day || !divisor || !factor) {
        throw new ConfigError(`${file} has no exchange rate from ${from} to ${to} on or before ${date}`, {
          place: { file },
          remedy: 'give a newer table of the ECB, or leave the currency at that of the price book',
        });
      }
      return { amount: amount.times(factor).dividedBy(divisor), rateDate: day.date };
    },
  };
}

/**
 * Converts nothing: the one that is used when no table is configured.
 * `convert` throws ConfigError for two different currencies, so that a missing table is never a silent rate of 1.
 */
export const NO_EXCHANGE_RATES: ExchangeRates = {
  asOf: '',
  currencies: [],
  convert({ amount, from, to, date }) {
    if (from === to) return { amount, rateDate: date };
    throw new ConfigError(`there is no exchange rate from ${from} to ${to}`, {
      remedy: 'run finops prices refresh --provider ecb and name its file as `exchangeRates`, or drop `currency`',
    });
  },
};

/** Counting lines is only worth it for an error. */
interface RatePlace {
  readonly file: string;
  readonly line: () => number;
}

function readXml(text: string, file: string): readonly RateDay[] {
  const days: RateDay[] = [];
  let current: Map<string, Decimal> | null = null;
  for (const match of text.matchAll(/<Cube\s([^<>]*)>/g)) {
    const attributes = match[1] ?? '';
    const [date, currency, rate] = ['time', 'currency', 'rate'].map((name) => attributeOf(attributes, name));
    const line = () => text.slice(0, match.index).split('\n').length;
    if (date) {
      current = new Map([['EUR', decimal(1)]]);
      days.push({ date: readDay(date, { file, line }), rates: current });
    } else if (currency && rate) {
      if (!current) throw wrongRates({ file, line }, 'a rate stands outside a day');
      current.set(currency, readRate(rate, { file, line }));
    }
  }
  return days;
}

function attributeOf(attributes: string, name: string): string | undefined {
  return new RegExp(`\\b${name}=["']([^"']*)["']`).exec(attributes)?.[1];
}

function readCsv(text: string, file: string): readonly RateDay[] {
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = header.split(',').map((name) => name.trim());
  if (columns[0] !== 'Date') throw wrongRates({ file, line: () => 1 }, 'the first column is not `Date`');
  return rows.flatMap((row, index) => {
    if (row.trim() === '') return [];
    const line = () => index + 2;
    const cells = row.split(',').map((cell) => cell.trim());
    const rates = new Map([['EUR', decimal(1)]]);
    columns.forEach((currency, column) => {
      const cell = cells[column] ?? '';
      if (column > 0 && currency !== '' && cell !== '' && cell !== 'N/A') {
        rates.set(currency, readRate(cell, { file, line }));
      }
    });
    return [{ date: readDay(cells[0] ?? '', { file, line }), rates }];
  });
}

/** `2026-11-24`, or `24 November 2026` as the daily CSV has it. */
function readDay(text: string, at: RatePlace): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const parsed = /^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(text) ? new Date(`${text} UTC`) : null;
  if (!parsed || Number.isNaN(parsed.getTime())) throw wrongRates(at, `not a day: ${text}`);
  return parsed.toISOString().slice(0, 10);
}

function readRate(text: string, at: RatePlace): Decimal {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) <= 0) throw wrongRates(at, `not a positive rate: ${text}`);
  return decimal(text);
}

function wrongRates({ file, line }: RatePlace, detail: string): InputError {
  return new InputError(`cannot read the exchange rates: ${detail}`, {
    place: { file, line: line() },
    remedy: 'give a table in the format of the ECB (eurofxref-hist.csv or .xml)',
  });
}
