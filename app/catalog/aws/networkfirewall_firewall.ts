import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Network firewalls: an endpoint in each subnet, and what passes through. */
export const networkfirewallFirewall: ResourceType = {
  types: ['aws_networkfirewall_firewall'],
  source: { url: 'https://aws.amazon.com/network-firewall/pricing/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: usageKey('GB', 'Data processed', 153) },
  parts: [
    part('Network Firewall Endpoint', (r) =>
      hourly('Network Firewall Endpoint', {
        quantity: Math.max(1, r.blocks('subnet_mapping').length),
        price: exampleOf('aws_networkfirewall_firewall/Network Firewall Endpoint', r),
      }),
    ),
    part('Data Processed', (r) =>
      metered('Data Processed', {
        unit: 'GB',
        quantity: r.usage('monthly_data_processed_gb'),
        price: exampleOf('aws_networkfirewall_firewall/Data Processed', r),
      }),
    ),
  ],
};
