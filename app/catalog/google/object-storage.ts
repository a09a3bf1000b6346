import { per } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, type Part, part, type UsageKey } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { type InternetDestination, internetEgress } from './egress-tiers.ts';
import { examplePrice } from './example-price.ts';
import { continentOf, isSingleRegion } from './google-regions.ts';

const EGRESS: readonly (readonly [key: string, words: string, to: InternetDestination])[] = [
  ['worldwide', 'worldwide excluding Asia, Australia', 'to-worldwide'],
  ['asia', 'Asia excluding China, but including Hong Kong', 'to-worldwide'],
  ['china', 'China excluding Hong Kong', 'to-china'],
  ['australia', 'Australia', 'to-australia'],
];

/** Usage keys of everything that keeps objects in Cloud Storage. */
export const STORAGE_USAGE: Readonly<Record<string, UsageKey>> = {
  storage_gb: { unit: 'GiB', means: 'data stored', sizes: sizesAround(300) },
  monthly_class_a_operations: {
    unit: 'operations',
    means: 'writes and lists in a month',
    sizes: sizesAround(1_500_000),
  },
  monthly_class_b_operations: { unit: 'operations', means: 'reads in a month', sizes: sizesAround(20_000_000) },
  'monthly_egress_data_transfer_gb.same_continent': { unit: 'GB', means: 'data to Google regions of the continent' },
  ...Object.fromEntries(
    EGRESS.map(([key, words]) => [`monthly_egress_data_transfer_gb.${key}`, { unit: 'GB', means: `data to ${words}` }]),
  ),
};

/** `standard`, `nearline`, `coldline`, `archive`, or a legacy class, in small letters. */
export function storageClass(r: ResourceReader): string {
  return r.text('storage_class', 'STANDARD').toLowerCase();
}

/** Where the objects lie: a region, a multi-region (`us`, `eu`, `asia`) or a pair of regions (`nam4`). */
function locationOf(r: ResourceReader): string {
  return r.text('location', 'US').toLowerCase();
}

/** Data stored, or data retrieved from a class where that costs something. */
export function objectStorage(r: ResourceReader, usageKey: 'storage_gb' | 'monthly_data_retrieval_gb'): Component {
  const isStorage = usageKey === 'storage_gb';
  const name = storageClass(r);
  return {
    name: isStorage ? `Storage (${name})` : 'Data retrieval',
    unit: isStorage ? 'GiB' : 'GB',
    quantity: r.usage(usageKey),
    price: storagePrice(`${isStorage ? 'bucket' : 'retrieval'}-${CLASS_KEYS[name] ?? name}`, r),
    usageBased: true,
  };
}

/** The legacy classes REGIONAL and MULTI_REGIONAL cost what Standard does in the same location. */
const CLASS_KEYS: Readonly<Record<string, string>> = {
  archive: 'archiv',
  regional: 'standard',
  multi_regional: 'standard',
  durable_reduced_availability: 'dra',
};

const MULTI: Readonly<Record<string, readonly [multi: string, dual: string]>> = {
  us: ['us-multi', 'nam4'],
  eu: ['europe-multi', 'eur4'],
  asia: ['asia-multi', 'asia1'],
};

function storagePrice(key: string, r: ResourceReader): PriceQuery {
  const location = locationOf(r);
  const price = (fullKey: string, region: string): PriceQuery => ({
    provider: 'google',
    service: 'cloud-storage',
    family: 'storage',
    key: fullKey,
    region,
  });
  const multi = MULTI[location];
  if (multi && r.has('custom_placement_config')) return price(`${key}-dual`, multi[1]);
  if (multi) return price(`${key}-multi`, multi[0]);
  return isSingleRegion(location) ? price(key, location) : price(`${key}-dual`, location);
}

/** Operations are priced by class, not by region. */
export function objectOperations(r: ResourceReader): readonly Component[] {
  const isStandard = ['standard', 'regional', 'multi_regional'].includes(storageClass(r));
  const row = (name: string, key: string): Component => ({
    name,
    unit: '10k operations',
    quantity: per(r.usage(key), 10_000),
    price: isStandard
      ? examplePrice(name, { type: 'google_container_registry' })
      : examplePrice(name, {
          type: 'google_storage_bucket',
          region: 'asia',
          attributes: { storage_class: storageClass(r).toUpperCase() },
        }),
    priceUnitsPerUnit: 10_000,
    usageBased: true,
  });
  return [
    row('Object adds, bucket/object list (class A)', 'monthly_class_a_operations'),
    row('Object gets, retrieve bucket/object metadata (class B)', 'monthly_class_b_operations'),
  ];
}

/** Traffic out of Cloud Storage; its price depends on where it goes, not on the region it comes from. */
export function storageEgressParts(): readonly Part[] {
  const sameContinent = part('Data transfer in same continent', (r) => ({
    name: 'Data transfer in same continent',
    unit: 'GB',
    quantity: r.usage('monthly_egress_data_transfer_gb.same_continent'),
    price: sameContinentPrice(locationOf(r)),
    path: ['Network egress'],
    usageBased: true,
  }));
  const internet = EGRESS.map(([key, words, to]) =>
    part(`Data transfer to ${words}`, (r) =>
      internetEgress(
        { name: `Data transfer to ${words}`, quantity: r.usage(`monthly_egress_data_transfer_gb.${key}`), to },
        { region: 'us-central1', path: ['Network egress'] },
      ),
    ),
  );
  return [sameContinent, ...internet];
}

/** 0.02 in North America and Europe, 0.08 in Asia, as between machines. https://cloud.google.com/storage/pricing#network-buckets */
function sameContinentPrice(location: string): PriceQuery {
  const routes: Readonly<Record<string, string>> = {
    'North America': 'within the US or Canada',
    Europe: 'within Europe',
    AsiaPacific: 'within Asia',
    'Latin America': 'within South America',
    Oceania: 'to/from Indonesia and Oceania',
  };
  const continent = continentOf(location);
  const route = (continent && routes[continent]) ?? `within ${continent ?? location}`;
  return examplePrice(`Network egress > IPSec traffic ${route}`, { type: 'google_compute_vpn_gateway' });
}
