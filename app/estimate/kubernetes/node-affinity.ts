import { at, listAt, type ManifestValue, textAt } from '#app/kubernetes/manifest-value.ts';

/** The value of a node's label: null where it has none, undefined where that is not known. */
export type LabelOf = (key: string) => string | null | undefined;

/**
 * Whether a pod's required node affinity admits a node: one of the terms must hold with all of its expressions. What is
 * not known of a label rules nothing out. Preferences rule out nothing.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity (facts read 2026-08-21).
 */
export function affinityAdmits(spec: ManifestValue, labelOf: LabelOf): boolean {
  const required = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const terms = listAt(spec, required);
  return (
    terms.length === 0 || terms.some((term) => listAt(term, 'matchExpressions').every((each) => holds(each, labelOf)))
  );
}

function holds(expression: ManifestValue, labelOf: LabelOf): boolean {
  const value = labelOf(textAt(expression, 'key') ?? '');
  if (value === undefined) return true;
  const values = listAt(expression, 'values').map(String);
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== null && values.includes(value);
    case 'NotIn':
      return value === null || !values.includes(value);
    case 'Exists':
      return value !== null;
    case 'DoesNotExist':
      return value === null;
    case 'Gt':
      return value !== null && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== null && Number(value) < Number(values[0]);
    default:
      return at(expression, 'operator') === undefined;
  }
}
