import type { Component } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';

/**
 * Regions of the lower price tier.
 * https://cloud.google.com/run/pricing and https://cloud.google.com/functions/pricing-1stgen (facts read 2026-08-21).
 */
const TIER_ONE: readonly string[] = [
  'asia-east1',
  'asia-northeast1',
  'asia-northeast2',
  'europe-north1',
  'europe-southwest1',
  'europe-west1',
  'europe-west4',
  'europe-west8',
  'europe-west9',
  'me-west1',
  'us-central1',
  'us-east1',
  'us-east4',
  'us-east5',
  'us-south1',
  'us-west1',
];

/** True where Cloud Run and Cloud Functions cost the lower of their two prices. */
export function isTierOne(region: string): boolean {
  return TIER_ONE.includes(region);
}

/** How the time of a container is billed: while it serves requests, or as long as it lives. */
export type RunBilling = 'request' | 'instance';

/**
 * The examples are of the higher tier, which costs 1.4 times the lower one while serving requests and 1.2 times as
 * long as an instance lives: 0.0000336 to 0.000024 and 0.0000216 to 0.000018 a vCPU-second on the page above.
 */
const LOWER_TIER_SHARE: Readonly<Record<RunBilling, string>> = {
  request: '0.714285714285714285714285714286',
  instance: '0.833333333333333333333333333333',
};

/** The price of a vCPU-second or a GiB-second of Cloud Run. */
export function runTimePrice(
  of: 'CPU' | 'Memory',
  where: { readonly region: string; readonly billing: RunBilling },
): Component['price'] {
  const query = examplePrice(`${of} allocation time (tier 2)`, {
    type: where.billing === 'request' ? 'google_cloud_run_service' : 'google_cloud_run_v2_job',
    region: where.billing === 'request' ? 'us-central1' : 'europe-west3',
  });
  if (!isTierOne(where.region)) return query;
  return { sum: [{ share: LOWER_TIER_SHARE[where.billing], query }], flags: ['derived'] };
}
