import type { Diagnostic } from '#app/errors.ts';
import { countAt } from './count.ts';
import { addressOf, type ManifestObject } from './manifest-object.ts';
import { entriesAt, type ManifestValue, textAt } from './manifest-value.ts';

/** What scales a workload's replicas, and between which bounds. */
export interface Scaler {
  readonly minimum: number;
  readonly maximum: number;
  /** `HorizontalPodAutoscaler web`. */
  readonly scaledBy: string;
  readonly invalid: string | null;
}

export interface Scalers {
  /** By `scalerKey` of the workload that they scale. */
  readonly byTarget: ReadonlyMap<string, Scaler>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The autoscalers among the objects. Of several for one workload nobody can say which prevails: its bounds are then the
 * fewest and the most of all, and that is said.
 */
export function readScalers(objects: readonly ManifestObject[]): Scalers {
  const byTarget = new Map<string, Scaler>();
  const diagnostics: Diagnostic[] = [];
  const present = new Set(objects.map(scalerKey));
  for (const object of objects) {
    const bounds = boundsFields(object);
    const name = bounds && textAt(object.value, 'spec.scaleTargetRef.name');
    if (!bounds || name === null || name === undefined) continue;
    const kind = textAt(object.value, 'spec.scaleTargetRef.kind') ?? 'Deployment';
    const key = scalerKey({ namespace: object.namespace, kind, name });
    const scaler = scalerOf(object, bounds);
    const before = byTarget.get(key);
    byTarget.set(key, before ? unionOf(before, scaler) : scaler);
    const said = before ? `${kind} ${name} is scaled by ${before.scaledBy} too: both ranges count` : null;
    const absent = present.has(key) ? said : `${kind} ${name}, which it scales, is not among the manifests`;
    if (absent === null) continue;
    const place = { file: object.source.file, line: object.source.startLine };
    diagnostics.push({ severity: 'warning', message: `${addressOf(object)}: ${absent}`, place });
  }
  return { byTarget, diagnostics };
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

/** Null for whatever is no autoscaler. */
function boundsFields({ group, kind }: ManifestObject): Bounds | null {
  if (kind === 'HorizontalPodAutoscaler' && group === 'autoscaling') {
    return { minimum: 'spec.minReplicas', maximum: 'spec.maxReplicas', least: 1, most: null };
  }
  if (kind !== 'ScaledObject' || group !== 'keda.sh') return null;
  // https://keda.sh/docs/latest/reference/scaledobject-spec/ (read 2026-11-25)
  return { minimum: 'spec.minReplicaCount', maximum: 'spec.maxReplicaCount', least: 0, most: 100 };
}

function scalerOf(object: ManifestObject, bounds: Bounds): Scaler {
  const scaledBy = `${object.kind} ${object.name}`;
  const nothing = { minimum: 0, maximum: 0, scaledBy };
  const paused = pausedReplicas(object);
  if (paused !== null) return { minimum: paused, maximum: paused, scaledBy, invalid: null };
  const minimum = countAt(object.value, { path: bounds.minimum, fallback: bounds.least });
  const maximum = countAt(object.value, { path: bounds.maximum, fallback: bounds.most ?? -1 });
  if ('invalid' in minimum) return { ...nothing, invalid: `${scaledBy}: ${minimum.invalid}` };
  if ('invalid' in maximum) return { ...nothing, invalid: `${scaledBy}: ${maximum.invalid}` };
  if (maximum.count < 0) return { ...nothing, invalid: `${scaledBy}: ${bounds.maximum} is not stated` };
  if (maximum.count < minimum.count) {
    return { ...nothing, invalid: `${scaledBy}: ${bounds.maximum} ${maximum.count} is below ${minimum.count}` };
  }
  const idle = idleReplicas(object.value);
  return { minimum: Math.min(minimum.count, idle ?? minimum.count), maximum: maximum.count, scaledBy, invalid: null };
}

/** Independent of the order of the two. */
function unionOf(one: Scaler, other: Scaler): Scaler {
  return {
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
    scaledBy: [one.scaledBy, other.scaledBy].sort().join(' and '),
    invalid: [one.invalid, other.invalid].filter((each) => each !== null).sort()[0] ?? null,
  };
}

/** KEDA keeps so many while it is paused. https://keda.sh/docs/latest/concepts/scaling-deployments/ (read 2026-11-26). */
function pausedReplicas(object: ManifestObject): number | null {
  if (object.kind !== 'ScaledObject') return null;
  const annotations = new Map(entriesAt(object.value, 'metadata.annotations'));
  const stated = String(annotations.get('autoscaling.keda.sh/paused-replicas') ?? '');
  return /^\d{1,9}$/.test(stated) ? Number(stated) : null;
}

/** KEDA may scale below its minimum while nothing happens. */
function idleReplicas(value: ManifestValue): number | null {
  const idle = countAt(value, { path: 'spec.idleReplicaCount', fallback: -1 });
  return 'count' in idle && idle.count >= 0 ? idle.count : null;
}
