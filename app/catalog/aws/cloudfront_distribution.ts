import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType, type UsageKey } from '../resource-type.ts';
import { shieldPlaces, viewerPlaces } from './cloudfront-places.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** CloudFront has one price list for the world. */
const EVERYWHERE = { region: 'us-east-1' } as const;

const INTERNET_TIERS = [
  ...['first 10TB', 'next 40TB', 'next 100TB', 'next 350TB', 'next 524TB', 'next 4PB', 'over 5PB'],
] as const;
const INTERNET_WIDTHS: readonly number[] = [10_240, 40_960, 102_400, 358_400, 536_576, 4_194_304];

const FREE_INVALIDATIONS = 1000;

/** Viewers are assumed where most are: in the United States. */
const ASSUMED: Readonly<Record<string, number>> = {
  'monthly_data_transfer_to_internet_gb.us': 90,
  'monthly_https_requests.us': 7_500_000,
};

/** Distributions: data and requests by the viewers' place, and what else is switched on. */
export const cloudfrontDistribution: ResourceType = {
  types: ['aws_cloudfront_distribution'],
  source: { url: 'https://aws.amazon.com/cloudfront/pricing/', read: '2026-08-21' },
  usage: {
    ...byPlace('monthly_data_transfer_to_internet_gb', 'GB', 'Data to viewers'),
    ...byPlace('monthly_data_transfer_to_origin_gb', 'GB', 'Data to the origin'),
    ...byPlace('monthly_http_requests', 'requests', 'HTTP requests'),
    ...byPlace('monthly_https_requests', 'requests', 'HTTPS requests'),
    ...Object.fromEntries(
      Object.values(shieldPlaces).map(([key, name]) => [
        `monthly_shield_requests.${key}`,
        usageKey('requests', `Requests that reach the origin shield, ${name}`),
      ]),
    ),
    monthly_invalidation_requests: usageKey('paths', 'Paths invalidated', 2500),
    monthly_encryption_requests: usageKey('requests', 'Requests with field-level encryption', 5_000_000),
    monthly_log_lines: usageKey('lines', 'Lines of real-time logs', 1_000_000_000),
    custom_ssl_certificates: usageKey('certificates', 'Certificates with dedicated addresses'),
  },
  parts: [
    part('Field level encryption requests', (r) =>
      r.has('default_cache_behavior.field_level_encryption_id') || isStated('monthly_encryption_requests', r)
        ? simpleRow(['Field level encryption requests', '10k requests', 'monthly_encryption_requests', 10_000], r)
        : [],
    ),
    part('Real-time log requests', (r) =>
      r.blocks('logging_config').length > 0 || isStated('monthly_log_lines', r)
        ? simpleRow(['Real-time log requests', '1M lines', 'monthly_log_lines', 1_000_000], r)
        : [],
    ),
    part('Dedicated IP custom SSLs', (r) => {
      const dedicated = r.text('viewer_certificate.ssl_support_method') === 'vip';
      if (!dedicated && !isStated('custom_ssl_certificates', r)) return [];
      return {
        name: 'Dedicated IP custom SSLs',
        unit: 'certificates',
        quantity: r.usage('custom_ssl_certificates', 1),
        price: priceOf('cloudfront/ssl/dedicated-ip-cert', EVERYWHERE),
        usageBased: true,
      };
    }),
    part('Origin shield', (r) => shieldRows(r)),
    part('Invalidation requests', (r) =>
      tiered({
        name: 'Invalidation requests',
        tiers: ['first 1k', 'over 1k'],
        widths: [FREE_INVALIDATIONS],
        unit: 'paths',
        quantity: r.usage('monthly_invalidation_requests'),
        price: (_start, tier) => exampleOf(`aws_cloudfront_distribution/Invalidation requests (${tier})`, EVERYWHERE),
      }),
    ),
    part('Data transfer out to internet', (r) =>
      placesWith('monthly_data_transfer_to_internet_gb', r).flatMap(([key, place]) =>
        tiered({
          name: 'Data transfer out to internet',
          tiers: INTERNET_TIERS,
          widths: INTERNET_WIDTHS,
          unit: 'GB',
          quantity: r.usage(`monthly_data_transfer_to_internet_gb.${key}`),
          price: (_start, tier) => placePrice(place, `Data transfer out to internet (${tier})`),
          path: [place],
        }),
      ),
    ),
    part('Data transfer out to origin', (r) =>
      placeRows(['Data transfer out to origin', 'GB', 'monthly_data_transfer_to_origin_gb', 1], r),
    ),
    part('HTTP requests', (r) => placeRows(['HTTP requests', '10k requests', 'monthly_http_requests', 10_000], r)),
    part('HTTPS requests', (r) => placeRows(['HTTPS requests', '10k requests', 'monthly_https_requests', 10_000], r)),
  ],
};

/** Name, shown unit, usage key, and how many make one shown unit. */
type Metered = readonly [string, string, string, number];

function byPlace(key: string, unit: string, means: string): Readonly<Record<string, UsageKey>> {
  return Object.fromEntries(
    viewerPlaces.map(([place, name]) => [
      `${key}.${place}`,
      usageKey(unit, `${means}, ${name}`, ASSUMED[`${key}.${place}`]),
    ]),
  );
}

function isStated(key: string, r: ResourceReader): boolean {
  return r.usage(key).state === 'known';
}

function simpleRow([name, unit, key, size]: Metered, r: ResourceReader): Component {
  const price = exampleOf(`aws_cloudfront_distribution/${name}`, EVERYWHERE);
  return metered(name, { unit, quantity: r.usage(key), price, per: size });
}

/** The places whose usage is stated; the first of all where none is. */
function placesWith(key: string, r: ResourceReader): readonly (readonly [string, string])[] {
  const stated = viewerPlaces.filter(([place]) => isStated(`${key}.${place}`, r));
  return stated.length > 0 ? stated : viewerPlaces.slice(0, 1);
}

function placeRows([name, unit, key, size]: Metered, r: ResourceReader): readonly Component[] {
  return placesWith(key, r).map(([usage, place]) =>
    metered(name, {
      unit,
      quantity: r.usage(`${key}.${usage}`),
      price: placePrice(place, name),
      per: size,
      path: [place],
    }),
  );
}

function placePrice(place: string, name: string): PriceQuery {
  return exampleOf(`aws_cloudfront_distribution/${place} > ${name}`, EVERYWHERE);
}

function shieldRows(r: ResourceReader): readonly Component[] {
  const shield = r
    .blocks('origin')
    .flatMap((origin) => origin.block('origin_shield') ?? [])
    .find((each) => each.flag('enabled'));
  const region = shield?.text('origin_shield_region');
  const place = region === undefined ? undefined : shieldPlaces[region];
  if (region === undefined || !place) return [];
  const [key, name] = place;
  return [
    metered(`Origin shield HTTP requests (${name} ${region})`, {
      unit: '10k requests',
      quantity: r.usage(`monthly_shield_requests.${key}`),
      price: priceOf('cloudfront/request/origin-shield', { region }),
      per: 10_000,
    }),
  ];
}
