import { InputError, UpstreamError } from '#app/errors.ts';
import type { PriceRow } from '../price-row.ts';
import { awsRow } from './aws-product.ts';
import { readRegionIndex } from './aws-region-index.ts';
import { getResponse, type HttpPorts } from './get-json.ts';
import { countSkipped, type PriceSource, type RefreshPage } from './refresh-page.ts';
import { csvCells, textLines } from './text-lines.ts';

export interface AwsOfferRequest {
  /** `https://pricing.us-east-1.amazonaws.com` unless an endpoint is configured. */
  readonly endpoint: string;
  readonly offers: readonly string[];
  readonly regions: readonly string[];
}

/** For the whole of a file of hundreds of MB on a slow line. */
const FILE_TIMEOUT_MS = 30 * 60_000;

/** Rows that are held before they are handed on. */
const ROWS_A_PAGE = 5_000;

/**
 * AWS's list prices out of the bulk offer files (CSV, one for each offer and region, up to hundreds of MB), line by
 * line. The cursor is the number of the file, so a file that was cut off is read again from its beginning.
 * Five lines of metadata, then the names of the columns:
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html (as known on 2026-11-25, not read).
 */
export function awsOfferSource(request: AwsOfferRequest, ports: HttpPorts): PriceSource {
  const files = request.offers.flatMap((offer) => request.regions.map((region) => ({ offer, region })));
  return {
    provider: 'aws',
    id: 'aws-price-list',
    origin: 'AWS bulk offer files',
    async *pages(cursor): AsyncGenerator<RefreshPage> {
      const first = cursor === null ? 0 : Number(cursor);
      const indexes = new Map<string, ReadonlyMap<string, string>>();
      for (const [index, { offer, region }] of files.entries()) {
        if (index < first) continue;
        const paths = indexes.get(offer) ?? (await readRegionIndex({ endpoint: request.endpoint, offer }, ports));
        indexes.set(offer, paths);
        const next = index + 1 < files.length ? String(index + 1) : null;
        const path = paths.get(region);
        if (path === undefined) {
          yield { rows: [], cursor: next, skipped: { 'not offered in a region': 1 } };
          continue;
        }
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
  const reader = { header: null as ReadonlyMap<string, number> | null, date: '', line: 0 };
  let rows: PriceRow[] = [];
  let skipped = countSkipped();
  try {
    for await (const lines of textLines(response.body)) {
      for (const text of lines) {
        reader.line += 1;
        const row = readLine(text, { reader, file });
        if (row === null) continue;
        if (typeof row === 'string') skipped.add(row);
        else rows.push(row);
      }
      if (rows.length < ROWS_A_PAGE) continue;
      yield { rows, cursor: file.again, skipped: skipped.counts };
      rows = [];
      skipped = countSkipped();
    }
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new UpstreamError(`${file.path} was cut off at line ${reader.line}`, { retryable: true, cause });
  }
  if (reader.header === null || reader.date === '') {
    throw new InputError('not an offer file: there is no header', { place: { file: file.path, line: reader.line } });
  }
  yield { rows, cursor: file.next, skipped: skipped.counts };
}

interface Reader {
  header: ReadonlyMap<string, number> | null;
  date: string;
  line: number;
}

/** The row of a line, why it is none, or null for the lines before the prices. */
function readLine(text: string, { reader, file }: { reader: Reader; file: OfferFile }): PriceRow | string | null {
  const place = { file: file.path, line: reader.line };
  if (reader.header !== null) {
    if (text === '') return null;
    // Nine lines of ten are reserved terms; they are not taken apart at all.
    if (!text.includes('"OnDemand"')) return 'not on demand';
    const cells = csvCells(text);
    if (cells.length !== reader.header.size) throw new InputError('a line of the offer file is cut off', { place });
    return offerRow(cells, { header: reader.header, date: reader.date, file, line: reader.line });
  }
  const cells = csvCells(text);
  if (cells[0] === 'Publication Date') reader.date = (cells[1] ?? '').slice(0, 10);
  if (cells[0] === 'SKU') reader.header = new Map(cells.map((name, column) => [name, column]));
  return null;
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
  'Queue Type': 'queueType',
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
