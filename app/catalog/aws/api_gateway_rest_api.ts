import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** REST APIs of API Gateway. */
export const apiGatewayRestApi: ResourceType = {
  types: ['aws_api_gateway_rest_api'],
  source: { url: 'https://aws.amazon.com/api-gateway/pricing/', read: '2026-08-21' },
  usage: { monthly_requests: usageKey('requests', 'Requests to the API', 2_875_000) },
  parts: [
    part('Requests', (r) =>
      tiered({
        name: 'Requests',
        tiers: ['first 333M', 'next 667M', 'next 19B', 'over 20B'],
        widths: [333_000_000, 667_000_000, 19_000_000_000],
        unit: '1M requests',
        quantity: r.usage('monthly_requests'),
        price: (tierStart) => priceOf('apigateway/rest/requests', { region: r.region, tierStart }),
        per: 1_000_000,
      }),
    ),
  ],
};
