import { ConfigError } from '#app/errors.ts';
import { newestBook, readPriceBook } from '#app/pricing/embedded.ts';
import type { OpenPriceBook } from '#app/pricing/open-price-book.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import { awsPricingClient } from '#app/pricing/refresh/aws-client.ts';
import type { HttpPorts } from '#app/pricing/refresh/get-json.ts';
import { openPriceSource } from '#app/pricing/refresh/price-source.ts';
import { refreshDirectory } from '#app/pricing/refresh/refresh-directory.ts';
import { type RefreshOutcome, refreshPrices } from '#app/pricing/refresh/refresh-prices.ts';

/** What to refresh and where the new book goes. */
export interface RefreshBookRequest {
  readonly provider: PriceProvider;
  /** Regions and services of the provider; all that the book can name when empty. */
  readonly regions: readonly string[];
  readonly services: readonly string[];
  readonly awsVia: 'api' | 'files';
  /** Instead of the provider's public address. */
  readonly endpoint: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory of the book that is shipped. */
  readonly embedded: string;
  /** Directory of dated books, in which the new one is written; absent at first. */
  readonly directory: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly accept: 'sound' | 'suspicious';
}

export interface RefreshBookPorts extends HttpPorts {
  readonly progress: (pages: number, prices: number) => void;
}

/**
 * Fetches a provider's prices and writes a book of today beside the others, from the newest one there (else the
 * shipped one), so that the providers can be refreshed one after the other.
 * @throws ConfigError, UpstreamError, InputError as `refreshPrices`; the book in force stays.
 */
export async function refreshPriceBook(request: RefreshBookRequest, ports: RefreshBookPorts): Promise<RefreshOutcome> {
  const { provider, endpoint, env, today } = request;
  const book = bookInForce(request);
  const region = env['AWS_REGION'] ?? 'us-east-1';
  const opened = openPriceSource(
    { ...request, googleApiKey: env['GOOGLE_API_KEY'], book },
    { ...ports, awsProducts: () => awsPricingClient({ region, ...(endpoint === undefined ? {} : { endpoint }) }) },
  );
  return refreshPrices(
    { ...opened, book, today, accept: request.accept },
    { store: refreshDirectory(request.directory, provider), progress: ports.progress },
  );
}

/** The provider of that name. @throws ConfigError when there is none. */
export function providerNamed(text: string | undefined): PriceProvider {
  if (text === 'aws' || text === 'azure' || text === 'google') return text;
  throw new ConfigError(`--provider ${text ?? ''} is not known`, { remedy: 'choose aws, azure, google or ecb' });
}

/** A newer version of the toolkit may carry a book that is newer than the last refresh. */
function bookInForce({ embedded, directory }: RefreshBookRequest): OpenPriceBook {
  const shipped = readPriceBook(embedded);
  const refreshed = newestBook(directory);
  return refreshed !== null && refreshed.asOf >= shipped.asOf ? refreshed : shipped;
}
