import { type Part, part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { bigQueryRegion } from './bigquery-region.ts';
import { examplePrice } from './example-price.ts';

/** A table of BigQuery: storage, inserts, and the storage API. */
export const bigqueryTable: ResourceType = {
  types: ['google_bigquery_table'],
  source: { url: 'https://cloud.google.com/bigquery/pricing', read: '2026-08-21' },
  usage: {
    monthly_active_storage_gb: { unit: 'GiB', means: 'data changed within the last 90 days', sizes: sizesAround(350) },
    monthly_long_term_storage_gb: { unit: 'GiB', means: 'data not changed for 90 days', sizes: sizesAround(600) },
    monthly_streaming_inserts_mb: {
      unit: 'MB',
      means: 'data inserted by streams in a month',
      sizes: sizesAround(150_000),
    },
    monthly_storage_write_api_gb: {
      unit: 'GiB',
      means: 'data written by the storage API in a month',
      sizes: sizesAround(300),
    },
    monthly_storage_read_api_tb: {
      unit: 'TiB',
      means: 'data read by the storage API in a month',
      sizes: sizesAround(6),
    },
  },
  parts: [
    row('Active storage', 'GB', 'monthly_active_storage_gb'),
    row('Long-term storage', 'GB', 'monthly_long_term_storage_gb'),
    row('Streaming inserts', 'MB', 'monthly_streaming_inserts_mb'),
    row('Storage write API', 'GB', 'monthly_storage_write_api_gb'),
    row('Storage read API', 'TB', 'monthly_storage_read_api_tb'),
  ],
};

function row(name: string, unit: string, key: string): Part {
  return part(name, (r) => ({
    name,
    unit,
    quantity: r.usage(key),
    price: examplePrice(name, { type: 'google_bigquery_table', region: bigQueryRegion(r) }),
    usageBased: true,
  }));
}
