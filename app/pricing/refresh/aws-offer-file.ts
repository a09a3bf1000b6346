import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { InputError, UpstreamError } from '#app/errors.ts';
import type { PriceRow } from '../price-row.ts';
import { awsRow } from './aws-product.ts';
import { getResponse, type HttpPorts } from './get-json.ts';
import { countSkipped, type PriceSource, type RefreshPage } from './refresh-page.ts';

export interface AwsOfferRequest {
  /** `https://pricing.us-east-1.amazonaws.com` unless an endpoint is configured. */
  readonly endpoint: string;
  readonly offers: readonly string[];
  readonly regions: readonly string[];
}

/** For the whole of a file of hundreds of MB on a slow line. */
const FILE_TIMEOUT_MS = 30 * 60_000;

/** Lines of a file that are worked on before the rows found so far are handed on. */
const LINES_A_PAGE = 20_000;

/**
 * AWS's list prices out of the bulk offer files (CSV, one for each offer and region, up to hundreds of MB), line by
 * line. The cursor is the number of the file, so a file that was cut off is read again from its beginning.
 * Five lines of metadata, then the names of the columns:
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html (read 2026-11-25).
 */
export function awsOfferSource(request: AwsOfferRequest, ports: HttpPorts): PriceSource {
  const files = request.offers.flatMap((offer) => request.regions.map((region) => ({ offer, region })));
  return {
    provider: 'aws',
    id: 'aws-price-list',
    origin: 'AWS bulk offer files',
    async *pages(cursor): AsyncGenerator<RefreshPage> {
      const first = cursor === null ? 0 : Number(cursor);
      for (const [index, { offer, region }] of files.entries()) {
        if (index < first) continue;
        const path = `/offers/v1.0/aws/${offer}/current/${region}/index.csv`;
        const next = index + 1 < files.length ? String(index + 1) : null;
        const response = await getResponse(
          { url: new URL(path, request.endpoint).href, name: path, timeoutMs: FILE_TIMEOUT_MS },
          ports,
        );
        yield* readOffer(response, { offer, path, again: String(index), next });
      }
    },
  };
}

interface OfferFile {
  readonly offer: string;
  readonly path: string;
  /** Cursor while the file is being read, and once it is read. */
  readonly again: string;
  readonly next: string | null;
}

async function* readOffer(response: Response, file: OfferFile): AsyncGenerator<RefreshPage> {
  if (!response.body) throw new UpstreamError(`${file.path} is empty`, { retryable: true });
  const records = parse({ relax_column_count: true, max_record_size: 1_000_000 });
  // `pipeline`, for `pipe` would leave the parser waiting for ever when the connection breaks; the loop below throws.
  pipeline(Readable.fromWeb(response.body), records, () => {});
  let header: ReadonlyMap<string, number> | null = null;
  let date = '';
  let line = 0;
  let rows: PriceRow[] = [];
  let skipped = countSkipped();
  try {
    for await (const record of records as AsyncIterable<readonly string[]>) {
      line += 1;
      if (header === null) {
        if (record[0] === 'Publication Date') date = (record[1] ?? '').slice(0, 10);
        if (record[0] === 'SKU') header = new Map(record.map((name, column) => [name, column]));
        continue;
      }
      const row = offerRow(record, { header, date, file, line });
      if (typeof row === 'string') skipped.add(row);
      else rows.push(row);
      if (line % LINES_A_PAGE === 0) {
        yield { rows, cursor: file.again, skipped: skipped.counts };
        rows = [];
        skipped = countSkipped();
      }
    }
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new UpstreamError(`${file.path} was cut off at line ${line}`, { retryable: true, cause });
  } finally {
    records.destroy();
  }
  if (header === null || date === '') {
    throw new InputError('not an offer file: there is no header', { place: { file: file.path, line } });
  }
  yield { rows, cursor: file.next, skipped: skipped.counts };
}

/** Columns of the file that are attributes in the API's words. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  'Region Code': 'regionCode',
  'Location Type': 'locationType',
  'Instance Type': 'instanceType',
  'Operating System': 'operatingSystem',
  'License Model': 'licenseModel',
  Tenancy: 'tenancy',
  CapacityStatus: 'capacitystatus',
  'Pre Installed S/W': 'preInstalledSw',
  MarketOption: 'marketoption',
  'Volume API Name': 'volumeApiName',
  'Volume Type': 'volumeType',
  Group: 'group',
  usageType: 'usagetype',
  'Database Engine': 'databaseEngine',
  'Database Edition': 'databaseEdition',
  'Deployment Option': 'deploymentOption',
  'Cache Engine': 'cacheEngine',
};

interface OfferLine {
  readonly header: ReadonlyMap<string, number>;
  readonly date: string;
  readonly file: OfferFile;
  readonly line: number;
}

function offerRow(record: readonly string[], { header, date, file, line }: OfferLine): PriceRow | string {
  const cell = (column: string): string => record[header.get(column) ?? -1] ?? '';
  if (cell('TermType') !== 'OnDemand') return 'not on demand';
  const attributes: Record<string, string> = {};
  for (const [column, name] of Object.entries(ATTRIBUTES)) {
    const value = cell(column);
    if (value !== '') attributes[name] = value;
  }
  return awsRow({
    offer: file.offer,
    product: { productFamily: cell('Product Family'), attributes },
    dimension: {
      unit: cell('Unit'),
      beginRange: cell('StartingRange') || '0',
      pricePerUnit: cell('Currency') === 'USD' ? cell('PricePerUnit') : undefined,
    },
    date,
    place: { file: file.path, line },
  });
}
