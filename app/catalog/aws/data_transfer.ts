import { type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

const US_EAST: readonly string[] = ['us-east-1', 'us-east-2'];

/** Data transfer of a region as the usage file states it; no Terraform resource carries it. */
export const dataTransfer: ResourceType = {
  types: ['aws_data_transfer'],
  source: { url: 'https://aws.amazon.com/ec2/pricing/on-demand/', read: '2026-08-21' },
  usage: {
    region: usageKey('region', 'Region that the data leaves'),
    monthly_intra_region_gb: usageKey('GB', 'Data between availability zones of the region', 500),
    monthly_outbound_internet_gb: usageKey('GB', 'Data to the internet', 100),
    monthly_outbound_us_east_to_us_east_gb: usageKey('GB', 'Data between us-east-1 and us-east-2', 500),
    monthly_outbound_other_regions_gb: usageKey('GB', 'Data to other regions', 400),
  },
  parts: [
    part('Intra-region data transfer', (r) =>
      stated('monthly_intra_region_gb', r).map((quantity) =>
        metered('Intra-region data transfer', {
          unit: 'GB',
          // Billed once where it leaves a zone and once where it enters one.
          quantity: times(quantity, 2),
          price: priceOf('data-transfer/inter-az-each-way/gb', scope(r)),
        }),
      ),
    ),
    part('Outbound data transfer to Internet', (r) =>
      stated('monthly_outbound_internet_gb', r).flatMap((quantity) =>
        tiered({
          name: 'Outbound data transfer to Internet',
          tiers: ['first 10TB', 'next 40TB', 'next 100TB', 'over 150TB'],
          widths: [10_240, 40_960, 102_400],
          unit: 'GB',
          quantity,
          price: (tierStart) => priceOf('data-transfer/internet-out/gb', { ...scope(r), tierStart }),
        }),
      ),
    ),
    part('Outbound data transfer to US East regions', (r) =>
      US_EAST.includes(scope(r).region)
        ? stated('monthly_outbound_us_east_to_us_east_gb', r).map((quantity) =>
            metered('Outbound data transfer to US East regions', {
              unit: 'GB',
              quantity,
              price: priceOf('data-transfer/inter-region-us-east/gb', scope(r)),
            }),
          )
        : [],
    ),
    part('Outbound data transfer to other regions', (r) =>
      stated('monthly_outbound_other_regions_gb', r).map((quantity) =>
        metered('Outbound data transfer to other regions', {
          unit: 'GB',
          quantity,
          price: priceOf('data-transfer/inter-region/gb', scope(r)),
        }),
      ),
    ),
  ],
};

function scope(r: ResourceReader): { readonly region: string } {
  return { region: r.usageText('region') ?? r.region };
}

function stated(key: string, r: ResourceReader): readonly Quantity[] {
  const quantity = r.usage(key);
  return quantity.state === 'known' ? [quantity] : [];
}
