import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import type { PriceRow } from '../price-row.ts';
import { checkedAmount } from './checked-amount.ts';
import { getJson, type HttpPorts } from './get-json.ts';
import { PART_FAMILY } from './google-machines.ts';
import { GOOGLE_SERVICES, type GoogleMeaning, type GoogleService } from './google-mapping.ts';
import { countSkipped, type PriceSource, type RefreshPage, type SkipCount } from './refresh-page.ts';

export interface GoogleRequest {
  /** `https://cloudbilling.googleapis.com` unless an endpoint is configured. */
  readonly endpoint: string;
  readonly apiKey: string;
  /** Day of the refresh, `YYYY-MM-DD`. */
  readonly today: string;
}

/** https://docs.cloud.google.com/billing/v1/how-tos/catalog-api (as known on 2026-11-25, not read). */
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

/** Google's list prices, service by service and page by page. The cursor names service and page token. */
export function googleSource(request: GoogleRequest, ports: HttpPorts): PriceSource {
  return {
    provider: 'google',
    id: 'google-billing-catalog',
    origin: 'Google Cloud Billing Catalog API',
    async *pages(cursor): AsyncGenerator<RefreshPage> {
      let at = readCursor(cursor);
      for (let service = GOOGLE_SERVICES[at.service]; service; service = GOOGLE_SERVICES[at.service]) {
        const file = `Cloud Billing Catalog, ${service.service}, ${at.token === '' ? 'first page' : `page ${at.token}`}`;
        const url = pageUrl(request, { service, token: at.token });
        const answer = await getJson({ url, name: 'Google Cloud Billing Catalog', timeoutMs: 120_000 }, ports);
        const parsed = Page.safeParse(answer);
        if (!parsed.success) {
          throw new InputError('not a page of the billing catalogue', { place: { file }, cause: parsed.error });
        }
        const skipped = countSkipped();
        const rows = parsed.data.skus.flatMap((sku, index) => {
          return skuRows(sku, { service, today: request.today, place: { file, line: index + 1 }, skipped });
        });
        const token = parsed.data.nextPageToken ?? '';
        at = token === '' ? { service: at.service + 1, token } : { service: at.service, token };
        const done = at.service >= GOOGLE_SERVICES.length;
        yield { rows, cursor: done ? null : JSON.stringify(at), skipped: skipped.counts };
      }
    },
  };
}

const Cursor = z.object({ service: z.number().int().nonnegative(), token: z.string() });

function readCursor(text: string | null): z.infer<typeof Cursor> {
  if (text === null) return { service: 0, token: '' };
  try {
    return Cursor.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError('the journal of the refresh is damaged', { remedy: 'delete it and refresh again', cause });
  }
}

function pageUrl(request: GoogleRequest, page: { readonly service: GoogleService; readonly token: string }): string {
  const url = new URL(`/v1/services/${page.service.id}/skus`, request.endpoint);
  url.searchParams.set('key', request.apiKey);
  url.searchParams.set('currencyCode', 'USD');
  if (page.token !== '') url.searchParams.set('pageToken', page.token);
  return url.href;
}

interface SkuContext {
  readonly service: GoogleService;
  readonly today: string;
  readonly place: { readonly file: string; readonly line: number };
  readonly skipped: SkipCount;
}

function skuRows(value: unknown, { service, today, place, skipped }: SkuContext): readonly PriceRow[] {
  const parsed = Sku.safeParse(value);
  if (!parsed.success) throw new InputError('not a SKU of the billing catalogue', { place, cause: parsed.error });
  const sku = parsed.data;
  const { usageType } = sku.category;
  const meaningOf = { OnDemand: service.meaning, Preemptible: service.spotMeaning }[usageType];
  const meaning: GoogleMeaning = meaningOf?.(sku.description) ?? { kind: 'skip', reason: usageType };
  const expression = sku.pricingInfo.at(-1)?.pricingExpression;
  if (meaning.kind === 'skip' || !expression) {
    skipped.add(meaning.kind === 'skip' ? meaning.reason : 'no price');
    return [];
  }
  const names =
    meaning.kind === 'price'
      ? meaning.names
      : { family: PART_FAMILY, key: `${meaning.series}-${meaning.part}`, attributes: {} };
  const own = meaning.kind === 'price' ? meaning : null;
  const rates = expression.tieredRates.map(({ startUsageAmount, unitPrice }) => {
    if (unitPrice.currencyCode !== 'USD') throw new InputError(`a price in ${unitPrice.currencyCode}`, { place });
    const amount = decimal(checkedAmount((unitPrice.units ?? '0') as string, place)).plus(
      decimal(checkedAmount((unitPrice.nanos ?? 0) as number, place)).dividedBy(1_000_000_000),
    );
    return { amount, start: checkedAmount((startUsageAmount ?? 0) as number, place) };
  });
  const free = own?.freeTier === 'left out' && rates.length === 2 && rates[0]?.amount.isZero();
  const priced = free ? rates.slice(1).map(({ amount }) => ({ amount, start: '0' })) : rates;
  return priced.flatMap(({ amount, start }) =>
    sku.serviceRegions.map((region) => ({
      provider: 'google' as const,
      service: service.service,
      ...names,
      region,
      unit: own?.unit ?? UNITS[expression.usageUnit] ?? expression.usageUnit.toLowerCase(),
      listedUnit: '',
      amount: decimalText(amount),
      tierStart: start,
      effectiveDate: today,
      source: 'google-billing-catalog',
      flags: own?.flags ?? [],
    })),
  );
}
