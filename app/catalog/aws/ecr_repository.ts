import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Container image repositories; images in public ones are billed elsewhere. */
export const ecrRepository: ResourceType = {
  types: ['aws_ecr_repository'],
  source: { url: 'https://aws.amazon.com/ecr/pricing/', read: '2026-08-21' },
  usage: { storage_gb: usageKey('GB', 'Images stored', 100) },
  parts: [
    part('Storage', (r) =>
      metered('Storage', {
        unit: 'GB',
        quantity: r.usage('storage_gb'),
        price: exampleOf('aws_ecr_repository/Storage', r),
      }),
    ),
  ],
};
