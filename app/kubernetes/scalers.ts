import { countAt } from './count.ts';
import type { ManifestObject } from './manifest-object.ts';
import { type ManifestValue, textAt } from './manifest-value.ts';

/** What scales a workload's replicas, and between which bounds. */
export interface Scaler {
  readonly minimum: number;
  readonly maximum: number;
  /** `HorizontalPodAutoscaler web`. */
  readonly scaledBy: string;
  readonly invalid: string | null;
}

/** The autoscalers among the objects, by `scalerKey` of the workload that they scale. */
export function readScalers(objects: readonly ManifestObject[]): ReadonlyMap<string, Scaler> {
  const scalers = new Map<string, Scaler>();
  for (const object of objects) {
    if (object.kind === 'HorizontalPodAutoscaler' && object.group === 'autoscaling') {
      addScaler(scalers, object, { minimum: 'spec.minReplicas', maximum: 'spec.maxReplicas', least: 1, most: null });
    } else if (object.kind === 'ScaledObject' && object.group === 'keda.sh') {
      // https://keda.sh/docs/latest/reference/scaledobject-spec/ (read 2026-11-25)
      addScaler(scalers, object, {
        minimum: 'spec.minReplicaCount',
        maximum: 'spec.maxReplicaCount',
        least: 0,
        most: 100,
      });
    }
  }
  return scalers;
}

/** Names the workload of `kind` and `name`; versions and groups of one kind are one workload. */
export function scalerKey(workload: {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}): string {
  return `${workload.namespace}\0${workload.kind}\0${workload.name}`;
}

interface Bounds {
  readonly minimum: string;
  readonly maximum: string;
  readonly least: number;
  /** Null: the field must be stated. */
  readonly most: number | null;
}

function addScaler(scalers: Map<string, Scaler>, object: ManifestObject, bounds: Bounds): void {
  const name = textAt(object.value, 'spec.scaleTargetRef.name');
  if (name === undefined) return;
  const kind = textAt(object.value, 'spec.scaleTargetRef.kind') ?? 'Deployment';
  scalers.set(scalerKey({ namespace: object.namespace, kind, name }), scalerOf(object, bounds));
}

function scalerOf(object: ManifestObject, bounds: Bounds): Scaler {
  const scaledBy = `${object.kind} ${object.name}`;
  const minimum = countAt(object.value, { path: bounds.minimum, fallback: bounds.least });
  const maximum = countAt(object.value, { path: bounds.maximum, fallback: bounds.most ?? -1 });
  const nothing = { minimum: 0, maximum: 0, scaledBy };
  if ('invalid' in minimum) return { ...nothing, invalid: `${scaledBy}: ${minimum.invalid}` };
  if ('invalid' in maximum) return { ...nothing, invalid: `${scaledBy}: ${maximum.invalid}` };
  if (maximum.count < 0) return { ...nothing, invalid: `${scaledBy}: ${bounds.maximum} is not stated` };
  if (maximum.count < minimum.count) {
    return { ...nothing, invalid: `${scaledBy}: ${bounds.maximum} ${maximum.count} is below ${minimum.count}` };
  }
  const idle = idleReplicas(object.value);
  return { minimum: Math.min(minimum.count, idle ?? minimum.count), maximum: maximum.count, scaledBy, invalid: null };
}

/** KEDA may scale below its minimum while nothing happens. */
function idleReplicas(value: ManifestValue): number | null {
  const idle = countAt(value, { path: 'spec.idleReplicaCount', fallback: -1 });
  return 'count' in idle && idle.count >= 0 ? idle.count : null;
}
