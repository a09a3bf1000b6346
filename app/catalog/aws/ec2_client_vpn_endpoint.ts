import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Client VPN endpoints: one connection is shown, each is billed by the hour. */
export const ec2ClientVpnEndpoint: ResourceType = {
  types: ['aws_ec2_client_vpn_endpoint'],
  source: { url: 'https://aws.amazon.com/vpn/pricing/', read: '2026-08-21' },
  usage: { connections: usageKey('connections', 'Connections that are open on average') },
  parts: [
    part('Connection', (r) =>
      hourly('Connection', {
        quantity: r.usage('connections', 1),
        price: priceOf('vpc/vpn/client-connection-hour', r),
      }),
    ),
  ],
};
