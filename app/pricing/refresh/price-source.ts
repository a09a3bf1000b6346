import { ConfigError } from '#app/errors.ts';
import type { OpenPriceBook } from '../open-price-book.ts';
import type { PriceProvider } from '../price.ts';
import type { PriceRow } from '../price-row.ts';
import { awsOfferSource } from './aws-offer-file.ts';
import { awsRules } from './aws-product.ts';
import { type AwsProductsPort, awsApiSource } from './aws-products-api.ts';
import { azureSource } from './azure.ts';
import type { HttpPorts } from './get-json.ts';
import { googleSource } from './google.ts';
import { googleMachineRows } from './google-machines.ts';
import type { PriceSource } from './refresh-page.ts';

/** What `finops prices refresh` is told; everything out of the environment is handed in. */
export interface SourceRequest {
  readonly provider: PriceProvider;
  /** Regions to fetch; for AWS those of the book when empty, for Azure all. */
  readonly regions: readonly string[];
  /** For Azure the API's service names, for AWS offer codes; all that the book can name when empty. */
  readonly services: readonly string[];
  /** `api`: GetProducts through AWS's SDK. `files`: the public bulk offer files, without credentials. */
  readonly awsVia: 'api' | 'files';
  /** Instead of the provider's public address. */
  readonly endpoint?: string | undefined;
  readonly googleApiKey?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The book in force: its machine types and regions. */
  readonly book: OpenPriceBook;
}

export interface SourcePorts extends HttpPorts {
  /** Asked for only where AWS is refreshed through the API. */
  readonly awsProducts: () => AwsProductsPort;
}

/** A source, ready for `refreshPrices`. */
export interface OpenedSource {
  readonly source: PriceSource;
  readonly scope: string;
  readonly assemble: (rows: readonly PriceRow[]) => readonly PriceRow[];
}

/**
 * The price list of a provider.
 * @throws ConfigError when Google is asked for without an API key.
 */
export function openPriceSource(request: SourceRequest, ports: SourcePorts): OpenedSource {
  const { regions, services, today, book } = request;
  const scope = JSON.stringify([request.provider, request.awsVia, regions, services, request.endpoint ?? '']);
  const asIs = (rows: readonly PriceRow[]) => rows;
  if (request.provider === 'azure') {
    const endpoint = request.endpoint ?? 'https://prices.azure.com';
    return { source: azureSource({ endpoint, regions, services, today }, ports), scope, assemble: asIs };
  }
  if (request.provider === 'google') {
    if (!request.googleApiKey) {
      throw new ConfigError('the Cloud Billing Catalog needs an API key', { remedy: 'set GOOGLE_API_KEY' });
    }
    const endpoint = request.endpoint ?? 'https://cloudbilling.googleapis.com';
    const source = googleSource({ endpoint, apiKey: request.googleApiKey, today }, ports);
    return { source, scope, assemble: (rows) => googleMachineRows(rows, book.machines()) };
  }
  const what = {
    offers: services.length > 0 ? services : [...new Set(awsRules().map((rule) => rule.offer))],
    regions: regions.length > 0 ? regions : awsRegions(book),
  };
  if (request.awsVia === 'api') return { source: awsApiSource(what, ports.awsProducts()), scope, assemble: asIs };
  const endpoint = request.endpoint ?? 'https://pricing.us-east-1.amazonaws.com';
  return { source: awsOfferSource({ ...what, endpoint }, ports), scope, assemble: asIs };
}

/** The regions in which the book prices instances. */
function awsRegions(book: OpenPriceBook): readonly string[] {
  const regions = book.partitions('aws').flatMap((partition) => partition.header.regions);
  return [...new Set(regions)].filter((region) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)).sort();
}
