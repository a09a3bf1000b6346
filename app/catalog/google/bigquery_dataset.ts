import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { queryRegion } from './bigquery-region.ts';
import { examplePrice } from './example-price.ts';

/** A dataset of BigQuery: the data that on-demand queries read, beyond the free TiB. */
export const bigqueryDataset: ResourceType = {
  types: ['google_bigquery_dataset'],
  source: { url: 'https://cloud.google.com/bigquery/pricing', read: '2026-08-21' },
  usage: { monthly_queries_tb: { unit: 'TiB', means: 'data that queries read in a month', sizes: sizesAround(1) } },
  parts: [
    part('Queries (on-demand)', (r) => ({
      name: 'Queries (on-demand)',
      unit: 'TB',
      quantity: r.usage('monthly_queries_tb'),
      price: examplePrice('Queries (on-demand)', { type: 'google_bigquery_dataset', region: queryRegion(r) }),
      usageBased: true,
    })),
  ],
};
