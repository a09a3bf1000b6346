import type { Count } from '../count.ts';
import { countAt } from '../count.ts';
import type { ManifestMap, ManifestValue } from '../manifest-value.ts';

/** Pods that an operator runs for a custom resource. */
export interface OperatorPart {
  /** `kafka`, `worker group small`; empty where the resource has only one. */
  readonly name: string;
  readonly podSpec: ManifestValue;
  readonly replicas: {
    readonly minimum: Count;
    readonly expected: Count;
    readonly maximum: Count;
  };
  /** Specs of the claims that each pod makes, by name. */
  readonly claims: readonly { readonly name: string; readonly spec: ManifestValue }[];
}

/** The pods that one kind of custom resource makes its operator run. */
export interface Operator {
  readonly group: string;
  readonly kinds: readonly string[];
  /** Where the fields are described, and the day it was read. */
  readonly source: string;
  readonly parts: (value: ManifestMap, kind: string) => readonly OperatorPart[];
}

/** Always so many replicas as the field says. */
export function steady(count: Count): OperatorPart['replicas'] {
  return { minimum: count, expected: count, maximum: count };
}

/** The number of replicas at `path`. */
export function replicasAt(
  value: ManifestValue,
  field: { readonly path: string; readonly fallback: number },
): OperatorPart['replicas'] {
  return steady(countAt(value, field));
}

/** A pod of one container with the given `resources`. */
export function singleContainer(name: string, resources: ManifestValue | undefined): ManifestMap {
  return { containers: [{ name, ...(resources === undefined ? {} : { resources }) }] };
}

/** A claim of that size and class. */
export function claimOf(size: ManifestValue | undefined, storageClass: ManifestValue | undefined): ManifestMap {
  return {
    resources: { requests: size === undefined ? {} : { storage: size } },
    ...(typeof storageClass === 'string' ? { storageClassName: storageClass } : {}),
  };
}
