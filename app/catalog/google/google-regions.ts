/** Parts of the world between which Google prices traffic. */
export type GoogleContinent =
  | 'North America'
  | 'Europe'
  | 'AsiaPacific'
  | 'Oceania'
  | 'Latin America'
  | 'Middle East'
  | 'Africa';

const NAMES: readonly (readonly [RegExp, GoogleContinent])[] = [
  [/^(us|northamerica|nam)(?![a-z])/, 'North America'],
  [/^(europe|eur?)(?![a-z])/, 'Europe'],
  [/^asia(?![a-z])/, 'AsiaPacific'],
  [/^(australia|au)(?![a-z])/, 'Oceania'],
  [/^southamerica(?![a-z])/, 'Latin America'],
  [/^me(?![a-z])/, 'Middle East'],
  [/^africa(?![a-z])/, 'Africa'],
];

/** The continent of a region (`europe-west1`) or multi-region (`eu`, `US`, `nam4`), undefined for another name. */
export function continentOf(region: string): GoogleContinent | undefined {
  return NAMES.find(([name]) => name.test(region.toLowerCase()))?.[1];
}

/** A region, as against a multi-region or a pair: `europe-west1`, not `EU`. */
export function isSingleRegion(name: string): boolean {
  return /^[a-z]+-[a-z]+\d+$/.test(name);
}

/** Google's regions. https://cloud.google.com/compute/docs/regions-zones (facts read 2026-08-21). */
export const GOOGLE_REGIONS: readonly string[] = [
  'africa-south1',
  'asia-east1',
  'asia-east2',
  'asia-northeast1',
  'asia-northeast2',
  'asia-northeast3',
  'asia-south1',
  'asia-south2',
  'asia-southeast1',
  'asia-southeast2',
  'asia-southeast3',
  'australia-southeast1',
  'australia-southeast2',
  'europe-central2',
  'europe-north1',
  'europe-north2',
  'europe-southwest1',
  'europe-west1',
  'europe-west10',
  'europe-west12',
  'europe-west2',
  'europe-west3',
  'europe-west4',
  'europe-west6',
  'europe-west8',
  'europe-west9',
  'me-central1',
  'me-central2',
  'me-west1',
  'northamerica-northeast1',
  'northamerica-northeast2',
  'northamerica-south1',
  'southamerica-east1',
  'southamerica-west1',
  'us-central1',
  'us-east1',
  'us-east4',
  'us-east5',
  'us-south1',
  'us-west1',
  'us-west2',
  'us-west3',
  'us-west4',
];
