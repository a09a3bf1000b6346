import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import type { PriceRow } from '../price-row.ts';
import { normaliseUnit } from '../unit.ts';
import { AzureItem, azureNames, azureSkipReason } from './azure-mapping.ts';
import { checkedAmount } from './checked-amount.ts';
import { getJson, type HttpPorts } from './get-json.ts';
import { countSkipped, type PriceSource, type RefreshPage, type SkipCount } from './refresh-page.ts';

export interface AzureRequest {
  /** `https://prices.azure.com` unless an endpoint is configured. */
  readonly endpoint: string;
  /** All regions when empty. */
  readonly regions: readonly string[];
  /** Names as the API has them (`Virtual Machines`, `Storage`); all services when empty. */
  readonly services: readonly string[];
  /** Day of the refresh, `YYYY-MM-DD`: the API states current prices without a date of publication. */
  readonly today: string;
}

const Page = z.object({ Items: z.array(z.unknown()), NextPageLink: z.string().nullish() });

/** Azure's list prices, page by page (at most 1,000 prices each). The cursor is the link to the next page. */
export function azureSource(request: AzureRequest, ports: HttpPorts): PriceSource {
  return {
    provider: 'azure',
    id: 'azure-retail-prices',
    origin: 'Azure Retail Prices API',
    async *pages(cursor): AsyncGenerator<RefreshPage> {
      let url: string | null = cursor ?? firstPage(request);
      for (let number = 1; url !== null; number += 1) {
        const place = `Azure Retail Prices, page ${number} (${url})`;
        if (new URL(url).origin !== new URL(request.endpoint).origin) {
          throw new InputError('the next page is on another host', { place: { file: place } });
        }
        const parsed = Page.safeParse(await getJson({ url, name: 'Azure Retail Prices', timeoutMs: 120_000 }, ports));
        if (!parsed.success) {
          throw new InputError('not a page of Azure Retail Prices', { place: { file: place }, cause: parsed.error });
        }
        const skipped = countSkipped();
        const rows = parsed.data.Items.flatMap((item, index) => {
          return azureRow(item, { request, place: { file: place, line: index + 1 }, skipped });
        });
        url = parsed.data.NextPageLink || null;
        yield { rows, cursor: url, skipped: skipped.counts };
      }
    },
  };
}

function firstPage(request: AzureRequest): string {
  const anyOf = (field: string, values: readonly string[]) =>
    `(${values.map((value) => `${field} eq '${value.replaceAll("'", "''")}'`).join(' or ')})`;
  const filters = [`type eq 'Consumption'`];
  if (request.regions.length > 0) filters.push(anyOf('armRegionName', request.regions));
  if (request.services.length > 0) filters.push(anyOf('serviceName', request.services));
  const url = new URL('/api/retail/prices', request.endpoint);
  url.searchParams.set('api-version', '2023-01-01-preview');
  url.searchParams.set('currencyCode', 'USD');
  url.searchParams.set('$filter', filters.join(' and '));
  return url.href;
}

interface ItemContext {
  readonly request: AzureRequest;
  readonly place: { readonly file: string; readonly line: number };
  readonly skipped: SkipCount;
}

function azureRow(value: unknown, { request, place, skipped }: ItemContext): readonly PriceRow[] {
  const parsed = AzureItem.safeParse(value);
  if (!parsed.success) throw new InputError('not a price of Azure Retail Prices', { place, cause: parsed.error });
  const item = parsed.data;
  const reason = azureSkipReason(item);
  const names = reason === null ? azureNames(item) : null;
  if (!names) {
    skipped.add(reason ?? 'not mapped');
    return [];
  }
  const unit = normaliseUnit(item.unitOfMeasure);
  const price = checkedAmount(item.retailPrice as number, place);
  return [
    {
      provider: 'azure',
      ...names,
      region: item.armRegionName === '' || item.armRegionName === 'Global' ? 'global' : item.armRegionName,
      unit: unit.unit,
      listedUnit: unit.scale === '1' ? '' : item.unitOfMeasure,
      amount: decimalText(decimal(price).dividedBy(unit.scale)),
      tierStart: checkedAmount(item.tierMinimumUnits as number, place),
      effectiveDate: request.today,
      source: 'azure-retail-prices',
      // A meter that is listed twice for one region is billed by its primary one.
      flags: item.isPrimaryMeterRegion === false ? ['secondary-meter'] : [],
    },
  ];
}
