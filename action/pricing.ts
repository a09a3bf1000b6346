import { join } from 'node:path';
import { load } from 'js-yaml';
import { openCatalogue } from '#app/catalog/registry.ts';
import type { FinopsConfig } from '#app/config/finops-config.ts';
import { ConfigError } from '#app/errors.ts';
import { readUsageFile, type UsageFile } from '#app/estimate/usage.ts';
import type { EstimateInputsDeps } from '#app/flows/estimate-inputs.ts';
import { openPolicies, type PoliciesDeps } from '#app/flows/open-policies.ts';
import { priceManifests } from '#app/flows/price-manifests.ts';
import type { PullRequestReviewDeps } from '#app/flows/review-pull-request.ts';
import { parseDiscounts } from '#app/pricing/discount-file.ts';
import { withDiscounts } from '#app/pricing/discounts.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { NO_EXCHANGE_RATES, parseExchangeRates } from '#app/pricing/exchange-rates.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { Tree } from '#app/source/tree.ts';
import type { ActionWorld } from './world.ts';

/** Prices under the base's configuration; what it names is read from the base. */
export function openPricing(
  { currency }: { readonly currency: string },
  world: Pick<ActionWorld, 'home' | 'now'>,
): PullRequestReviewDeps['pricing'] {
  return (config, base) => (usage) => {
    const deps = pricingUnder(config, { base, usage, currency, world });
    return { ...deps, ...priceManifests({ config: config.kubernetes, basis: null, deps }) };
  };
}

interface PricingSurroundings {
  readonly base: Tree;
  readonly usage: UsageFile;
  readonly currency: string;
  readonly world: Pick<ActionWorld, 'home' | 'now'>;
}

function pricingUnder(
  config: FinopsConfig,
  at: PricingSurroundings,
): Omit<EstimateInputsDeps, 'estimateManifests' | 'estimateWorkloads'> {
  const { base, usage, world } = at;
  const currency = at.currency === '' ? config.currency : at.currency.toUpperCase();
  const date = world.now.toISOString().slice(0, 10);
  const { exchangeRates, prices, discounts } = config;
  const rates =
    exchangeRates === undefined ? NO_EXCHANGE_RATES : parseExchangeRates(textIn(base, exchangeRates), exchangeRates);
  const options = prices.regionFallback === undefined ? {} : { regionFallback: prices.regionFallback };
  const listed: PriceBook = readPriceBook(join(world.home, 'dist/prices'), options);
  const terms = { contracted: null, account: null, date };
  const book =
    discounts === undefined
      ? listed
      : withDiscounts(listed, { ...terms, discounts: parseDiscounts(textIn(base, discounts), discounts) });
  return {
    catalogue: openCatalogue(),
    book,
    currency,
    convert: (amount, from) =>
      from === currency ? amount : rates.convert({ amount, from, to: currency, date }).amount,
    usage,
    now: world.now,
  };
}

/** @throws ConfigError when the text is not a usage file. */
export function readUsageText(text: string, file: string): UsageFile {
  try {
    return readUsageFile(load(text), { file });
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError('the usage file is not valid YAML', { place: { file }, cause, remedy: 'correct the YAML' });
  }
}

/** Packs, custom policies and waivers of the base, with the overrides that GitHub confirms. */
export function openReviewPolicies(deps: PoliciesDeps): PullRequestReviewDeps['policies'] {
  return (config, base, held) => {
    const overrides = held.map((each) => ({ ...each, allowed: true }));
    return async (input) => {
      const opened = openPolicies({ tree: base, config, overrides }, deps);
      return opened.evaluate({ ...input, waivers: opened.waivers });
    };
  };
}

function textIn(tree: Tree, path: string): string {
  const content = tree.read(path);
  if (content) return new TextDecoder().decode(content);
  throw new ConfigError(`there is no file ${path}`, {
    place: { file: '.github/finops.yml' },
    remedy: 'correct the path',
  });
}
