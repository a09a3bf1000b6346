import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly, metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

const GATEWAY_DATA_WIDTHS: readonly number[] = [1_048_576, 4_194_304];

/** Interface and Gateway Load Balancer endpoints; gateway endpoints are free. */
export const vpcEndpoint: ResourceType = {
  types: ['aws_vpc_endpoint'],
  source: { url: 'https://aws.amazon.com/privatelink/pricing/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: usageKey('GB', 'Data that the endpoint processes', 1000) },
  parts: [
    part('Data processed', (r) => {
      const quantity = r.usage('monthly_data_processed_gb');
      switch (kindOf(r)) {
        case 'gateway':
          return [];
        case 'gatewayloadbalancer':
          return metered('Data processed', { unit: 'GB', quantity, price: priceOf('vpc/endpoint/gwlb-data', r) });
        default:
          return tiered({
            name: 'Data processed',
            tiers: ['first 1PB', 'next 4PB', 'over 5PB'],
            widths: GATEWAY_DATA_WIDTHS,
            unit: 'GB',
            quantity,
            price: (tierStart) => priceOf('vpc/endpoint/interface-data', { region: r.region, tierStart }),
          });
      }
    }),
    part('Endpoint', (r) => {
      const kind = kindOf(r);
      if (kind === 'gateway') return [];
      const key = kind === 'gatewayloadbalancer' ? 'gwlb-hour' : 'interface-hour';
      const zones = Math.max(1, r.list('subnet_ids').length);
      const label = kind === 'gatewayloadbalancer' ? 'GatewayLoadBalancer' : 'Interface';
      return hourly(`Endpoint (${label})`, { quantity: zones, price: priceOf(`vpc/endpoint/${key}`, r) });
    }),
  ],
};

function kindOf(r: ResourceReader): string {
  return r.text('vpc_endpoint_type', 'Gateway').toLowerCase();
}
