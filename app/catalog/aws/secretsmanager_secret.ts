import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Secrets and the calls that read them. */
export const secretsmanagerSecret: ResourceType = {
  types: ['aws_secretsmanager_secret'],
  source: { url: 'https://aws.amazon.com/secrets-manager/pricing/', read: '2026-08-21' },
  usage: { monthly_requests: usageKey('requests', 'API requests', 2_000_000) },
  parts: [
    part('Secret', (r) => row('Secret', { price: exampleOf('aws_secretsmanager_secret/Secret', r) })),
    part('API requests', (r) =>
      metered('API requests', {
        unit: '10k requests',
        quantity: r.usage('monthly_requests'),
        price: exampleOf('aws_secretsmanager_secret/API requests', r),
        per: 10_000,
      }),
    ),
  ],
};
