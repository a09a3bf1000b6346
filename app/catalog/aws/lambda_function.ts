import { per, type Quantity, roundUp, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Duration tiers in GB-seconds: https://aws.amazon.com/lambda/pricing/ (facts read 2026-08-21). */
const DURATION_TIERS = {
  x86: { names: ['first 6B', 'next 9B', 'over 15B'], widths: [6e9, 9e9] },
  arm: { names: ['first 7.5B', 'next 11.25B', 'over 18.75B'], widths: [7.5e9, 11.25e9] },
} as const;

/** MB of ephemeral storage that every function has for nothing. */
const FREE_STORAGE_MB = 512;

/** Lambda functions: requests, duration and ephemeral storage. The free tier is an account's, not a function's. */
export const lambdaFunction: ResourceType = {
  types: ['aws_lambda_function'],
  source: { url: 'https://aws.amazon.com/lambda/pricing/', read: '2026-08-21' },
  usage: {
    monthly_requests: usageKey('requests', 'Invocations', 50_000_000),
    request_duration_ms: usageKey('ms', 'Average duration of an invocation', 50),
  },
  parts: [
    part('Requests', (r) =>
      metered('Requests', {
        unit: '1M requests',
        quantity: r.usage('monthly_requests'),
        price: priceOf(`lambda/request/requests-${architecture(r)}`, r),
        per: 1_000_000,
      }),
    ),
    part('Ephemeral storage', (r) => {
      const extra = Math.max(0, r.number('ephemeral_storage.size', FREE_STORAGE_MB) - FREE_STORAGE_MB) / 1024;
      return {
        name: 'Ephemeral storage',
        unit: 'GB-seconds',
        quantity: times(seconds(r), extra),
        price: priceOf(`lambda/ephemeral-storage/${architecture(r)}`, r),
        usageBased: true,
      };
    }),
    part('Duration', (r) => {
      const kind = architecture(r);
      const { names, widths } = DURATION_TIERS[kind];
      return tiered({
        name: 'Duration',
        tiers: names,
        widths,
        unit: 'GB-seconds',
        quantity: times(seconds(r), r.number('memory_size', 128) / 1024),
        price: (tierStart) => priceOf(`lambda/duration/duration-${kind}`, { region: r.region, tierStart }),
      });
    }),
  ],
};

function architecture(r: ResourceReader): 'arm' | 'x86' {
  return r.text('architectures.0') === 'arm64' ? 'arm' : 'x86';
}

/** Duration is billed by the millisecond, rounded up. */
function seconds(r: ResourceReader): Quantity {
  return times(r.usage('monthly_requests'), per(roundUp(r.usage('request_duration_ms', 1)), 1000));
}
