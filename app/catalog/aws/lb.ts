import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { larger, per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';

/** An application or network load balancer: hours and capacity units (LCU). */
export const lb: ResourceType = {
  types: ['aws_lb', 'aws_alb'],
  source: { url: 'https://aws.amazon.com/elasticloadbalancing/pricing/', read: '2026-08-21' },
  usage: {
    new_connections: { unit: 'connections/second', means: 'new connections a second' },
    active_connections: { unit: 'connections/minute', means: 'open connections a minute' },
    processed_bytes_gb: { unit: 'GB/hour', means: 'data processed in an hour' },
    rule_evaluations: { unit: 'evaluations/second', means: 'rule evaluations a second (application only)' },
  },
  parts: [
    part('Load balancer', (r) => ({
      name:
        r.text('load_balancer_type', 'application') === 'application'
          ? 'Application load balancer'
          : 'Network load balancer',
      unit: 'hours',
      quantity: HOURS_PER_MONTH,
      price: { provider: 'aws', service: 'elb', family: familyOf(r), key: 'hour', region: r.region },
    })),
    part('Load balancer capacity units', (r) => ({
      name: 'Load balancer capacity units',
      unit: 'LCU',
      quantity: capacityUnits(r),
      price: { provider: 'aws', service: 'elb', family: familyOf(r), key: 'lcu-hour', region: r.region },
      priceUnitsPerUnit: HOURS_PER_MONTH,
      usageBased: true,
    })),
  ],
};

function familyOf(r: ResourceReader): string {
  return r.text('load_balancer_type', 'application') === 'application' ? 'alb' : 'nlb';
}

/** The dimension that needs most units decides; one unit is 25 new, 3,000 active connections, 1 GB, 1,000 rules. */
function capacityUnits(r: ResourceReader): Quantity {
  const stated = ['new_connections', 'active_connections', 'processed_bytes_gb', 'rule_evaluations'].filter(
    (key) => r.usage(key).state === 'known',
  );
  if (stated.length === 0) return r.usage('new_connections');
  const isApplication = familyOf(r) === 'alb';
  return [
    per(r.usage('new_connections', 0), isApplication ? 25 : 800),
    per(r.usage('active_connections', 0), isApplication ? 3000 : 100_000),
    r.usage('processed_bytes_gb', 0),
    per(isApplication ? r.usage('rule_evaluations', 0) : 0, 1000),
  ].reduce((most, each) => larger(most, each));
}
