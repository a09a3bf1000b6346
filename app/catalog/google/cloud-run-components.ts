import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { per, type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component, UsageKey } from '../resource-type.ts';
import { alikeInAll, sizesAround } from '../usage-sizes.ts';
import { isTierOne, type RunBilling, runTimePrice } from './cloud-run-price.ts';
import { examplePrice } from './example-price.ts';

/** Usage keys of services of Cloud Run. */
export const RUN_USAGE = {
  monthly_requests: { unit: 'requests', means: 'requests in a month', sizes: sizesAround(20_000_000) },
  average_request_duration_ms: { unit: 'ms', means: 'average duration of a request', sizes: alikeInAll(100) },
  concurrent_requests_per_instance: { unit: 'requests', means: 'requests that one instance serves at a time' },
  instance_hrs: { unit: 'hours', means: 'hours a month that each instance lives, where CPU is always allocated' },
} satisfies Readonly<Record<string, UsageKey>>;

/** A service as its resource states it. */
export interface RunService {
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly billing: RunBilling;
  /** Instances that are kept; half a one where none is asked for, for the time between requests. */
  readonly minInstances: number;
  /** What the row of CPU time is called in the lower price tier. */
  readonly cpuName: string;
}

/** Compute time and, where it is billed by the request, requests beyond the free two million. */
export function runServiceComponents(r: ResourceReader, service: RunService): readonly Component[] {
  const seconds = service.billing === 'request' ? requestSeconds(r) : instanceSeconds(r, service);
  const rows = runTimeComponents(r.region, { ...service, seconds });
  if (service.billing === 'instance') return rows;
  const requests: Component = {
    name: 'Number of requests',
    unit: 'requests',
    quantity: r.usage('monthly_requests'),
    price: examplePrice('Number of requests', { type: 'google_cloud_run_service' }),
    usageBased: true,
  };
  return [...rows, requests];
}

/** CPU and memory time; `seconds` are those of whole instances. */
export function runTimeComponents(
  region: string,
  time: Pick<RunService, 'vcpus' | 'memoryGiB' | 'billing' | 'cpuName'> & { readonly seconds: Quantity },
): readonly Component[] {
  const tier = isTierOne(region) ? '' : ' (tier 2)';
  const { billing } = time;
  return [
    {
      name: tier === '' ? time.cpuName : `CPU allocation time${tier}`,
      unit: 'vCPU-seconds',
      quantity: times(time.seconds, time.vcpus),
      price: runTimePrice('CPU', { region, billing }),
    },
    {
      name: `Memory allocation time${tier}`,
      unit: 'GiB-seconds',
      quantity: times(time.seconds, time.memoryGiB),
      price: runTimePrice('Memory', { region, billing }),
    },
  ];
}

function requestSeconds(r: ResourceReader): Quantity {
  const busy = times(r.usage('monthly_requests'), per(r.usage('average_request_duration_ms'), 1000));
  const concurrency = r.usage('concurrent_requests_per_instance', 1);
  return concurrency.value.isZero() ? busy : per(busy, concurrency);
}

function instanceSeconds(r: ResourceReader, service: RunService): Quantity {
  return times(times(r.usage('instance_hrs', HOURS_PER_MONTH), 3600), service.minInstances);
}
