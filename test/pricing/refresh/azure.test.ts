import { afterEach, describe, expect, it } from 'vitest';
import { InputError, UpstreamError } from '#app/errors.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { azureSource } from '#app/pricing/refresh/azure.ts';
import { resolveRows } from '#app/pricing/resolve-rows.ts';
import { type Answer, LOOPBACK, type PriceServer, startPriceServer } from './price-server.ts';

/** An item in the shape of the API's documentation (Azure Retail Prices, example response). */
function item(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    currencyCode: 'USD',
    tierMinimumUnits: 0.0,
    retailPrice: 0.096,
    unitPrice: 0.096,
    armRegionName: 'eastus',
    location: 'US East',
    effectiveStartDate: '2020-08-01T00:00:00Z',
    meterId: '000a794b-bdb0-58be-a0cd-0c3a0f222923',
    meterName: 'D2s v3',
    productId: 'DZH318Z0BQPS',
    skuId: 'DZH318Z0BQPS/00TG',
    productName: 'Virtual Machines DSv3 Series',
    skuName: 'D2s v3',
    serviceName: 'Virtual Machines',
    serviceId: 'DZH313Z7MMC8',
    serviceFamily: 'Compute',
    unitOfMeasure: '1 Hour',
    type: 'Consumption',
    isPrimaryMeterRegion: true,
    armSkuName: 'Standard_D2s_v3',
    ...overrides,
  };
}

let server: PriceServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function fetchRows(answer: (path: URL) => Answer): Promise<readonly PriceRow[]> {
  server = await startPriceServer(answer);
  const source = azureSource(
    { endpoint: server.url, regions: ['eastus'], services: [], today: '2026-11-25' },
    LOOPBACK,
  );
  const rows: PriceRow[] = [];
  for await (const page of source.pages(null)) rows.push(...page.rows);
  return rows;
}

function page(items: readonly unknown[], next: string | null = null): Answer {
  return { body: JSON.stringify({ BillingCurrency: 'USD', Items: items, NextPageLink: next, Count: items.length }) };
}

describe('Azure Retail Prices', () => {
  it('gives a machine the words of the book', async () => {
    expect(await fetchRows(() => page([item()]))).toEqual([
      {
        provider: 'azure',
        service: 'virtual-machines',
        family: 'vm',
        key: 'Standard_D2s_v3',
        attributes: { os: 'linux' },
        region: 'eastus',
        unit: 'hour',
        listedUnit: '',
        amount: '0.096',
        tierStart: '0',
        effectiveDate: '2026-11-25',
        source: 'azure-retail-prices',
        flags: [],
      },
    ]);
  });

  it('leaves out Spot, Low Priority, Promo, Expired, Cloud Services and reservations', async () => {
    const rows = await fetchRows(() =>
      page([
        item({ skuName: 'D2s v3 Spot', meterName: 'D2s v3 Spot' }),
        item({ skuName: 'D2s v3 Low Priority', meterName: 'D2s v3 Low Priority' }),
        item({ skuName: 'D2s v3 Promo', productName: 'Virtual Machines DSv3 Promo Series' }),
        item({ meterName: 'D2s v3 Expired' }),
        item({ productName: 'DSv3 Series Cloud Services' }),
        item({ type: 'Reservation', reservationTerm: '1 Year' }),
        item({ type: 'DevTestConsumption' }),
      ]),
    );
    expect(rows).toEqual([]);
  });

  it('knows Windows by the name of the product alone', async () => {
    const rows = await fetchRows(() =>
      page([item(), item({ productName: 'Virtual Machines DSv3 Series Windows', retailPrice: 0.188 })]),
    );
    expect(rows.map((row) => [row.attributes['os'], row.amount])).toEqual([
      ['linux', '0.096'],
      ['windows', '0.188'],
    ]);
  });

  it('tells tiers apart by their first unit, and no row replaces another', async () => {
    const bandwidth = {
      serviceName: 'Bandwidth',
      productName: 'Bandwidth',
      skuName: 'Standard',
      unitOfMeasure: '1 GB',
    };
    const rows = await fetchRows(() =>
      page([
        item({ ...bandwidth, tierMinimumUnits: 0, retailPrice: 0 }),
        item({ ...bandwidth, tierMinimumUnits: 100, retailPrice: 0.087 }),
        item({ ...bandwidth, tierMinimumUnits: 10240, retailPrice: 0.083 }),
      ]),
    );
    expect(resolveRows(rows).rows.map((row) => [row.tierStart, row.amount, row.unit])).toEqual([
      ['0', '0', 'gb'],
      ['100', '0.087', 'gb'],
      ['10240', '0.083', 'gb'],
    ]);
  });

  it('takes the primary meter where a region lists a price twice, whichever comes last', async () => {
    const twice = [item({ isPrimaryMeterRegion: true }), item({ isPrimaryMeterRegion: false, retailPrice: 0.11 })];
    for (const items of [twice, twice.toReversed()]) {
      const rows = resolveRows(await fetchRows(() => page(items))).rows;
      expect(rows.map((row) => row.amount)).toEqual(['0.096']);
      await server?.close();
      server = null;
    }
  });

  it('divides a price for ten thousand exactly', async () => {
    const [row] = await fetchRows(() =>
      page([
        item({
          serviceName: 'Storage',
          productName: 'Blob Storage',
          skuName: 'Hot LRS',
          meterName: 'Hot LRS Write Operations',
          unitOfMeasure: '10K',
          retailPrice: 0.05,
        }),
      ]),
    );
    expect(row).toMatchObject({
      amount: '0.000005',
      unit: 'unit',
      listedUnit: '10K',
      family: 'blob-storage',
      key: 'hot-lrs',
    });
  });

  it('follows the link to the next page until there is none', async () => {
    const rows = await fetchRows((path) =>
      path.searchParams.has('$skip')
        ? page([item({ armSkuName: 'Standard_D4s_v3' })])
        : page([item()], `${path.origin}/api/retail/prices?$skip=1000`),
    );
    expect(rows.map((row) => row.key)).toEqual(['Standard_D2s_v3', 'Standard_D4s_v3']);
  });

  it('does not follow a link to another host', async () => {
    await expect(fetchRows(() => page([], 'http://192.0.2.1/api/retail/prices'))).rejects.toThrow(/another host/);
  });

  it.each([-0.1, null, 'NaN', 'free'])('refuses the price %s with its place', async (retailPrice) => {
    const failure = await fetchRows(() => page([item(), item({ retailPrice })])).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({ place: { file: expect.stringContaining('page 1'), line: 2 } });
  });

  it('tries again after 429 and 503', async () => {
    let asked = 0;
    const rows = await fetchRows(() => {
      asked += 1;
      return asked < 3 ? { status: asked === 1 ? 429 : 503, body: '' } : page([item()]);
    });
    expect([asked, rows.length]).toEqual([3, 1]);
  });

  it('gives up on 400 at once', async () => {
    const failure = await fetchRows(() => ({ status: 400, body: '{}' })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'upstream', status: 400, retryable: false });
    expect(server?.requests).toHaveLength(1);
  });

  it('says that a page was cut off', async () => {
    const answer = fetchRows(() => ({ ...page([item()]), cutOff: true }));
    await expect(answer).rejects.toThrow(UpstreamError);
  });
});
