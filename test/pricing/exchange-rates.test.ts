import { describe, expect, it } from 'vitest';
import { ConfigError, InputError } from '#app/errors.ts';
import { decimal } from '#app/measure/decimal.ts';
import { NO_EXCHANGE_RATES, parseExchangeRates } from '#app/pricing/exchange-rates.ts';

/** The shape of eurofxref-hist.xml; the rates are round ones, for arithmetic by hand. */
const XML = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time="2026-11-24"><Cube currency="USD" rate="1.25"/><Cube currency="GBP" rate="0.8"/></Cube>
    <Cube time="2026-11-23"><Cube currency="USD" rate="1.2"/><Cube currency="GBP" rate="0.9"/></Cube>
  </Cube>
</gesmes:Envelope>`;
const DAILY = XML.replaceAll('"', "'");
const HISTORY = 'Date,USD,GBP,TRL,\n2026-11-24,1.25,0.8,N/A,\n2026-11-23,1.2,0.9,N/A,\n';
const CSV = 'Date, USD, GBP, \n24 November 2026, 1.25, 0.8, \n';

describe('exchange rates', () => {
  it.each([
    ['eurofxref-hist.xml', XML],
    ['eurofxref-daily.xml', DAILY],
    ['eurofxref-hist.csv', HISTORY],
    ['eurofxref.csv', CSV],
  ])('are read from %s', (file, text) => {
    const rates = parseExchangeRates(text, file);
    expect(rates.asOf).toBe('2026-11-24');
    const euros = rates.convert({ amount: decimal(100), from: 'USD', to: 'EUR', date: '2026-11-25' });
    expect([euros.amount.toFixed(), euros.rateDate]).toEqual(['80', '2026-11-24']);
    const pounds = rates.convert({ amount: decimal(100), from: 'USD', to: 'GBP', date: '2026-11-25' });
    expect(pounds.amount.toFixed()).toBe('64');
  });

  it('are those of the day, or of the last day before it', () => {
    const rates = parseExchangeRates(HISTORY, 'rates');
    const on = (date: string) => rates.convert({ amount: decimal(1), from: 'EUR', to: 'USD', date }).amount.toFixed();
    expect([on('2026-11-23'), on('2026-11-24'), on('2027-01-01')]).toEqual(['1.2', '1.25', '1.25']);
  });

  it('fail for a currency or a day that the table does not have, never silently at 1', () => {
    const rates = parseExchangeRates(HISTORY, 'rates');
    const convert = (to: string, date: string) => () => rates.convert({ amount: decimal(1), from: 'USD', to, date });
    expect(convert('TRL', '2026-11-25')).toThrow(ConfigError);
    expect(convert('XYZ', '2026-11-25')).toThrow(/no exchange rate from USD to XYZ on or before 2026-11-25/);
    expect(convert('EUR', '2020-01-01')).toThrow(ConfigError);
  });

  it('are not needed from a currency to itself', () => {
    expect(
      NO_EXCHANGE_RATES.convert({ amount: decimal(7), from: 'USD', to: 'USD', date: '2026-11-25' }).amount.toFixed(),
    ).toBe('7');
    expect(() => NO_EXCHANGE_RATES.convert({ amount: decimal(7), from: 'USD', to: 'EUR', date: '2026-11-25' })).toThrow(
      ConfigError,
    );
  });

  it.each([
    ['nothing', ''],
    ['another table', 'name,price\na,1\n'],
    ['no rate at all', '<Envelope></Envelope>'],
    ['a rate of zero', 'Date,USD\n2026-11-24,0\n'],
    ['a negative rate', HISTORY.replace('1.25', '-1.25')],
    ['a word', XML.replace('1.25', 'NaN')],
    ['a day that is none', HISTORY.replace('2026-11-24', 'yesterday')],
  ])('are refused when the file holds %s', (_, text) => {
    expect(() => parseExchangeRates(text, 'rates')).toThrow(InputError);
  });

  it('name the line of a wrong rate', () => {
    try {
      parseExchangeRates(HISTORY.replace('0.9', '-0.9'), 'rates.csv');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ place: { file: 'rates.csv', line: 3 } });
    }
  });
});
