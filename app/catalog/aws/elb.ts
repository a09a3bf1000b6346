import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Classic load balancers. */
export const elb: ResourceType = {
  types: ['aws_elb'],
  source: { url: 'https://aws.amazon.com/elasticloadbalancing/pricing/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: usageKey('GB', 'Data that the load balancer processes', 1250) },
  parts: [
    part('Classic load balancer', (r) =>
      hourly('Classic load balancer', { price: exampleOf('aws_elb/Classic load balancer', r) }),
    ),
    part('Data processed', (r) =>
      metered('Data processed', {
        unit: 'GB',
        quantity: r.usage('monthly_data_processed_gb'),
        price: exampleOf('aws_elb/Data processed', r),
      }),
    ),
  ],
};
