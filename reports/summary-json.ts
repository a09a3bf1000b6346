import type { ProjectEstimate } from '#app/estimate/estimate.ts';

/** The counts of the document: resources found, supported, unsupported, free (`noPrice`) and usage-based. */
export function summaryJson(projects: readonly ProjectEstimate[]): Readonly<Record<string, unknown>> {
  const counts = {
    supported: new Map<string, number>(),
    unsupported: new Map<string, number>(),
    free: new Map<string, number>(),
  };
  let usageBased = 0;
  for (const { resources } of projects) {
    for (const { type, support, components } of resources) {
      const kind = support === 'unsupported' || support === 'free' ? support : 'supported';
      counts[kind].set(type, (counts[kind].get(type) ?? 0) + 1);
      if (kind === 'supported' && components.some((row) => row.usageBased)) usageBased += 1;
    }
  }
  const [supported, unsupported, free] = [sum(counts.supported), sum(counts.unsupported), sum(counts.free)];
  return {
    totalDetectedResources: supported + unsupported + free,
    totalSupportedResources: supported,
    totalUnsupportedResources: unsupported,
    totalUsageBasedResources: usageBased,
    totalNoPriceResources: free,
    supportedResourceCounts: byType(counts.supported),
    unsupportedResourceCounts: byType(counts.unsupported),
    noPriceResourceCounts: byType(counts.free),
  };
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

function byType(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
