import { entriesAt, fieldOf, listAt, type ManifestValue, textAt } from '#app/kubernetes/manifest-value.ts';
import type { NodePool } from './kubernetes-pricing.ts';

/** Labels of a node's machine type. */
const TYPE_LABELS: readonly string[] = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];

/** Labels by which clouds name the pool of a node. */
const POOL_LABELS: readonly string[] = [
  'eks.amazonaws.com/nodegroup',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'karpenter.sh/nodepool',
];

/** Labels that no pool's definition repeats, so that they tell no pools apart. */
const EVERY_NODE: ReadonlySet<string> = new Set(['kubernetes.io/os', 'beta.kubernetes.io/os', 'kubernetes.io/arch']);

/** The pools that a pod may run on: its node selector matches and it tolerates their taints. */
export function poolsFor(spec: ManifestValue, pools: readonly NodePool[]): readonly NodePool[] {
  const selector = entriesAt(spec, 'nodeSelector');
  return pools.filter(
    (pool) => selector.every(([key, value]) => selects(pool, { key, value })) && tolerates(spec, pool),
  );
}

function selects(pool: NodePool, label: { readonly key: string; readonly value: ManifestValue }): boolean {
  const { key, value } = label;
  if (EVERY_NODE.has(key)) return true;
  if (TYPE_LABELS.includes(key)) return value === pool.type;
  if (pool.labels && Object.hasOwn(pool.labels, key)) return pool.labels[key] === value;
  return POOL_LABELS.includes(key) && value === pool.name;
}

function tolerates(spec: ManifestValue, pool: NodePool): boolean {
  const repelling = (pool.taints ?? []).filter((taint) => !/prefer/i.test(taint.effect));
  return repelling.every((taint) =>
    listAt(spec, 'tolerations').some((toleration) => {
      const key = textAt(toleration, 'key');
      const effect = textAt(toleration, 'effect');
      if (effect !== undefined && effect !== '' && !sameEffect(effect, taint.effect)) return false;
      if (textAt(toleration, 'operator') === 'Exists') return key === undefined || key === '' || key === taint.key;
      return key === taint.key && (fieldOf(toleration, 'value') ?? '') === taint.value;
    }),
  );
}

/** `NO_SCHEDULE` (cloud APIs) is `NoSchedule` (Kubernetes). */
function sameEffect(left: string, right: string): boolean {
  return left.replaceAll('_', '').toLowerCase() === right.replaceAll('_', '').toLowerCase();
}
