import { expect, it } from 'vitest';
import { daysOver } from '#app/ingest/aws/cost-explorer-query.ts';
import { awsCostExplorerSource } from '#app/ingest/sources/aws-cost-explorer.ts';
import { startCostExplorer } from './cases/aws-cost-explorer.ts';

it('Cost Explorer is asked four questions a month, once, of days that are over', async () => {
  const explorer = await startCostExplorer();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
  const source = awsCostExplorerSource.open(
    { id: 'ce', kind: 'aws-cost-explorer', account: 111122223333 },
    { env: { AWS_ENDPOINT_URL: explorer.url }, now: new Date('2026-11-26T08:00:00Z'), root: '/', fetch },
  );
  try {
    const deliveries = await source.deliveries(null);
    await source.deliveries(null);
    expect(deliveries.map((each) => each.scope)).toEqual(['2026-10', '2026-11']);
    // Four for each month, and one second page.
    expect(explorer.asked).toHaveLength(9);
    expect(explorer.asked.at(-1)?.TimePeriod).toEqual({ Start: '2026-11-01', End: '2026-11-26' });
    const shown: string[] = [];
    for await (const batch of source.read(deliveries[0]!)) {
      for (const each of batch.charges) {
        shown.push(
          [
            each.ChargeCategory,
            each.BilledCost,
            each.EffectiveCost,
            each.ServiceCategory,
            each.x_SourceGranularity,
          ].join(' '),
        );
      }
    }
    expect(shown).toEqual([
      'Usage 1.5 1.5 Compute day',
      'Usage 10.25 13.25 Compute day',
      'Purchase 4 0 Other day',
      'Usage 0 0.5 Other day',
      'Tax 2 2 Other day',
      'Credit -0.001 -0.001 Compute day',
    ]);
  } finally {
    await source.close();
    await explorer.close();
  }
});

it('a month that has no day over is not asked for', () => {
  const now = new Date('2026-11-01T08:00:00Z');
  expect(daysOver('2026-11', now)).toBeNull();
  expect(daysOver('2026-12', now)).toBeNull();
  expect(daysOver('2026-10', now)).toEqual({ Start: '2026-10-01', End: '2026-11-01' });
  expect(daysOver('2025-12', now)).toEqual({ Start: '2025-12-01', End: '2026-01-01' });
});
