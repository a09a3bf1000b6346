import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Certificates; only those that a private authority issues cost anything. */
export const acmCertificate: ResourceType = {
  types: ['aws_acm_certificate'],
  source: { url: 'https://aws.amazon.com/private-ca/pricing/', read: '2026-08-21' },
  usage: { monthly_requests: usageKey('certificates', 'Private certificates issued', 13) },
  parts: [
    part('Certificate', (r) =>
      r.has('certificate_authority_arn') || r.related('certificate_authority_arn').length > 0
        ? metered('Certificate', {
            unit: 'requests',
            quantity: r.usage('monthly_requests', 1),
            price: exampleOf('aws_acm_certificate/Certificate', r),
          })
        : [],
    ),
  ],
};
