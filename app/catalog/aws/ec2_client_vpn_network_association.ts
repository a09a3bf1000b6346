import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly } from './rows.ts';

/** Associations of a client VPN endpoint with a subnet. */
export const ec2ClientVpnNetworkAssociation: ResourceType = {
  types: ['aws_ec2_client_vpn_network_association'],
  source: { url: 'https://aws.amazon.com/vpn/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Endpoint association', (r) =>
      hourly('Endpoint association', { price: priceOf('vpc/vpn/client-endpoint-hour', r) }),
    ),
  ],
};
