import type { ChangedResource, MergedChange } from '#app/anomaly/rank-suspects.ts';
import type { Difference, ResourceDifference } from '#app/estimate/difference.ts';
import type { ResourceEstimate } from '#app/estimate/estimate.ts';

/** Attributes by which a bill may name a resource. */
const NAMES = [
  'name',
  'identifier',
  'bucket',
  'function_name',
  'cluster_identifier',
  'db_name',
  'cluster_name',
] as const;
const MOST_RESOURCES = 200;

/** What a change was estimated to add by resource, of what it changed, the greatest first. */
export function mergedChange(merged: Omit<MergedChange, 'resources'>, difference: Difference): MergedChange {
  const resources = difference.resources.flatMap((each) =>
    isChanged(each) ? [changedResource(each, difference)] : [],
  );
  const ordered = resources.toSorted((one, other) => size(other) - size(one));
  return { ...merged, resources: ordered.slice(0, MOST_RESOURCES) };
}

function isChanged({ prior, planned, monthlyCost }: ResourceDifference): boolean {
  if (prior === null || planned === null) return true;
  return monthlyCost === null || !monthlyCost.amount.isZero();
}

function changedResource(each: ResourceDifference, difference: Difference): ChangedResource {
  const estimate = each.planned ?? (each.prior as ResourceEstimate);
  return {
    address: each.address,
    type: each.type,
    region: estimate.region,
    monthlyDelta: each.monthlyCost?.amount.toFixed() ?? null,
    currency: difference.planned.currency,
    names: namesOf(estimate),
  };
}

function namesOf({ resource, tags, workload }: ResourceEstimate): readonly string[] {
  const hidden = new Set(resource?.sensitivePaths ?? []);
  const attributes = NAMES.filter((name) => !hidden.has(name)).map((name) => resource?.attributes[name]);
  const found = [...attributes, ...Object.values(tags?.values ?? {}), workload?.name];
  return [...new Set(found.filter((value) => typeof value === 'string' && value !== ''))] as string[];
}

/** For the order alone. */
function size({ monthlyDelta }: ChangedResource): number {
  return monthlyDelta === null ? Number.POSITIVE_INFINITY : Math.abs(Number(monthlyDelta));
}
