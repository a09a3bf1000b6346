import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Attachments of a VPC, a peer or a Direct Connect gateway to a transit gateway. */
export const ec2TransitGatewayVpcAttachment: ResourceType = {
  types: [
    'aws_ec2_transit_gateway_vpc_attachment',
    'aws_ec2_transit_gateway_peering_attachment',
    'aws_dx_gateway_association',
  ],
  source: { url: 'https://aws.amazon.com/transit-gateway/pricing/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: usageKey('GB', 'Data that is sent to the transit gateway', 500) },
  parts: [
    part('Transit gateway attachment', (r) => {
      if (isPlainDirectConnect(r)) return [];
      return hourly('Transit gateway attachment', { price: priceOf(`vpc/tgw/${kindOf(r)}-attachment-hour`, scope(r)) });
    }),
    part('Data processed', (r) => {
      if (kindOf(r) === 'peering' || isPlainDirectConnect(r)) return [];
      return metered('Data processed', {
        unit: 'GB',
        quantity: r.usage('monthly_data_processed_gb'),
        price: priceOf('vpc/tgw/vpc-data', scope(r)),
      });
    }),
  ],
};

function kindOf(r: ResourceReader): 'vpc' | 'peering' | 'dx' {
  if (r.type === 'aws_dx_gateway_association') return 'dx';
  return r.type === 'aws_ec2_transit_gateway_peering_attachment' ? 'peering' : 'vpc';
}

/** A Direct Connect gateway that goes to a virtual private gateway costs nothing. */
function isPlainDirectConnect(r: ResourceReader): boolean {
  const gateway = r.related('associated_gateway_id')[0];
  return kindOf(r) === 'dx' && gateway !== undefined && gateway.type !== 'aws_ec2_transit_gateway';
}

/** It is billed where the transit gateway is, else where the VPC is. */
function scope(r: ResourceReader): ResourceReader {
  return r.related('transit_gateway_id')[0] ?? r.related('associated_gateway_id')[0] ?? r.related('vpc_id')[0] ?? r;
}
