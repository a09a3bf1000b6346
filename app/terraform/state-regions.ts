import type { ResourceInstance } from './resource.ts';

/**
 * The resources of a state, which does not say how its providers are configured: where all that name a region name the
 * same one, the provider's others lie in it, too. A state over several regions is left as it is.
 */
export function withStateRegions(resources: readonly ResourceInstance[]): readonly ResourceInstance[] {
  const regions = new Map<string, Set<string>>();
  for (const resource of resources) {
    const region = resource.providerRegion === null ? awsRegion(resource) : null;
    if (region === null) continue;
    const named = regions.get(resource.provider) ?? new Set();
    regions.set(resource.provider, named.add(region));
  }
  return resources.map((resource) => {
    const named = regions.get(resource.provider);
    const [only] = named ?? [];
    const fits = resource.providerRegion === null && resource.type.startsWith('aws_') && named?.size === 1;
    return fits && only !== undefined ? { ...resource, providerRegion: only } : resource;
  });
}

/** What the ARN, the zone or (since version 6 of the provider) the region of an AWS resource says. */
function awsRegion({ type, mode, attributes }: ResourceInstance): string | null {
  if (!type.startsWith('aws_') || mode === 'data') return null;
  const { arn, region, availability_zone: zone } = attributes;
  if (typeof region === 'string' && region !== '') return region;
  const ofArn = typeof arn === 'string' ? /^arn:[^:]+:[^:]+:([a-z0-9-]+):/.exec(arn)?.[1] : undefined;
  if (ofArn !== undefined) return ofArn;
  return typeof zone === 'string' ? (/^([a-z]+(?:-[a-z]+)+-\d+)[a-z]$/.exec(zone)?.[1] ?? null) : null;
}
