import { per, type Quantity, roundUp, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Provisioned concurrency of a Lambda function. */
export const lambdaProvisionedConcurrencyConfig: ResourceType = {
  types: ['aws_lambda_provisioned_concurrency_config'],
  source: { url: 'https://aws.amazon.com/lambda/pricing/', read: '2026-08-21' },
  usage: {
    monthly_duration_hrs: usageKey('hours', 'Hours for which concurrency is provisioned', 26),
    monthly_requests: usageKey('requests', 'Invocations', 50_000_000),
    request_duration_ms: usageKey('ms', 'Average duration of an invocation', 20),
    architecture: usageKey('x86_64 or arm64', 'Architecture of the function'),
    memory_mb: usageKey('MB', "The function's memory", 256),
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
    part('Provisioned Concurrency', (r) =>
      metered('Provisioned Concurrency', {
        unit: 'GB-seconds',
        quantity: times(
          times(r.usage('monthly_duration_hrs'), memoryGiB(r)),
          r.number('provisioned_concurrent_executions', 1) * 3600,
        ),
        price: priceOf(`lambda/provisioned/concurrency-${architecture(r)}`, r),
      }),
    ),
    part('Duration', (r) =>
      metered('Duration', {
        unit: 'GB-seconds',
        quantity: times(
          times(r.usage('monthly_requests'), per(roundUp(r.usage('request_duration_ms', 1)), 1000)),
          memoryGiB(r),
        ),
        price: priceOf(`lambda/provisioned/provisioned-duration-${architecture(r)}`, r),
      }),
    ),
  ],
};

function functionOf(r: ResourceReader): ResourceReader | undefined {
  return r.related('function_name')[0];
}

function architecture(r: ResourceReader): 'arm' | 'x86' {
  const stated = r.usageText('architecture') ?? functionOf(r)?.text('architectures.0');
  return stated?.startsWith('arm') ? 'arm' : 'x86';
}

function memoryGiB(r: ResourceReader): Quantity {
  return per(r.usage('memory_mb', functionOf(r)?.number('memory_size') ?? 512), 1024);
}
