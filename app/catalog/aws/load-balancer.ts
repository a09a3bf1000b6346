import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { larger, per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component, UsageKey } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Usage keys of application and network load balancers. */
export const loadBalancerUsage: Readonly<Record<string, UsageKey>> = {
  rule_evaluations: usageKey('evaluations per second', 'Rules evaluated, application load balancers only', 5000),
  new_connections: usageKey('connections per second', 'New connections on average', 5000),
  active_connections: usageKey('connections per minute', 'Active connections on average', 5000),
  processed_bytes_gb: usageKey('GB', 'Data that the load balancer processes', 500),
};

/** What a load balancer of `kind` is billed for; `prefix` stands before its usage keys. */
export interface LoadBalancer {
  readonly kind: 'application' | 'network';
  readonly prefix?: string;
  readonly path?: readonly string[];
}

/**
 * An hour of the balancer and its capacity units: the largest of four dimensions.
 * https://aws.amazon.com/elasticloadbalancing/pricing/
 */
export function loadBalancerRows(balancer: LoadBalancer, r: ResourceReader): readonly Component[] {
  const key = balancer.kind === 'application' ? 'alb' : 'nlb';
  const name = balancer.kind === 'application' ? 'Application load balancer' : 'Network load balancer';
  const path = balancer.path ?? [];
  return [
    hourly(name, { price: priceOf(`elb/${key}/hour`, r), path }),
    metered('Load balancer capacity units', {
      unit: 'LCU',
      quantity: capacityUnits(balancer, r),
      price: priceOf(`elb/${key}/lcu-hour`, r),
      per: HOURS_PER_MONTH,
      path,
    }),
  ];
}

function capacityUnits(balancer: LoadBalancer, r: ResourceReader): Quantity {
  const prefix = balancer.prefix ?? '';
  const dimensions: readonly (readonly [string, number])[] = [
    ['new_connections', 100],
    ['active_connections', 3000],
    ['processed_bytes_gb', 1],
  ];
  const stated: Quantity[] = dimensions
    .map(([name, width]) => per(r.usage(`${prefix}${name}`), width))
    .filter((quantity) => quantity.state === 'known');
  const first = stated[0];
  if (!first) return r.usage(`${prefix}processed_bytes_gb`);
  const rules = r.usage(`${prefix}rule_evaluations`);
  if (balancer.kind === 'application' && rules.state === 'known') stated.push(per(rules, 1000));
  return stated.reduce<Quantity>((largest, quantity) => larger(largest, quantity), first);
}
