import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseExchangeRates } from '#app/pricing/exchange-rates.ts';
import { fetchExchangeRates } from '#app/pricing/refresh/exchange-rate-table.ts';
import { type Invocation, textOption, type World } from './command.ts';

const FILE = '.finops/exchange-rates.xml';

/**
 * `finops prices refresh --provider ecb`: the European Central Bank's table of exchange rates, written whole or not at
 * all to `--out`, by default to `.finops/exchange-rates.xml`.
 * @throws UpstreamError, InputError as the fetch does; the table in force stays.
 */
export async function refreshExchangeRates(invocation: Invocation, world: World): Promise<number> {
  const name = textOption(invocation, 'out') ?? FILE;
  const file = resolve(world.cwd, name);
  const current = existsSync(file) ? parseExchangeRates(readFileSync(file, 'utf8'), file) : null;
  const accept = textOption(invocation, 'accept') === 'suspicious' ? 'suspicious' : 'sound';
  const ports = { fetch, sleep: (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)) };
  const table = await fetchExchangeRates({ endpoint: textOption(invocation, 'endpoint'), current, accept }, ports);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, table.text);
  renameSync(`${file}.new`, file);
  world.out(`Exchange rates of ${table.asOf} are at ${name}. Name the file as exchangeRates in .github/finops.yml.\n`);
  return 0;
}
