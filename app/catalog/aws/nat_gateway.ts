import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';

/** A NAT gateway: every hour it exists and every GB that passes. */
export const natGateway: ResourceType = {
  types: ['aws_nat_gateway'],
  source: { url: 'https://aws.amazon.com/vpc/pricing/', read: '2026-08-21' },
  usage: { monthly_data_processed_gb: { unit: 'GB', means: 'data that passes the gateway in a month' } },
  parts: [
    part('NAT gateway', (r) => ({
      name: 'NAT gateway',
      unit: 'hours',
      quantity: HOURS_PER_MONTH,
      price: { provider: 'aws', service: 'nat-gateway', family: 'gateway', key: 'hour', region: r.region },
    })),
    part('Data processed', (r) => ({
      name: 'Data processed',
      unit: 'GB',
      quantity: r.usage('monthly_data_processed_gb'),
      price: { provider: 'aws', service: 'nat-gateway', family: 'data', key: 'processed', region: r.region },
      usageBased: true,
    })),
  ],
};
