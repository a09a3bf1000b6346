import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** CloudFront functions, beyond the two million invocations that are free. */
export const cloudfrontFunction: ResourceType = {
  types: ['aws_cloudfront_function'],
  source: { url: 'https://aws.amazon.com/cloudfront/pricing/', read: '2026-08-21' },
  usage: { monthly_requests: usageKey('invocations', 'Invocations', 50_000_000) },
  parts: [
    part('Invocations', (r) =>
      metered('Total number of invocations', {
        unit: '1M invocations',
        quantity: r.usage('monthly_requests'),
        price: priceOf('cloudfront/function/invocations', { region: 'us-east-1', tierStart: 2_000_000 }),
        per: 1_000_000,
      }),
    ),
  ],
};
