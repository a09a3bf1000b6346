import { InputError, UpstreamError } from '#app/errors.ts';
import { decimal } from '#app/measure/decimal.ts';
import { type ExchangeRates, parseExchangeRates } from '../exchange-rates.ts';
import { getResponse, type HttpPorts } from './get-json.ts';

/**
 * The whole history since 1999, a rate for each working day.
 * https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates (facts read 2026-08-21)
 */
const HISTORY = '/stats/eurofxref/eurofxref-hist.xml';
const ENDPOINT = 'https://www.ecb.europa.eu';
const MAX_BYTES = 32 * 1024 * 1024;
/** A currency that moves by more between two tables has most likely been redenominated or misread. */
const LARGEST_MOVE = 0.25;

export interface TableRequest {
  /** Instead of the European Central Bank's public address. */
  readonly endpoint?: string | undefined;
  /** The table in force, null where there is none. */
  readonly current: ExchangeRates | null;
  /** `suspicious`: take the table although a rate jumped. */
  readonly accept: 'sound' | 'suspicious';
}

/** A table as it was sent, with its newest day. */
export interface FetchedTable {
  readonly text: string;
  readonly asOf: string;
}

/**
 * The European Central Bank's table of reference rates, checked before anybody writes it anywhere.
 * @throws UpstreamError when it cannot be had or was cut off; InputError when it is older than the table in force or a
 * rate in it moved by more than a quarter; both leave the table in force.
 */
export async function fetchExchangeRates(request: TableRequest, ports: HttpPorts): Promise<FetchedTable> {
  const url = `${request.endpoint ?? ENDPOINT}${HISTORY}`;
  const name = 'the European Central Bank';
  const response = await getResponse({ url, name, timeoutMs: 120_000 }, ports);
  const text = await readText(response, name);
  if (!/<\/(?:\w+:)?Envelope>\s*$/.test(text)) {
    throw new UpstreamError(`${name} sent a table that is cut off`, { retryable: true });
  }
  const rates = parseExchangeRates(text, 'eurofxref-hist.xml');
  if (request.current) checkAgainst(request.current, rates, request.accept);
  return { text, asOf: rates.asOf };
}

async function readText(response: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new RangeError('more than 32 MiB');
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new UpstreamError(`${name} sent a table that cannot be read`, { retryable: true, cause });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function checkAgainst(current: ExchangeRates, next: ExchangeRates, accept: TableRequest['accept']): void {
  if (next.asOf < current.asOf) {
    throw new InputError(`the fetched table is of ${next.asOf}, older than the one of ${current.asOf} in force`, {
      remedy: 'try again later',
    });
  }
  if (accept === 'suspicious') return;
  const moved = current.currencies.find((currency) => moveOf(currency, current, next) > LARGEST_MOVE);
  if (!moved) return;
  throw new InputError(`the rate of ${moved} moved by more than 25 % since ${current.asOf}`, {
    remedy: 'look at it, and take it with --accept suspicious',
  });
}

/** How far one euro's worth moved, as a share; 0 for a currency that is no longer listed. */
function moveOf(currency: string, current: ExchangeRates, next: ExchangeRates): number {
  if (!next.currencies.includes(currency)) return 0;
  const perEuro = (rates: ExchangeRates) =>
    rates.convert({ amount: decimal(1), from: 'EUR', to: currency, date: rates.asOf }).amount;
  const inForce = perEuro(current);
  return perEuro(next).minus(inForce).abs().dividedBy(inForce).toNumber();
}
