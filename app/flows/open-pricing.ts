import { load } from 'js-yaml';
import { openCatalogue } from '#app/catalog/registry.ts';
import type { FinopsConfig } from '#app/config/finops-config.ts';
import { ConfigError } from '#app/errors.ts';
import { checkUsage } from '#app/estimate/check-usage.ts';
import { readUsageFile, type UsageFile } from '#app/estimate/usage.ts';
import { NO_DISCOUNTS, parseDiscounts } from '#app/pricing/discount-file.ts';
import { withDiscounts } from '#app/pricing/discounts.ts';
import { NO_EXCHANGE_RATES, parseExchangeRates } from '#app/pricing/exchange-rates.ts';
import type { BookOptions } from '#app/pricing/open-price-book.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { Tree } from '#app/source/tree.ts';
import type { BilledFacts } from './billed-facts.ts';
import { openConfiguredBook } from './configured-book.ts';
import { contractedRates } from './contracted-rates.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';
import { measuredUsage } from './measured-usage.ts';
import { priceManifests } from './price-manifests.ts';
import type { ReviewCommitsDeps } from './review-commits.ts';

export interface PricingDeps {
  /** The price book, with the regions that may stand in for others. */
  readonly openBook: (options: BookOptions) => PriceBook;
  readonly now: Date;
  /** What the warehouse knows of what was used and paid; left out without one. It counts only for the team's eyes. */
  readonly billed?: BilledFacts | null;
}

/** Prices under the base's configuration; what it names is read from the base. An empty `currency` is the configured one. */
export function openPricing(
  { currency }: { readonly currency: string },
  deps: PricingDeps,
): ReviewCommitsDeps['pricing'] {
  return (config, base, audience) => (usage) => {
    const billed = audience === 'team' ? (deps.billed ?? null) : null;
    const priced = pricingUnder(config, { base, usage, currency, deps, billed });
    return { ...priced, ...priceManifests({ config: config.kubernetes, basis: null, deps: priced }) };
  };
}

interface PricingSurroundings {
  readonly base: Tree;
  readonly usage: UsageFile;
  readonly currency: string;
  readonly deps: PricingDeps;
  readonly billed: BilledFacts | null;
}

function pricingUnder(
  config: FinopsConfig,
  at: PricingSurroundings,
): Omit<EstimateInputsDeps, 'estimateManifests' | 'estimateWorkloads'> {
  const { base, usage, deps, billed } = at;
  const currency = at.currency === '' ? config.currency : at.currency.toUpperCase();
  const date = deps.now.toISOString().slice(0, 10);
  const { exchangeRates, prices, discounts } = config;
  const rates =
    exchangeRates === undefined ? NO_EXCHANGE_RATES : parseExchangeRates(textIn(base, exchangeRates), exchangeRates);
  const options = prices.regionFallback === undefined ? {} : { regionFallback: prices.regionFallback };
  const listed =
    prices.book === undefined
      ? deps.openBook(options)
      : openConfiguredBook(prices.book, { tree: base, date, options }).book;
  const contracted = billed === null ? null : contractedRates(billed.contracted);
  const stated = discounts === undefined ? NO_DISCOUNTS : parseDiscounts(textIn(base, discounts), discounts);
  const book =
    discounts === undefined && contracted === null
      ? listed
      : withDiscounts(listed, { discounts: stated, contracted, account: prices.account ?? null, date });
  return {
    catalogue: openCatalogue(),
    book,
    currency,
    convert: (amount, from) =>
      from === currency ? amount : rates.convert({ amount, from, to: currency, date }).amount,
    usage,
    ...(billed === null ? {} : { measured: measuredUsage(billed.consumption) }),
    now: deps.now,
  };
}

/** The usage file, with what it states in vain. @throws ConfigError when the text is not one. */
export function readUsageText(text: string, file: string): UsageFile {
  try {
    return { ...readUsageFile(load(text), { file }), warnings: checkUsage({ text, file }, openCatalogue()) };
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError('the usage file is not valid YAML', { place: { file }, cause, remedy: 'correct the YAML' });
  }
}

function textIn(tree: Tree, path: string): string {
  const content = tree.read(path);
  if (content) return new TextDecoder().decode(content);
  throw new ConfigError(`there is no file ${path}`, {
    place: { file: '.github/finops.yml' },
    remedy: 'correct the path',
  });
}
