import type { PriceProvider } from './price.ts';
import { REGION_PLACES } from './region-places.ts';

/**
 * All other regions of the provider, nearest first; empty for a region that is not known. Government regions are
 * neither offered nor given others: their prices are for their own customers.
 */
export function nearestRegions(provider: PriceProvider, region: string): readonly string[] {
  const places = placesOf(provider);
  const from = places.get(region);
  if (!from) return [];
  return [...places.keys()]
    .filter((other) => other !== region)
    .map((other) => ({ other, kilometres: distance(from, places.get(other) ?? from) }))
    .sort((a, b) => a.kilometres - b.kilometres || (a.other < b.other ? -1 : 1))
    .map(({ other }) => other);
}

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

function placesOf(provider: PriceProvider): ReadonlyMap<string, Place> {
  return new Map(
    REGION_PLACES[provider].split(',').map((entry) => {
      const [name = '', latitude, longitude] = entry.trim().split(/\s+/);
      return [name, { latitude: Number(latitude), longitude: Number(longitude) }];
    }),
  );
}

/** Kilometres along the surface (haversine, mean radius of the earth). */
function distance(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const chord =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, chord)));
}
