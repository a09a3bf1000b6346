import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** Log storage: data taken in beyond the free 50 GiB of each project, at one price in the world. */
export const loggingSink: ResourceType = {
  types: [
    'google_logging_billing_account_bucket_config',
    'google_logging_billing_account_sink',
    'google_logging_folder_bucket_config',
    'google_logging_folder_sink',
    'google_logging_organization_bucket_config',
    'google_logging_organization_sink',
    'google_logging_project_bucket_config',
    'google_logging_project_sink',
  ],
  source: { url: 'https://cloud.google.com/stackdriver/pricing', read: '2026-08-21' },
  usage: {
    monthly_logging_data_gb: {
      unit: 'GB',
      means: 'log data taken in in a month, beyond the free 50 GiB',
      sizes: sizesAround(15),
    },
  },
  parts: [
    part('Logging data', (r) => ({
      name: 'Logging data',
      unit: 'GB',
      quantity: r.usage('monthly_logging_data_gb'),
      price: examplePrice('Logging data', { type: 'google_logging_project_sink' }),
      usageBased: true,
    })),
  ],
};
