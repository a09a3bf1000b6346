import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';

/** A public IPv4 address: billed by the hour, in use or idle, since 2024-02. */
export const eip: ResourceType = {
  types: ['aws_eip'],
  source: { url: 'https://aws.amazon.com/vpc/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Public IPv4 address', (r) => {
      const used = r.has('instance') || r.has('network_interface') || r.referrers('aws_nat_gateway').length > 0;
      return {
        name: used ? 'IP address (in use)' : 'IP address (if unused)',
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        price: {
          provider: 'aws',
          service: 'vpc',
          family: 'public-ipv4',
          key: used ? 'in-use' : 'idle',
          region: r.region,
        },
      };
    }),
  ],
};
