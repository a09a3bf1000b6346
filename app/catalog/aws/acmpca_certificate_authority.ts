import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, row, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Private certificate authorities and the certificates that they issue. */
export const acmpcaCertificateAuthority: ResourceType = {
  types: ['aws_acmpca_certificate_authority'],
  source: { url: 'https://aws.amazon.com/private-ca/pricing/', read: '2026-08-21' },
  usage: { monthly_requests: usageKey('certificates', 'Certificates issued', 13) },
  parts: [
    part('Private certificate authority', (r) => {
      const name = isShortLived(r)
        ? 'Private certificate authority (short-lived certificate mode)'
        : 'Private certificate authority';
      return row(name, { price: exampleOf(`aws_acmpca_certificate_authority/${name}`, r) });
    }),
    part('Certificates', (r) => {
      const quantity = r.usage('monthly_requests');
      const price = (name: string) => exampleOf(`aws_acmpca_certificate_authority/${name}`, r);
      if (isShortLived(r)) {
        const name = 'Certificates (short-lived)';
        return metered(name, { unit: 'requests', quantity, price: price(name) });
      }
      return tiered({
        name: 'Certificates',
        tiers: ['first 1K', 'next 9K', 'over 10K'],
        widths: [1000, 9000],
        unit: 'requests',
        quantity,
        price: (_start, tier) => price(`Certificates (${tier})`),
      });
    }),
  ],
};

function isShortLived(r: ResourceReader): boolean {
  return r.text('usage_mode') === 'SHORT_LIVED_CERTIFICATE';
}
