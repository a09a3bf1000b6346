import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Health checks and their optional features. */
export const route53HealthCheck: ResourceType = {
  types: ['aws_route53_health_check'],
  source: { url: 'https://aws.amazon.com/route53/pricing/', read: '2026-08-21' },
  usage: { endpoint_type: usageKey('aws or non-aws', 'Where the endpoint is that is checked, aws unless stated') },
  parts: [
    part('Health check', (r) => row('Health check', { price: priceFor('Health check', r) })),
    part('Optional features', (r) => {
      const features = [
        r.text('type', '').startsWith('HTTPS'),
        r.text('type', '').endsWith('STR_MATCH'),
        r.number('request_interval') === 10,
        r.flag('measure_latency'),
      ].filter(Boolean).length;
      if (features === 0) return [];
      return row('Optional features', { quantity: features, price: priceFor('Optional features', r) });
    }),
  ],
};

/** The book's examples of AWS endpoints are named, those of others are not. One price for the world. */
function priceFor(name: string, r: ResourceReader): PriceQuery {
  const inside = (r.usageText('endpoint_type') ?? 'aws') === 'aws';
  const attributes: Readonly<Record<string, string>> = inside ? { example: 'https' } : { example: '', type: 'HTTPS' };
  return exampleOf(`aws_route53_health_check/${name}`, { region: 'us-east-1', attributes });
}
