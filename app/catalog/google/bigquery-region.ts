import type { ResourceReader } from '../resource-reader.ts';

/** The region whose price holds for a dataset or table: that of the dataset. */
export function bigQueryRegion(r: ResourceReader): string {
  const dataset = r.type === 'google_bigquery_table' ? (r.related('dataset_id')[0] ?? r) : r;
  return dataset.region;
}

/**
 * Queries in the multi-regions cost what they do in us-central1; storage does not.
 * https://cloud.google.com/bigquery/pricing (facts read 2026-08-21).
 */
export function queryRegion(r: ResourceReader): string {
  const region = bigQueryRegion(r);
  return ['US', 'EU'].includes(region.toUpperCase()) ? 'us-central1' : region;
}
