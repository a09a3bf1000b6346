import { per } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';

const PATH: readonly string[] = ['Standard'];

/** A bucket in the Standard class: storage and requests, all by usage. */
export const s3Bucket: ResourceType = {
  types: ['aws_s3_bucket'],
  source: { url: 'https://aws.amazon.com/s3/pricing/', read: '2026-08-21' },
  usage: {
    'standard.storage_gb': { unit: 'GB', means: 'data stored' },
    'standard.monthly_tier_1_requests': { unit: 'requests', means: 'PUT, COPY, POST and LIST requests in a month' },
    'standard.monthly_tier_2_requests': { unit: 'requests', means: 'GET and all other requests in a month' },
  },
  parts: [
    part('Storage', (r) => ({
      name: 'Storage',
      unit: 'GB',
      quantity: r.usage('standard.storage_gb'),
      price: { provider: 'aws', service: 's3', family: 'storage', key: 'standard', region: r.region },
      path: PATH,
      usageBased: true,
    })),
    part('PUT, COPY, POST, LIST requests', (r) => ({
      name: 'PUT, COPY, POST, LIST requests',
      unit: '1k requests',
      quantity: per(r.usage('standard.monthly_tier_1_requests'), 1000),
      price: { provider: 'aws', service: 's3', family: 'request', key: 'standard-put', region: r.region },
      priceUnitsPerUnit: 1000,
      path: PATH,
      usageBased: true,
    })),
    part('GET, SELECT, and all other requests', (r) => ({
      name: 'GET, SELECT, and all other requests',
      unit: '1k requests',
      quantity: per(r.usage('standard.monthly_tier_2_requests'), 1000),
      price: { provider: 'aws', service: 's3', family: 'request', key: 'standard-get', region: r.region },
      priceUnitsPerUnit: 1000,
      path: PATH,
      usageBased: true,
    })),
  ],
};
