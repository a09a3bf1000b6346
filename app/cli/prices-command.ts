import { join, resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { providerNamed, refreshPriceBook } from '#app/flows/refresh-price-book.ts';
import { readPublicKey } from '#app/pricing/attestation.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { showPrices } from '#app/pricing/list-prices.ts';
import type { OpenPriceBook } from '#app/pricing/open-price-book.ts';
import { priceBookStatus } from '#app/pricing/status.ts';
import { trustedKeys } from '#app/pricing/trusted-keys.ts';
import { priceListing, priceStatus } from '#reports/price-table.ts';
import { refreshText } from '#reports/refresh-text.ts';
import { type Command, type Invocation, textOption, textOptions, type World } from './command.ts';
import { readText } from './read-json.ts';
import { refreshExchangeRates } from './refresh-exchange-rates.ts';
import { chosenFormat, writeResult } from './result.ts';

const SHOWN = 200;

/** `finops prices show|status|refresh`: the price book. */
export const pricesCommand: Command = {
  name: 'prices',
  summary: 'Look prices up, tell the age and signature of the book, refresh it',
  synopsis: 'show TYPE [--region R] | status | refresh --provider aws|azure|google|ecb',
  example: 'finops prices show m5.large --region eu-west-1',
  options: {
    region: { type: 'string', multiple: true },
    provider: { type: 'string' },
    service: { type: 'string', multiple: true },
    prices: { type: 'string' },
    'public-key': { type: 'string' },
    via: { type: 'string' },
    endpoint: { type: 'string' },
    accept: { type: 'string' },
  },
  explains: {
    region: 'only this region (may be repeated for refresh)',
    provider: 'aws, azure, google, or ecb for exchange rates',
    service: 'only this service of the provider (may be repeated)',
    prices: 'directory of another book; where a refresh writes its own (default .finops/prices)',
    'public-key': 'PEM file of the key that must have signed the book, instead of the keys that are built in',
    via: 'for AWS: files (public offer files, the default) or api (GetProducts)',
    endpoint: "instead of the provider's public address",
    format: 'table (the default) or json',
    accept: 'suspicious: take prices although holes or jumps look wrong',
  },
  async run(invocation, world) {
    const [verb, type] = invocation.positionals;
    if (verb === 'show' && type !== undefined) return show(type, invocation, world);
    if (verb === 'status') return status(invocation, world);
    const isRates = textOption(invocation, 'provider') === 'ecb';
    if (verb === 'refresh') return isRates ? refreshExchangeRates(invocation, world) : refresh(invocation, world);
    throw new ConfigError('finops prices needs show TYPE, status or refresh', { remedy: 'see finops prices --help' });
  },
};

function openBook(invocation: Invocation, world: World): OpenPriceBook {
  const given = textOption(invocation, 'prices');
  return readPriceBook(given === undefined ? join(world.home, 'dist/prices') : resolve(world.cwd, given));
}

function show(type: string, invocation: Invocation, world: World): number {
  const format = chosenFormat(invocation, ['table', 'json']);
  const [region] = textOptions(invocation, 'region');
  const listing = showPrices(
    { type, limit: SHOWN, ...(region === undefined ? {} : { region }) },
    openBook(invocation, world),
  );
  writeResult(format === 'json' ? JSON.stringify(listing, null, 2) : priceListing(listing, type), invocation, world);
  return listing.total === 0 ? 3 : 0;
}

function status(invocation: Invocation, world: World): number {
  const format = chosenFormat(invocation, ['table', 'json']);
  const keyFile = textOption(invocation, 'public-key');
  const publicKeys = keyFile === undefined ? trustedKeys() : [readPublicKey(readText(keyFile, world.cwd), keyFile)];
  const found = priceBookStatus({ book: openBook(invocation, world), today: world.now, publicKeys });
  writeResult(format === 'json' ? JSON.stringify(found, null, 2) : priceStatus(found), invocation, world);
  return found.signature.state === 'invalid' ? 3 : 0;
}

async function refresh(invocation: Invocation, world: World): Promise<number> {
  const isQuiet = invocation.values['quiet'] === true;
  const outcome = await refreshPriceBook(
    {
      provider: providerNamed(textOption(invocation, 'provider')),
      regions: textOptions(invocation, 'region'),
      services: textOptions(invocation, 'service'),
      awsVia: textOption(invocation, 'via') === 'api' ? 'api' : 'files',
      endpoint: textOption(invocation, 'endpoint'),
      env: world.env,
      embedded: join(world.home, 'dist/prices'),
      directory: resolve(world.cwd, textOption(invocation, 'prices') ?? '.finops/prices'),
      today: world.now.toISOString().slice(0, 10),
      accept: textOption(invocation, 'accept') === 'suspicious' ? 'suspicious' : 'sound',
    },
    {
      fetch,
      sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
      progress: (pages, prices) => {
        if (!isQuiet) world.err(`finops: ${pages} pages, ${prices} prices\n`);
      },
    },
  );
  writeResult(refreshText(outcome), invocation, world);
  return 0;
}
