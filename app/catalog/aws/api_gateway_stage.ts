import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly } from './rows.ts';

/** The cache of an API Gateway stage; a stage without one is free. */
export const apiGatewayStage: ResourceType = {
  types: ['aws_api_gateway_stage'],
  source: { url: 'https://aws.amazon.com/api-gateway/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Cache memory', (r) => {
      const size = r.text('cache_cluster_size', '0.5');
      if (!r.flag('cache_cluster_enabled')) return [];
      return hourly(`Cache memory (${size} GB)`, { price: priceOf(`apigateway/cache/${size}`, r) });
    }),
  ],
};
