import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Site-to-site VPN connections, and their attachment to a transit gateway. */
export const vpnConnection: ResourceType = {
  types: ['aws_vpn_connection'],
  source: { url: 'https://aws.amazon.com/vpn/pricing/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: usageKey('GB', 'Data through the transit gateway', 500) },
  parts: [
    part('VPN connection', (r) => hourly('VPN connection', { price: priceOf('vpc/vpn/site-to-site-hour', r) })),
    part('Transit gateway attachment', (r) =>
      attached(r)
        ? [
            hourly('Transit gateway attachment', { price: priceOf('vpc/tgw/vpn-attachment-hour', r) }),
            metered('Data processed', {
              unit: 'GB',
              quantity: r.usage('monthly_data_processed_gb'),
              price: priceOf('vpc/tgw/vpc-data', r),
            }),
          ]
        : [],
    ),
  ],
};

/** The gateway's id is often decided at apply: that it is referred to is enough. */
function attached(r: ResourceReader): boolean {
  return r.related('transit_gateway_id').length > 0 || r.has('transit_gateway_id');
}
