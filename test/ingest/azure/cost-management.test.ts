import { describe, expect, it } from 'vitest';
import { readAll } from '../read-all.ts';
import { type CostRow, type Fault, serveCosts } from './cost-management-service.ts';
import { openCosts } from './open-costs.ts';

const USAGE: CostRow = [1.5, 20261005, 'Virtual Machines', 'Usage', 'EUR'];

async function withCosts<Result>(
  rows: readonly CostRow[],
  use: (service: Awaited<ReturnType<typeof serveCosts>>) => Promise<Result>,
  faults: readonly Fault[] = [],
): Promise<Result> {
  const service = await serveCosts(() => rows, faults);
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}

/** Expected values by hand from the API's published specification (read 2026-11-26). */
describe('costs by the query API of Azure', () => {
  it('are asked by day, service and type of charge, actual and amortised, up to today', async () => {
    await withCosts([USAGE], async (service) => {
      await openCosts(service.endpoint, { months: 1 }).deliveries(null);
      const [actual, amortized] = service.asked;
      expect(actual!.url.pathname).toBe('/subscriptions/s1/providers/Microsoft.CostManagement/query');
      expect(actual!.body).toEqual({
        type: 'ActualCost',
        timeframe: 'Custom',
        timePeriod: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-05T23:59:59.000Z' },
        dataset: {
          granularity: 'Daily',
          aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
          grouping: [
            { type: 'Dimension', name: 'ServiceName' },
            { type: 'Dimension', name: 'ChargeType' },
          ],
        },
      });
      expect(amortized!.body.type).toBe('AmortizedCost');
    });
  });

  it('are charges of a day that say they are sums', async () => {
    await withCosts([USAGE], async ({ endpoint }) => {
      const { charges } = await readAll(openCosts(endpoint), '2026-10');
      expect(charges).toMatchObject([
        {
          BilledCost: '1.5',
          EffectiveCost: '1.5',
          ChargeCategory: 'Usage',
          ServiceName: 'Virtual Machines',
          ServiceCategory: 'Compute',
          SubAccountId: 's1',
          BillingAccountId: 's1',
          ChargePeriodStart: '2026-10-05T00:00:00Z',
          ChargePeriodEnd: '2026-10-06T00:00:00Z',
          BillingPeriodEnd: '2026-11-01T00:00:00Z',
          x_SourceGranularity: 'day',
          ListUnitPrice: null,
        },
      ]);
    });
  });

  it('come page by page, each asked at the address that the page before gives', async () => {
    const rows: CostRow[] = [
      USAGE,
      [0.1, 20261006, 'Storage', 'Usage', 'EUR'],
      [0.2, 20261007, 'Storage', 'Usage', 'EUR'],
    ];
    await withCosts(rows, async (service) => {
      const { charges } = await readAll(openCosts(service.endpoint), '2026-10');
      expect(charges.map((each) => each.BilledCost)).toEqual(['1.5', '0.1', '0.2']);
      expect(service.asked.map(({ url }) => url.searchParams.get('$skiptoken'))).toEqual([
        null,
        '1',
        '2',
        null,
        '1',
        '2',
      ]);
      expect(new Set(service.asked.map(({ body }) => JSON.stringify(body.timePeriod))).size).toBe(1);
    });
  });

  it.each(['retry-after', 'x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after'])(
    'are asked again when there was no capacity, after as long as %s says',
    async (header) => {
      await withCosts(
        [USAGE],
        async (service) => {
          const start = Date.now();
          const { charges } = await readAll(openCosts(service.endpoint), '2026-10');
          expect(charges).toHaveLength(1);
          expect(service.asked).toHaveLength(3);
          expect(Date.now() - start).toBeGreaterThanOrEqual(950);
        },
        [{ status: 429, headers: { [header]: '1' } }],
      );
    },
  );

  it('of a billing account have no subscription', async () => {
    await withCosts([USAGE], async ({ endpoint }) => {
      const scopes = ['/providers/Microsoft.Billing/billingAccounts/a:b_2019/billingProfiles/P1'];
      const { charges } = await readAll(openCosts(endpoint, { scopes }), '2026-10');
      expect(charges).toMatchObject([
        { BillingAccountId: 'P1', SubAccountId: null, BillingAccountType: 'Billing Profile' },
      ]);
    });
  });

  it('of a month that has not begun are none', async () => {
    await withCosts([USAGE], async ({ endpoint }) => {
      expect(await openCosts(endpoint).deliveries({ month: '2026-12' })).toEqual([]);
    });
  });
});

describe('what is wrong with an answer is said', () => {
  it('a scope inside of another would be counted twice', () => {
    const scopes = ['/subscriptions/s1/resourceGroups/a', '/subscriptions/S1'];
    expect(() => openCosts('http://127.0.0.1:1', { scopes })).toThrow(
      'the scope /subscriptions/s1/resourcegroups/a/ lies in another one',
    );
  });

  const answer = (properties: unknown): Fault => ({ status: 200, text: JSON.stringify({ properties }) });
  const columns = ['Cost', 'UsageDate', 'ServiceName', 'ChargeType', 'Currency'].map((name) => ({
    name,
    type: 'String',
  }));

  it.each([
    ['no access', { status: 403 }, 'Cost Management, /subscriptions/s1: refused'],
    [
      'another column',
      answer({ columns: [{ name: 'Amount' }], rows: [[1]] }),
      'Cost Management answers without cost: amount',
    ],
    ['a wrong currency', answer({ columns, rows: [[1, 20261005, 'a', 'Usage', '€']] }), 'answers a row that is none'],
    [
      'a page elsewhere',
      answer({ columns, rows: [[1, 20261005, 'a', 'Usage', 'EUR']], nextLink: 'https://evil.example/query' }),
      'the next page is elsewhere, at https://evil.example',
    ],
  ])('%s', async (_, fault, message) => {
    await withCosts(
      [],
      async ({ endpoint }) => {
        await expect(readAll(openCosts(endpoint), '2026-10')).rejects.toThrow(message);
      },
      [fault],
    );
  });
});
