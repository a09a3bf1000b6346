import { entriesAt, fieldOf, listAt, type ManifestValue, textAt } from '#app/kubernetes/manifest-value.ts';
import type { NodePool } from './kubernetes-pricing.ts';
import { affinityAdmits } from './node-affinity.ts';

/** Labels of a node's machine type. */
const TYPE_LABELS: readonly string[] = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];
const REGION_LABELS: readonly string[] = ['topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/region'];

/** Labels by which clouds name the pool of a node. */
const POOL_LABELS: readonly string[] = [
  'eks.amazonaws.com/nodegroup',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'karpenter.sh/nodepool',
];

/** Labels of every node whose values no pool's definition repeats, so that they tell no pools apart. */
const EVERY_NODE: ReadonlySet<string> = new Set([
  'kubernetes.io/os',
  'beta.kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/arch',
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/zone',
]);

/** The pools that a pod may run on: its node selector and affinity match and it tolerates their taints. */
export function poolsFor(spec: ManifestValue, pools: readonly NodePool[]): readonly NodePool[] {
  const selector = entriesAt(spec, 'nodeSelector');
  return pools.filter((pool) => {
    const labelOf = (key: string) => labelOfPool(pool, key);
    const isSelected = selector.every(([key, value]) => {
      const label = labelOf(key);
      return label === undefined || label === value;
    });
    return isSelected && affinityAdmits(spec, labelOf) && tolerates(spec, pool);
  });
}

/** A node's label in the pool: null where it has none, undefined where that is not known. */
function labelOfPool(pool: NodePool, key: string): string | null | undefined {
  if (pool.labels && Object.hasOwn(pool.labels, key)) return pool.labels[key];
  if (TYPE_LABELS.includes(key)) return pool.type;
  if (REGION_LABELS.includes(key)) return pool.region;
  if (POOL_LABELS.includes(key)) return pool.name;
  return EVERY_NODE.has(key) ? undefined : null;
}

function tolerates(spec: ManifestValue, pool: NodePool): boolean {
  const repelling = (pool.taints ?? []).filter((taint) => !/prefer/i.test(taint.effect));
  return repelling.every((taint) => {
    // Admission lets a pod that requests devices of a name onto nodes that are tainted with that name (GKE, EKS, AKS:
    // https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#extendedresourcetoleration).
    if (requestsDevice(spec, taint.key)) return true;
    return listAt(spec, 'tolerations').some((toleration) => {
      const key = textAt(toleration, 'key');
      const effect = textAt(toleration, 'effect');
      if (effect !== undefined && effect !== '' && !sameEffect(effect, taint.effect)) return false;
      if (textAt(toleration, 'operator') === 'Exists') return key === undefined || key === '' || key === taint.key;
      return key === taint.key && (fieldOf(toleration, 'value') ?? '') === taint.value;
    });
  });
}

/** True when a container of the pod asks for devices of that name. */
export function requestsDevice(spec: ManifestValue, name: string): boolean {
  if (!name.includes('/')) return false;
  return [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].some((container) =>
    ['resources.limits', 'resources.requests'].some((path) =>
      entriesAt(container, path).some(([resource, amount]) => resource === name && String(amount) !== '0'),
    ),
  );
}

/** `NO_SCHEDULE` (cloud APIs) is `NoSchedule` (Kubernetes). */
function sameEffect(left: string, right: string): boolean {
  return left.replaceAll('_', '').toLowerCase() === right.replaceAll('_', '').toLowerCase();
}
