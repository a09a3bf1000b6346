import type { CostDimension } from '#app/warehouse/cost-query.ts';

/** Dimensions of the bill that a rule may name, each also by its FOCUS column. */
const NAMES: Readonly<Record<string, CostDimension>> = {
  provider: 'ServiceProviderName',
  billingAccount: 'BillingAccountId',
  account: 'SubAccountId',
  category: 'ServiceCategory',
  service: 'ServiceName',
  region: 'RegionId',
  resource: 'ResourceId',
  resourceName: 'ResourceName',
  resourceType: 'ResourceType',
  charge: 'ChargeCategory',
  source: 'x_SourceId',
};

/**
 * Tags in which clouds name the Kubernetes namespace of a charge: AWS split cost allocation data, GKE cost allocation, and
 * the plain names. https://docs.aws.amazon.com/cur/latest/userguide/split-cost-allocation-data.html,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/cost-allocations (facts read 2026-08-21).
 */
const NAMESPACE_TAGS = ['aws:eks:namespace', 'k8s-namespace', 'kubernetes_namespace', 'namespace'] as const;

/** What the kind of a charge is told from; every allocation asks for these. */
const KIND_DIMENSIONS = ['ChargeCategory', 'ServiceName', 'CommitmentDiscountStatus'] as const;

/** What a charge is, beside whose it is. */
export const KINDS = ['usage', 'tax', 'support', 'unused-commitment', 'credit', 'purchase', 'adjustment'] as const;
export type Kind = (typeof KINDS)[number];

/** Values of one charge, by dimension of the query port. */
export type ChargeKeys = Readonly<Record<string, string | null>>;

/** All that a rule may name, for a message. */
export const DIMENSION_NAMES: readonly string[] = [...Object.keys(NAMES), 'namespace', 'kind', 'tag:KEY'];

/** The dimensions that must be asked for to judge a name of a rule; null for a name that is none. */
export function dimensionsOf(name: string): readonly CostDimension[] | null {
  if (name === 'kind') return KIND_DIMENSIONS;
  if (name === 'namespace') return NAMESPACE_TAGS.map((tag): CostDimension => `tag:${tag}`);
  if (name.startsWith('tag:') && name.length > 'tag:'.length) return [name as CostDimension];
  const column = Object.hasOwn(NAMES, name) ? NAMES[name] : Object.values(NAMES).find((each) => each === name);
  return column === undefined ? null : [column];
}

/** The value of a charge under a name that a rule uses; null where it has none. */
export function valueUnder(name: string, keys: ChargeKeys): string | null {
  if (name === 'kind') return kindOf(keys);
  for (const dimension of dimensionsOf(name) ?? []) {
    const value = keys[dimension];
    if (value !== null && value !== undefined && value !== '') return value;
  }
  return null;
}

/** What a charge is; support is told by the name of its service, for FOCUS has no category of it. */
export function kindOf(keys: ChargeKeys): Kind {
  if (keys['ChargeCategory'] === 'Tax') return 'tax';
  if (keys['CommitmentDiscountStatus'] === 'Unused') return 'unused-commitment';
  if (keys['ChargeCategory'] === 'Credit') return 'credit';
  if (/\bsupport\b/i.test(keys['ServiceName'] ?? '')) return 'support';
  if (keys['ChargeCategory'] === 'Adjustment') return 'adjustment';
  return keys['ChargeCategory'] === 'Purchase' ? 'purchase' : 'usage';
}

/** The dimensions that some names need together, those of the kind among them. */
export function neededDimensions(names: Iterable<string>): readonly CostDimension[] {
  return [...new Set([...KIND_DIMENSIONS, ...[...names].flatMap((name) => dimensionsOf(name) ?? [])])];
}
