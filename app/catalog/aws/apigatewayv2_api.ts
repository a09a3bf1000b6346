import { per, roundUp, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** HTTP and WebSocket APIs, billed in steps of 512 and 32 KB. */
export const apigatewayv2Api: ResourceType = {
  types: ['aws_apigatewayv2_api'],
  source: { url: 'https://aws.amazon.com/api-gateway/pricing/', read: '2026-08-21' },
  usage: {
    monthly_requests: usageKey('requests', 'Requests to an HTTP API', 10_000_000),
    request_size_kb: usageKey('KB', 'Average size of a request', 256),
    monthly_messages: usageKey('messages', 'Messages of a WebSocket API', 10_000_000),
    message_size_kb: usageKey('KB', 'Average size of a message', 16),
    monthly_connection_mins: usageKey('minutes', 'Minutes that WebSocket connections last', 40_000_000),
  },
  parts: [
    part('Requests', (r) => {
      if (r.text('protocol_type', 'HTTP').toUpperCase() === 'WEBSOCKET') return socketRows(r);
      return tiered({
        name: 'Requests',
        tiers: ['first 300M', 'over 300M'],
        widths: [300_000_000],
        unit: '1M requests',
        quantity: times(r.usage('monthly_requests'), roundUp(per(r.usage('request_size_kb', 512), 512))),
        price: (tierStart) => priceOf('apigateway/http/requests', { region: r.region, tierStart }),
        per: 1_000_000,
      });
    }),
  ],
};

function socketRows(r: ResourceReader): readonly Component[] {
  return [
    ...tiered({
      name: 'Messages',
      tiers: ['first 1B', 'over 1B'],
      widths: [1_000_000_000],
      unit: '1M messages',
      quantity: times(r.usage('monthly_messages'), roundUp(per(r.usage('message_size_kb', 32), 32))),
      price: (tierStart) => priceOf('apigateway/websocket/messages', { region: r.region, tierStart }),
      per: 1_000_000,
    }),
    metered('Connection duration', {
      unit: '1M minutes',
      quantity: r.usage('monthly_connection_mins'),
      price: priceOf('apigateway/websocket/connection-minutes', r),
      per: 1_000_000,
    }),
  ];
}
