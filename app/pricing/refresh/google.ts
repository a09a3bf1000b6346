import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import type { Machines } from '../machines.ts';
import type { PriceRow } from '../price-row.ts';
import { checkedAmount } from './checked-amount.ts';
import { getJson, type HttpPorts } from './get-json.ts';
import { billedSize, googleMeaning } from './google-mapping.ts';
import { countSkipped, type PriceSource, type RefreshPage, type SkipCount } from './refresh-page.ts';

export interface GoogleRequest {
  /** `https://cloudbilling.googleapis.com` unless an endpoint is configured. */
  readonly endpoint: string;
  readonly apiKey: string;
  /** Day of the refresh, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Compute Engine in the catalogue. */
const COMPUTE_ENGINE = 'services/6F81-5844-456A';

/** https://docs.cloud.google.com/billing/v1/how-tos/catalog-api (read 2026-11-25). */
const Sku = z.object({
  skuId: z.string(),
  description: z.string(),
  category: z.object({ usageType: z.string() }),
  serviceRegions: z.array(z.string()),
  pricingInfo: z.array(
    z.object({
      pricingExpression: z.object({
        usageUnit: z.string(),
        tieredRates: z.array(
          z.object({
            startUsageAmount: z.unknown(),
            unitPrice: z.object({ currencyCode: z.string(), units: z.unknown(), nanos: z.unknown() }),
          }),
        ),
      }),
    }),
  ),
});
const Page = z.object({ skus: z.array(z.unknown()), nextPageToken: z.string().optional() });

const UNITS: Readonly<Record<string, string>> = { h: 'hour', 'GiBy.h': 'gib-hour', 'GiBy.mo': 'gb-month', GiBy: 'gb' };

/** A `part` row is a price of a core or of a GiB, out of which `googleMachineRows` makes the machine types. */
const PART_FAMILY = 'machine-part';

/** Google's list prices of Compute Engine, page by page. The cursor is the page token. */
export function googleSource(request: GoogleRequest, ports: HttpPorts): PriceSource {
  return {
    provider: 'google',
    id: 'google-billing-catalog',
    origin: 'Google Cloud Billing Catalog API',
    async *pages(cursor): AsyncGenerator<RefreshPage> {
      let token: string | null = cursor;
      do {
        const file = `Cloud Billing Catalog, ${token === null ? 'first page' : `page ${token}`}`;
        const parsed = Page.safeParse(
          await getJson(
            { url: pageUrl(request, token), name: 'Google Cloud Billing Catalog', timeoutMs: 120_000 },
            ports,
          ),
        );
        if (!parsed.success) {
          throw new InputError('not a page of the billing catalogue', { place: { file }, cause: parsed.error });
        }
        const skipped = countSkipped();
        const rows = parsed.data.skus.flatMap((sku, index) => {
          return skuRows(sku, { today: request.today, place: { file, line: index + 1 }, skipped });
        });
        token = parsed.data.nextPageToken || null;
        yield { rows, cursor: token, skipped: skipped.counts };
      } while (token !== null);
    },
  };
}

function pageUrl(request: GoogleRequest, token: string | null): string {
  const url = new URL(`/v1/${COMPUTE_ENGINE}/skus`, request.endpoint);
  url.searchParams.set('key', request.apiKey);
  url.searchParams.set('currencyCode', 'USD');
  if (token !== null) url.searchParams.set('pageToken', token);
  return url.href;
}

interface SkuContext {
  readonly today: string;
  readonly place: { readonly file: string; readonly line: number };
  readonly skipped: SkipCount;
}

function skuRows(value: unknown, { today, place, skipped }: SkuContext): readonly PriceRow[] {
  const parsed = Sku.safeParse(value);
  if (!parsed.success) throw new InputError('not a SKU of the billing catalogue', { place, cause: parsed.error });
  const sku = parsed.data;
  const meaning = googleMeaning(sku.description, sku.category.usageType);
  const expression = sku.pricingInfo.at(-1)?.pricingExpression;
  if (meaning.kind === 'skip' || !expression) {
    skipped.add(meaning.kind === 'skip' ? meaning.reason : 'no price');
    return [];
  }
  const names =
    meaning.kind === 'price'
      ? meaning.names
      : { family: PART_FAMILY, key: `${meaning.series}-${meaning.part}`, attributes: {} };
  return expression.tieredRates.flatMap(({ startUsageAmount, unitPrice }) => {
    if (unitPrice.currencyCode !== 'USD') throw new InputError(`a price in ${unitPrice.currencyCode}`, { place });
    const amount = decimal(checkedAmount((unitPrice.units ?? '0') as string, place)).plus(
      decimal(checkedAmount((unitPrice.nanos ?? 0) as number, place)).dividedBy(1_000_000_000),
    );
    return sku.serviceRegions.map((region) => ({
      provider: 'google' as const,
      service: 'compute-engine',
      ...names,
      region,
      unit: UNITS[expression.usageUnit] ?? expression.usageUnit.toLowerCase(),
      listedUnit: '',
      amount: decimalText(amount),
      tierStart: checkedAmount((startUsageAmount ?? 0) as number, place),
      effectiveDate: today,
      source: 'google-billing-catalog',
      flags: [],
    }));
  });
}

/**
 * The rows with machine types in place of their parts. A predefined machine type is no SKU: it costs vCPUs × price of
 * a core + GiB × price of a GiB. That is the hourly list price; Google's monthly figures for N1 and N2 include the
 * sustained-use discount and are not used.
 */
export function googleMachineRows(rows: readonly PriceRow[], known: Machines): readonly PriceRow[] {
  const parts = new Map<string, PriceRow>();
  for (const row of rows) if (row.family === PART_FAMILY) parts.set(`${row.key} ${row.region}`, row);
  const regions = new Set([...parts.values()].map((row) => row.region));
  const types = known
    .rows()
    .filter((row) => row.provider === 'google')
    .map((row) => row.type);
  const machines = types.flatMap((type) => {
    const size = billedSize(type, known.find);
    const series = type.split('-')[0] ?? '';
    if (!size) return [];
    return [...regions].flatMap((region) => {
      const [core, ram] = [parts.get(`${series}-core ${region}`), parts.get(`${series}-ram ${region}`)];
      if (!core || !ram) return [];
      const amount = decimal(core.amount).times(size.vcpu).plus(decimal(ram.amount).times(size.gib));
      return [
        {
          ...core,
          family: 'machine-type',
          key: type,
          unit: 'hour',
          amount: decimalText(amount),
          attributes: { os: 'linux' },
        },
      ];
    });
  });
  return [...rows.filter((row) => row.family !== PART_FAMILY), ...machines];
}
