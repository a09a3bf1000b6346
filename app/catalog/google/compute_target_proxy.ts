import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** The proxy of a load balancer: hours of its instances and data processed. */
export const computeTargetProxy: ResourceType = {
  types: [
    'google_compute_target_http_proxy',
    'google_compute_target_https_proxy',
    'google_compute_target_grpc_proxy',
    'google_compute_target_ssl_proxy',
    'google_compute_target_tcp_proxy',
    'google_compute_region_target_http_proxy',
    'google_compute_region_target_https_proxy',
  ],
  source: { url: 'https://cloud.google.com/vpc/network-pricing#lb', read: '2026-08-21' },
  usage: {
    monthly_proxy_instances: { unit: 'instances', means: 'proxy instances that run all month' },
    monthly_data_processed_gb: { unit: 'GB', means: 'data processed in a month', sizes: sizesAround(1000) },
  },
  parts: [
    part('Proxy instance', (r) => ({
      name: 'Proxy instance',
      unit: 'hours',
      quantity: times(r.usage('monthly_proxy_instances'), HOURS_PER_MONTH),
      price: examplePrice('Proxy instance', { type: r.type, ...regionOf(r) }),
      usageBased: true,
    })),
    part('Data processed', (r) => ({
      name: 'Data processed',
      unit: 'GB',
      quantity: r.usage('monthly_data_processed_gb'),
      price: examplePrice('Data processed', { type: r.type, ...regionOf(r) }),
      usageBased: true,
    })),
  ],
};

/** A global proxy has one price. */
function regionOf(r: ResourceReader): { readonly region?: string } {
  return r.type.startsWith('google_compute_region_') ? { region: r.region } : {};
}
