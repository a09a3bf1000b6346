import { known, plus, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';
import { continentOf, GOOGLE_REGIONS, isSingleRegion } from './google-regions.ts';

/** A repository of artifacts: data stored beyond the free half GB, and traffic to other regions. */
export const artifactRegistryRepository: ResourceType = {
  types: ['google_artifact_registry_repository'],
  source: { url: 'https://cloud.google.com/artifact-registry/pricing', read: '2026-08-21' },
  usage: {
    storage_gb: { unit: 'GB', means: 'data stored', sizes: sizesAround(75) },
    'monthly_egress_data_transfer_gb.REGION': { unit: 'GB', means: 'data to that region (`us_east1`) in a month' },
  },
  parts: [
    part('Storage', (r) => ({
      name: 'Storage',
      unit: 'GB',
      quantity: r.usage('storage_gb'),
      // One price in the world.
      price: examplePrice('Storage', { type: 'google_artifact_registry_repository', region: 'us-east1' }),
      usageBased: true,
    })),
    part('Data egress', dataEgress),
  ],
};

function dataEgress(r: ResourceReader): readonly Component[] {
  const byRoute = new Map<string, Quantity>();
  for (const to of GOOGLE_REGIONS) {
    const quantity = r.usage(`monthly_egress_data_transfer_gb.${to.replaceAll('-', '_')}`);
    const route = quantity.state === 'known' ? routeBetween(r.region, to) : undefined;
    if (route !== undefined) byRoute.set(route, plus(byRoute.get(route) ?? known(0, 'usage-file'), quantity));
  }
  return [...byRoute].map(([name, quantity]) => ({
    name,
    unit: 'GB',
    quantity,
    price: routePrice(name, r.region),
    usageBased: true,
  }));
}

/** How the traffic is called on the price list, undefined where it is free: within a region, out of a multi-region to its own continent. */
function routeBetween(from: string, to: string): string | undefined {
  const [source, target] = [continentOf(from), continentOf(to)];
  if (from === to || (!isSingleRegion(from) && source === target)) return undefined;
  if (source === 'Oceania' || target === 'Oceania') return 'Data egress from/to Oceania';
  if (source === target) return `Data egress ${source} to ${source}`;
  return 'Intercontinental (Excl Oceania)';
}

/** The examples state one region of each continent; the list has one price for a continent. */
const EXAMPLE_REGIONS: Readonly<Record<string, string>> = {
  'North America': 'us-east1',
  Europe: 'europe-north1',
  AsiaPacific: 'asia-east1',
  Oceania: 'australia-southeast1',
};

function routePrice(route: string, from: string) {
  const continent = continentOf(from) ?? '';
  // Between continents the price is the same whichever they are.
  const region = route.startsWith('Intercontinental') ? 'us-east1' : (EXAMPLE_REGIONS[continent] ?? from);
  return examplePrice(route, { type: 'google_artifact_registry_repository', region });
}
