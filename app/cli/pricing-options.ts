import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { openCatalogue } from '#app/catalog/registry.ts';
import { ConfigError } from '#app/errors.ts';
import { NO_USAGE, readUsageFile, type UsageFile } from '#app/estimate/usage.ts';
import type { EstimateInputsDeps } from '#app/flows/estimate-inputs.ts';
import { parseDiscounts } from '#app/pricing/discount-file.ts';
import { withDiscounts } from '#app/pricing/discounts.ts';
import { readPriceBook, readPriceBookAsOf } from '#app/pricing/embedded.ts';
import { NO_EXCHANGE_RATES, parseExchangeRates } from '#app/pricing/exchange-rates.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { Tree } from '#app/source/tree.ts';
import { type Invocation, textOption, type World } from './command.ts';
import type { Repository } from './repository.ts';

/** What an estimate needs beside its inputs, from options and configuration. */
export type Pricing = Omit<EstimateInputsDeps, 'estimateManifests' | 'estimateWorkloads'>;

/** @throws ConfigError for a currency without a rate, a usage or discount file that is wrong or absent. */
export function readPricing(
  invocation: Invocation,
  surroundings: { readonly repository: Repository; readonly world: World },
): Pricing {
  const { repository, world } = surroundings;
  const asOf = textOption(invocation, 'as-of');
  const now = asOf === undefined ? world.now : dateOf(asOf);
  const currency = (textOption(invocation, 'currency') ?? repository.config.currency).toUpperCase();
  const book = discounted(openBook(invocation, { repository, world, asOf }), { repository, now });
  const { exchangeRates } = repository.config;
  const rates =
    exchangeRates === undefined
      ? NO_EXCHANGE_RATES
      : parseExchangeRates(textIn(repository, exchangeRates), exchangeRates);
  return {
    catalogue: openCatalogue(),
    book,
    currency,
    convert: (amount, from) =>
      from === currency ? amount : rates.convert({ amount, from, to: currency, date: dayOf(now) }).amount,
    usage: readUsage(invocation, { repository, world }),
    now,
  };
}

function openBook(
  invocation: Invocation,
  at: { readonly repository: Repository; readonly world: World; readonly asOf: string | undefined },
): PriceBook {
  const { regionFallback } = at.repository.config.prices;
  const options = regionFallback === undefined ? {} : { regionFallback };
  const embedded = join(at.world.home, 'dist/prices');
  const given = textOption(invocation, 'prices');
  const refreshed = join(at.repository.root, '.finops/prices');
  if (at.asOf !== undefined) {
    const directories = [given === undefined ? refreshed : resolve(at.world.cwd, given), embedded];
    return readPriceBookAsOf({ directories, date: at.asOf }, options).book;
  }
  return readPriceBook(given === undefined ? embedded : resolve(at.world.cwd, given), options);
}

function discounted(book: PriceBook, at: { readonly repository: Repository; readonly now: Date }): PriceBook {
  const { discounts } = at.repository.config;
  if (discounts === undefined) return book;
  const terms = { contracted: null, account: null, date: dayOf(at.now) };
  return withDiscounts(book, { ...terms, discounts: parseDiscounts(textIn(at.repository, discounts), discounts) });
}

function readUsage(invocation: Invocation, at: { readonly repository: Repository; readonly world: World }): UsageFile {
  const given = textOption(invocation, 'usage-file');
  if (given !== undefined) {
    const path = resolve(at.world.cwd, given);
    if (!existsSync(path))
      throw new ConfigError('there is no such usage file', { place: { file: given }, remedy: 'check --usage-file' });
    return usageIn(readFileSync(path, 'utf8'), given);
  }
  const { usage } = at.repository.config;
  return usage === undefined ? NO_USAGE : usageIn(textIn(at.repository, usage), usage);
}

/** @throws ConfigError when the text is not YAML or not a usage file. */
export function usageIn(text: string, file: string): UsageFile {
  let document: unknown;
  try {
    document = load(text);
  } catch (cause) {
    const line = (cause as { readonly mark?: { readonly line?: number } }).mark?.line;
    const place = { file, ...(line === undefined ? {} : { line: line + 1 }) };
    throw new ConfigError('the usage file is not valid YAML', { place, cause, remedy: 'correct the YAML' });
  }
  return readUsageFile(document, { file });
}

function textIn(repository: { readonly tree: Tree; readonly configFile: string | null }, path: string): string {
  const content = repository.tree.read(path);
  if (!content) {
    const remedy = `correct the path in ${repository.configFile ?? 'the configuration'} (relative to the repository's root)`;
    throw new ConfigError(`there is no file ${path}`, { place: { file: repository.configFile ?? path }, remedy });
  }
  return new TextDecoder().decode(content);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function dateOf(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new ConfigError(`--as-of ${text} is not a date`, { remedy: 'write it as YYYY-MM-DD' });
}
