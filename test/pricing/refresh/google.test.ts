import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bookRows } from '#app/pricing/book-rows.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { encodeMachines, type MachineRow, parseMachines } from '#app/pricing/machines.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { googleSource } from '#app/pricing/refresh/google.ts';
import { googleMachineRows } from '#app/pricing/refresh/google-machines.ts';
import { repositoryRoot } from '../../support/shared.ts';
import { type Answer, LOOPBACK, type PriceServer, startPriceServer } from './price-server.ts';

/** A SKU in the shape of the API's reference (services.skus.list). */
function sku(description: string, nanos: number, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'services/6F81-5844-456A/skus/2E27-4F75-95CD',
    skuId: '2E27-4F75-95CD',
    description,
    category: {
      serviceDisplayName: 'Compute Engine',
      resourceFamily: 'Compute',
      resourceGroup: 'N1Standard',
      usageType: 'OnDemand',
    },
    serviceRegions: ['us-central1'],
    pricingInfo: [
      {
        summary: '',
        pricingExpression: {
          usageUnit: 'h',
          displayQuantity: 1,
          tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units: '0', nanos } }],
        },
        currencyConversionRate: 1,
        effectiveTime: '2026-11-25T00:00:00Z',
      },
    ],
    serviceProviderName: 'Google',
    ...overrides,
  };
}

function machine(type: string, vcpu: number, memoryGiB: number, gpuCount = 0): MachineRow {
  const family = type.split('-')[0] ?? '';
  const rest = { architecture: 'x86_64', gpuModel: null, burstable: false, generation: 'current', family };
  return { provider: 'google', type, vcpu, memoryGiB, gpuCount, ...rest };
}

const MACHINES = parseMachines(
  encodeMachines([
    machine('n1-standard-1', 1, 3.75),
    machine('n1-standard-4', 4, 15),
    machine('e2-micro', 2, 1),
    machine('n1-gpu-1', 1, 1, 1),
  ]),
  'machines',
);

let server: PriceServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function fetchRows(answer: (path: URL) => Answer, service = '6F81-5844-456A'): Promise<readonly PriceRow[]> {
  // What is not said here is empty: Compute Engine is the first of three services.
  server = await startPriceServer((path) => (path.pathname.includes(service) ? answer(path) : { body: '{"skus":[]}' }));
  const source = googleSource({ endpoint: server.url, apiKey: 'secret', today: '2026-11-25' }, LOOPBACK);
  const rows: PriceRow[] = [];
  for await (const page of source.pages(null)) rows.push(...page.rows);
  return googleMachineRows(rows, MACHINES);
}

describe('the Google Cloud Billing Catalog', () => {
  it('prices a predefined machine type as vCPUs and GiB, without the sustained-use discount', async () => {
    // https://cloud.google.com/compute/vm-instance-pricing: N1 in us-central1, 0.031611 a vCPU and 0.004237 a GiB;
    // n1-standard-1 is 0.031611 + 3.75 × 0.004237 = 0.04749975 an hour.
    const rows = await fetchRows(() => ({
      body: JSON.stringify({
        skus: [
          sku('N1 Predefined Instance Core running in Americas', 31_611_000),
          sku('N1 Predefined Instance Ram running in Americas', 4_237_000),
        ],
        nextPageToken: '',
      }),
    }));
    expect(rows.map((row) => [row.key, row.amount, row.unit, row.attributes['os']])).toEqual([
      ['n1-standard-1', '0.04749975', 'hour', 'linux'],
      ['n1-standard-4', '0.189999', 'hour', 'linux'],
    ]);
  });

  it('bills a shared-core machine for its fraction of a vCPU', async () => {
    // e2-micro: 0.25 × 0.02181159 + 1 × 0.00292353 = 0.0083764275.
    const rows = await fetchRows(() => ({
      body: JSON.stringify({
        skus: [
          sku('E2 Instance Core running in Americas', 21_811_590),
          sku('E2 Instance Ram running in Americas', 2_923_530),
        ],
      }),
    }));
    expect(rows.map((row) => [row.key, row.amount])).toEqual([['e2-micro', '0.0083764275']]);
  });

  it('prices Spot by vCPU and GiB of a series, and what is attached to it, and says that such prices change', async () => {
    const spot = { category: { usageType: 'Preemptible' } };
    const rows = await fetchRows(() => ({
      body: JSON.stringify({
        skus: [
          sku('Spot Preemptible N1 Predefined Instance Core running in Americas', 11_150_000, spot),
          sku('Spot Preemptible N2D AMD Instance Ram running in Americas', 1_067_000, spot),
          sku('Nvidia Tesla T4 GPU attached to Spot Preemptible VMs running in Americas', 110_000_000, spot),
          sku('Spot Preemptible Custom Instance Core running in Americas', 1, spot),
        ],
      }),
    }));
    expect(rows.map((row) => [row.family, row.key, row.unit, row.amount, row.flags.join()])).toEqual([
      ['spot-vcpu', 'n1', 'vcpu-hour', '0.01115', 'spot-price'],
      ['spot-memory', 'n2d', 'gib-hour', '0.001067', 'spot-price'],
      ['spot-gpu', 'nvidia-t4', 'hour', '0.11', 'spot-price'],
    ]);
  });

  it('leaves out custom, committed and sole-tenant prices', async () => {
    const rows = await fetchRows(() => ({
      body: JSON.stringify({
        skus: [
          sku('N1 Custom Instance Core running in Americas', 1),
          sku('Commitment v1: Cpu in Americas for 1 Year', 1, { category: { usageType: 'Commit1Yr' } }),
          sku('N1 Sole Tenancy Instance Core running in Americas', 1),
        ],
      }),
    }));
    expect(rows).toEqual([]);
  });

  it('prices disks of two zones, local disks, snapshots, GPUs, addresses and NAT under the names of the book', async () => {
    const tiers = (usageUnit: string, ...rates: readonly (readonly [number, number])[]) => ({
      pricingInfo: [
        {
          pricingExpression: {
            usageUnit,
            tieredRates: rates.map(([startUsageAmount, nanos]) => ({
              startUsageAmount,
              unitPrice: { currencyCode: 'USD', units: '0', nanos },
            })),
          },
        },
      ],
    });
    const month = tiers('GiBy.mo', [0, 80_000_000]);
    const skus = [
      sku('Regional Storage PD Capacity in Iowa', 0, month),
      sku('SSD backed Local Storage', 0, month),
      sku('Storage PD Snapshot in US', 0, month),
      sku('Nvidia Tesla T4 GPU running in Americas', 350_000_000),
      sku('Nvidia Tesla T4 GPU attached to Spot Preemptible VMs running in Americas', 110_000_000),
      sku('Static Ip Charge', 10_000_000),
      sku('External IP Charge on a Standard VM', 0, tiers('h', [0, 0], [744, 5_000_000])),
      sku('NAT Gateway: Data processing charge in Iowa', 0, tiers('GiBy', [0, 45_000_000])),
    ];
    const rows = await fetchRows(() => ({ body: JSON.stringify({ skus, nextPageToken: '' }) }));
    const priced = rows.filter((row) => row.service !== 'cloud-sql' && row.service !== 'cloud-storage');
    expect(priced.map((row) => [row.service, row.family, row.key, row.unit, row.tierStart, row.amount])).toEqual([
      ['compute-engine', 'disk', 'hdd-replicated', 'gb-month', '0', '0.08'],
      ['compute-engine', 'local-ssd', 'local', 'gb-month', '0', '0.08'],
      ['compute-engine', 'snapshot', 'snapshot', 'gb-month', '0', '0.08'],
      ['compute-engine', 'gpu', 'nvidia-t4', 'hour', '0', '0.35'],
      ['networking', 'external-ip', 'static-unused', 'hour', '0', '0.01'],
      ['networking', 'external-ip', 'in-use', 'hour', '0', '0.005'],
      ['networking', 'cloud-nat', 'data-processed', 'gb', '0', '0.045'],
    ]);
    const book = readPriceBook(join(repositoryRoot, 'dist/prices'));
    const known = new Set([...bookRows(book)].map((row) => `${row.service} ${row.family} ${row.key} ${row.unit}`));
    expect(
      priced.map((row) => `${row.service} ${row.family} ${row.key} ${row.unit}`).filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  it('follows page tokens and asks with the key', async () => {
    const rows = await fetchRows((path) => ({
      body: JSON.stringify(
        path.searchParams.has('pageToken')
          ? { skus: [sku('Storage PD Capacity', 40_000_000, { serviceRegions: ['us-east1'] })] }
          : { skus: [sku('Storage PD Capacity', 40_000_000)], nextPageToken: 'more' },
      ),
    }));
    expect(rows.map((row) => [row.family, row.key, row.region, row.amount])).toEqual([
      ['disk', 'hdd', 'us-central1', '0.04'],
      ['disk', 'hdd', 'us-east1', '0.04'],
    ]);
    expect(server?.requests.every((path) => path.includes('key=secret'))).toBe(true);
  });

  it('does not print the key when the catalogue refuses', async () => {
    const failure = await fetchRows(() => ({ status: 403, body: '{}' })).catch((error: unknown) => error);
    expect(String(failure)).not.toContain('secret');
    expect(failure).toMatchObject({ code: 'upstream', status: 403 });
  });

  it('refuses a negative price', async () => {
    const answer = fetchRows(() => ({ body: JSON.stringify({ skus: [sku('Storage PD Capacity', -1)] }) }));
    await expect(answer).rejects.toThrow(/not a price: -1/);
  });

  it('prices the vCPUs and GiB of Cloud SQL', async () => {
    const rows = await fetchRows(
      () => ({
        body: JSON.stringify({
          skus: [
            sku('Cloud SQL for PostgreSQL: Zonal - vCPU in Americas', 41_300_000),
            sku('Cloud SQL for MySQL: Regional - RAM in Americas', 14_000_000),
            sku('Cloud SQL for MySQL: Zonal - Enterprise Plus N vCPU in Americas', 1),
          ],
        }),
      }),
      '9662-B51E-5089',
    );
    expect(rows.map((row) => [row.service, row.family, row.key, row.unit, row.amount, row.attributes])).toEqual([
      [
        'cloud-sql',
        'unit',
        'vcpu',
        'vcpu-hour',
        '0.0413',
        { edition: 'enterprise', engine: 'postgres', deployment: 'zonal' },
      ],
      [
        'cloud-sql',
        'unit',
        'ram',
        'gb-hour',
        '0.014',
        { edition: 'enterprise', engine: 'mysql', deployment: 'regional' },
      ],
    ]);
  });

  it('prices buckets of one region from the first GB on, although the account has some free', async () => {
    const rates = (prices: readonly (readonly [number, number])[]) => ({
      pricingInfo: [
        {
          pricingExpression: {
            usageUnit: 'GiBy.mo',
            tieredRates: prices.map(([startUsageAmount, nanos]) => {
              return { startUsageAmount, unitPrice: { currencyCode: 'USD', units: '0', nanos } };
            }),
          },
        },
      ],
    });
    const rows = await fetchRows(
      () => ({
        body: JSON.stringify({
          skus: [
            sku(
              'Standard Storage Iowa',
              0,
              rates([
                [0, 0],
                [5, 20_000_000],
              ]),
            ),
            sku('Nearline Storage Iowa', 0, rates([[0, 10_000_000]])),
            sku('Standard Storage Iowa Dual-region', 0, rates([[0, 22_000_000]])),
            sku('Standard Storage US Multi-region', 0, rates([[0, 26_000_000]])),
          ],
        }),
      }),
      '95FF-2EF5-5EA1',
    );
    expect(rows.map((row) => [row.key, row.tierStart, row.amount, row.unit])).toEqual([
      ['bucket-standard', '0', '0.02', 'gb-month'],
      ['bucket-nearline', '0', '0.01', 'gb-month'],
    ]);
  });
});
