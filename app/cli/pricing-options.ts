import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openCatalogue } from '#app/catalog/registry.ts';
import { ConfigError } from '#app/errors.ts';
import type { BilledFacts } from '#app/flows/billed-facts.ts';
import { openConfiguredBook } from '#app/flows/configured-book.ts';
import { contractedRates } from '#app/flows/contracted-rates.ts';
import type { EstimateInputsDeps } from '#app/flows/estimate-inputs.ts';
import { measuredUsage } from '#app/flows/measured-usage.ts';
import { NO_DISCOUNTS, parseDiscounts } from '#app/pricing/discount-file.ts';
import { withDiscounts } from '#app/pricing/discounts.ts';
import { newestBook, readPriceBook, readPriceBookAsOf } from '#app/pricing/embedded.ts';
import { NO_EXCHANGE_RATES, parseExchangeRates } from '#app/pricing/exchange-rates.ts';
import { MANIFEST_FILE } from '#app/pricing/manifest.ts';
import type { BookOptions } from '#app/pricing/open-price-book.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { Tree } from '#app/source/tree.ts';
import { type Invocation, textOption, type World } from './command.ts';
import { printDiagnostics } from './input-status.ts';
import type { Repository } from './repository.ts';
import { readUsage, usageSize } from './usage-options.ts';

/** What an estimate needs beside its inputs, from options and configuration. */
export type Pricing = Omit<EstimateInputsDeps, 'estimateManifests' | 'estimateWorkloads'>;

/** @throws ConfigError for a currency without a rate, a usage or discount file that is wrong or absent. */
export function readPricing(
  invocation: Invocation,
  surroundings: {
    readonly repository: Repository;
    readonly world: World;
    /** What the warehouse knows of what was used and paid; null without one. */
    readonly billed: BilledFacts | null;
  },
): Pricing {
  const { repository, world, billed } = surroundings;
  const asOf = textOption(invocation, 'as-of');
  const now = clockOf(invocation, world);
  const currency = (textOption(invocation, 'currency') ?? repository.config.currency).toUpperCase();
  const book = discounted(openBook(invocation, { repository, world, asOf }), { repository, now, billed });
  const { exchangeRates } = repository.config;
  const rates =
    exchangeRates === undefined
      ? NO_EXCHANGE_RATES
      : parseExchangeRates(textIn(repository, exchangeRates), exchangeRates);
  const catalogue = openCatalogue();
  const size = usageSize(invocation);
  return {
    catalogue,
    book,
    currency,
    convert: (amount, from) =>
      from === currency ? amount : rates.convert({ amount, from, to: currency, date: dayOf(now) }).amount,
    usage: readUsage(invocation, { repository, world, catalogue }),
    ...(billed === null ? {} : { measured: measuredUsage(billed.consumption) }),
    ...(size === undefined ? {} : { usageSize: size }),
    now,
  };
}

/** The clock of the estimate: `--as-of`, else now. @throws ConfigError for what is no date. */
export function clockOf(invocation: Invocation, world: World): Date {
  const asOf = textOption(invocation, 'as-of');
  return asOf === undefined ? world.now : dateOf(asOf);
}

function openBook(
  invocation: Invocation,
  at: { readonly repository: Repository; readonly world: World; readonly asOf: string | undefined },
): PriceBook {
  const { regionFallback } = at.repository.config.prices;
  const options = regionFallback === undefined ? {} : { regionFallback };
  const embedded = join(at.world.home, 'dist/prices');
  const given = textOption(invocation, 'prices');
  const folder = at.repository.config.prices.book;
  const refreshed = join(at.repository.root, folder ?? '.finops/prices');
  if (at.asOf !== undefined) {
    const directories = [given === undefined ? refreshed : resolve(at.world.cwd, given), embedded];
    const { book, flag } = readPriceBookAsOf({ directories, date: at.asOf }, options);
    if (flag === null) return book;
    const message = `every price book is newer than ${at.asOf}: the oldest, of ${book.asOf}, stands in`;
    printDiagnostics(
      [{ severity: 'warning', message, remedy: 'give --prices a directory with an older book' }],
      at.world,
    );
    return book;
  }
  if (given !== undefined) return readNamedBook(resolve(at.world.cwd, given), options);
  if (folder === undefined) return readPriceBook(embedded, options);
  return openConfiguredBook(folder, { tree: at.repository.tree, date: dayOf(at.world.now), options }).book;
}

/** A book, or the newest of a folder of dated ones. */
function readNamedBook(directory: string, options: BookOptions): PriceBook {
  const isFolder = !existsSync(join(directory, MANIFEST_FILE));
  return (isFolder ? newestBook(directory, options) : null) ?? readPriceBook(directory, options);
}

function discounted(
  book: PriceBook,
  at: { readonly repository: Repository; readonly now: Date; readonly billed: BilledFacts | null },
): PriceBook {
  const { discounts: file } = at.repository.config;
  const contracted = at.billed === null ? null : contractedRates(at.billed.contracted);
  if (file === undefined && contracted === null) return book;
  const discounts = file === undefined ? NO_DISCOUNTS : parseDiscounts(textIn(at.repository, file), file);
  const account = at.repository.config.prices.account ?? null;
  return withDiscounts(book, { discounts, contracted, account, date: dayOf(at.now) });
}

/** The text of a file that the configuration names. @throws ConfigError when there is none. */
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
