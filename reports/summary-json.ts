import type { ProjectEstimate, ResourceEstimate } from '#app/estimate/estimate.ts';

/** The counts of the document: resources found, supported, unsupported, free (`noPrice`) and usage-based. */
export function summaryJson(projects: readonly ProjectEstimate[]): Readonly<Record<string, unknown>> {
  const resources = projects.flatMap((project) => project.resources);
  const unsupported = resources.filter((each) => each.support === 'unsupported');
  const free = resources.filter((each) => each.support === 'free');
  const supported = resources.filter((each) => each.support !== 'unsupported' && each.support !== 'free');
  return {
    totalDetectedResources: resources.length,
    totalSupportedResources: supported.length,
    totalUnsupportedResources: unsupported.length,
    totalUsageBasedResources: supported.filter((each) => each.components.some((row) => row.usageBased)).length,
    totalNoPriceResources: free.length,
    supportedResourceCounts: countByType(supported),
    unsupportedResourceCounts: countByType(unsupported),
    noPriceResourceCounts: countByType(free),
  };
}

function countByType(resources: readonly ResourceEstimate[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
