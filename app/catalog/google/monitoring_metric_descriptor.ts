import { fillTiers, per } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

const TIERS: readonly (readonly [label: string, startMib: number])[] = [
  ['first 100K', 0],
  ['next 150K', 100_000],
  ['over 250K', 250_000],
];

/** Metrics that are charged for: their data beyond the free 150 MiB, and read calls, at one price in the world. */
export const monitoringMetricDescriptor: ResourceType = {
  types: ['google_monitoring_metric_descriptor'],
  source: { url: 'https://cloud.google.com/stackdriver/pricing', read: '2026-08-21' },
  usage: {
    monthly_monitoring_data_mb: {
      unit: 'MiB',
      means: 'data of charged metrics in a month, beyond the free 150 MiB',
      sizes: sizesAround(30),
    },
    monthly_api_calls: {
      unit: 'calls',
      means: 'read calls in a month, beyond the free million',
      sizes: sizesAround(700_000),
    },
  },
  parts: [
    part('Monitoring data', (r) =>
      fillTiers(r.usage('monthly_monitoring_data_mb'), [100_000, 150_000]).flatMap((quantity, index) => {
        const [label, tierStart] = TIERS[index] ?? ['', 0];
        if (index > 0 && quantity.state === 'known' && quantity.value.isZero()) return [];
        return {
          name: `Monitoring data (${label})`,
          unit: 'MB',
          quantity,
          price: {
            provider: 'google',
            service: 'monitoring',
            family: 'metric-data',
            key: 'ingested',
            region: 'us-central1',
            tierStart,
          },
          usageBased: true,
        };
      }),
    ),
    part('API calls', (r) => ({
      name: 'API calls',
      unit: '1k calls',
      quantity: per(r.usage('monthly_api_calls'), 1000),
      price: examplePrice('API calls', { type: 'google_monitoring_metric_descriptor' }),
      priceUnitsPerUnit: 1000,
      usageBased: true,
    })),
  ],
};
