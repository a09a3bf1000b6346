import { known, per, times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { usagePart } from './simple-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/monitor/', read: '2026-08-21' };

/** Application Insights: data, and keeping it longer than the 90 days that are included. */
export const applicationInsights: ResourceType = {
  types: ['azurerm_application_insights'],
  source: SOURCE,
  usage: {
    monthly_data_ingested_gb: {
      unit: 'GB',
      means: 'data ingested in a month',
      sizes: { small: 0.435, medium: 4.35, large: 43.5 },
    },
  },
  parts: [
    usagePart({ name: 'Data ingested', unit: 'GB', key: 'monthly_data_ingested_gb' }),
    part('Data retention', (r) => {
      const days = r.number('retention_in_days', 90);
      const ingested = r.usage('monthly_data_ingested_gb');
      if (days <= 90 || ingested.state !== 'known') return undefined;
      return priceRow(r, {
        name: `Data retention (${days} days)`,
        unit: 'GB',
        quantity: per(times(ingested, days - 90), 30),
        usageBased: true,
        examples: [{ name: 'Data retention (120 days)' }],
      });
    }),
  ],
};

/** A web test of several steps; a ping is free. */
export const applicationInsightsWebTest: ResourceType = {
  types: ['azurerm_application_insights_web_test'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Multi-step web test', (r) =>
      r.flag('enabled') && r.text('kind', '').toLowerCase() === 'multistep'
        ? priceRow(r, { name: 'Multi-step web test', unit: 'test', quantity: 1 })
        : undefined,
    ),
  ],
};

/** A standard web test, by the run: each test location counts. */
export const applicationInsightsStandardWebTest: ResourceType = {
  types: ['azurerm_application_insights_standard_web_test'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Standard web test', (r) => {
      if (!r.flag('enabled', true)) return undefined;
      const seconds = r.number('frequency', 300);
      return priceRow(r, {
        name: `Standard web test (${seconds} second frequency)`,
        unit: 'tests',
        quantity: per(known(730 * 3600), seconds),
        examples: [{ name: 'Standard web test (300 second frequency)' }],
      });
    }),
  ],
};
