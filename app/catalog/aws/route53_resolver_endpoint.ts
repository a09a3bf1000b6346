import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Resolver endpoints, by network interface, and their queries. */
export const route53ResolverEndpoint: ResourceType = {
  types: ['aws_route53_resolver_endpoint'],
  source: { url: 'https://aws.amazon.com/route53/pricing/', read: '2026-08-21' },
  usage: { monthly_queries: usageKey('queries', 'DNS queries', 25_000_000) },
  parts: [
    part('Resolver endpoints', (r) =>
      hourly('Resolver endpoints', {
        quantity: r.blocks('ip_address').length,
        price: priceOf('route53/resolver/endpoint-eni', r),
      }),
    ),
    part('DNS queries', (r) =>
      tiered({
        name: 'DNS queries',
        tiers: ['first 1B', 'over 1B'],
        widths: [1_000_000_000],
        unit: '1M queries',
        quantity: r.usage('monthly_queries'),
        price: (tierStart) => priceOf('route53/resolver/queries', { region: r.region, tierStart }),
        per: 1_000_000,
      }),
    ),
  ],
};
