import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

const KINDS: readonly (readonly [string, string, number])[] = [
  ['Standard queries', 'monthly_standard_queries', 25_000_000],
  ['Latency based routing queries', 'monthly_latency_based_queries', 16_666_666],
  ['Geo DNS queries', 'monthly_geo_queries', 14_285_714],
];

/** Queries for records; those for an alias of an AWS resource are free. */
export const route53Record: ResourceType = {
  types: ['aws_route53_record'],
  source: { url: 'https://aws.amazon.com/route53/pricing/', read: '2026-08-21' },
  usage: Object.fromEntries(KINDS.map(([name, key, medium]) => [key, usageKey('queries', name, medium)])),
  parts: [
    part('Queries', (r) => {
      if (r.blocks('alias').length > 0) return [];
      return KINDS.flatMap(([name, key]) =>
        tiered({
          name,
          tiers: ['first 1B', 'over 1B'],
          widths: [1_000_000_000],
          unit: '1M queries',
          quantity: r.usage(key),
          // Route 53 has one price for the world.
          price: (_start, tier) => exampleOf(`aws_route53_record/${name} (${tier})`, { region: 'us-east-1' }),
          per: 1_000_000,
        }),
      );
    }),
  ],
};
