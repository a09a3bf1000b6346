import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** NAT gateways. */
export const natGateway: ResourceType = {
  types: ['aws_nat_gateway'],
  source: { url: 'https://aws.amazon.com/vpc/pricing/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: usageKey('GB', 'Data that the gateway processes', 222) },
  parts: [
    part('NAT gateway', (r) => hourly('NAT gateway', { price: priceOf('nat-gateway/gateway/hour', r) })),
    part('Data processed', (r) =>
      metered('Data processed', {
        unit: 'GB',
        quantity: r.usage('monthly_data_processed_gb'),
        price: priceOf('nat-gateway/data/processed', r),
      }),
    ),
  ],
};
