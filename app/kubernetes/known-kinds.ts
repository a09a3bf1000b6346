import type { ManifestObject } from './manifest-object.ts';

/** What a kind means for the bill. */
export type KindRole =
  | 'replicas'
  | 'stateful-set'
  | 'daemon-set'
  | 'job'
  | 'cron-job'
  | 'pod'
  | 'claim'
  | 'service'
  | 'ingress'
  | 'gateway'
  | 'other';

interface KnownKind {
  readonly role: KindRole;
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

const APPS = { apps: ['v1', 'v1beta2', 'v1beta1'], extensions: ['v1beta1'] };

/** Kinds that decide about money, with the API versions whose fields are known. */
const KNOWN: Readonly<Record<string, KnownKind>> = {
  Pod: { role: 'pod', groups: { '': ['v1'] } },
  ReplicationController: { role: 'replicas', groups: { '': ['v1'] } },
  Deployment: { role: 'replicas', groups: APPS },
  ReplicaSet: { role: 'replicas', groups: APPS },
  StatefulSet: { role: 'stateful-set', groups: APPS },
  DaemonSet: { role: 'daemon-set', groups: APPS },
  Job: { role: 'job', groups: { batch: ['v1', 'v1beta1'], extensions: ['v1beta1'] } },
  CronJob: { role: 'cron-job', groups: { batch: ['v1', 'v1beta1', 'v2alpha1'] } },
  Rollout: { role: 'replicas', groups: { 'argoproj.io': ['v1alpha1'] } },
  PersistentVolumeClaim: { role: 'claim', groups: { '': ['v1'] } },
  Service: { role: 'service', groups: { '': ['v1'] } },
  Ingress: { role: 'ingress', groups: { 'networking.k8s.io': ['v1', 'v1beta1'], extensions: ['v1beta1'] } },
  Gateway: { role: 'gateway', groups: { 'gateway.networking.k8s.io': ['v1', 'v1beta1', 'v1alpha2'] } },
};

export type KindAnswer = { readonly role: KindRole } | { readonly unknownVersion: string };

/** What the object's kind means for the bill; a version whose fields nobody knows is said, never guessed. */
export function kindRole(object: ManifestObject): KindAnswer {
  const known = Object.hasOwn(KNOWN, object.kind) ? KNOWN[object.kind] : undefined;
  const versions = known && Object.hasOwn(known.groups, object.group) ? known.groups[object.group] : undefined;
  if (!known || !versions) return { role: 'other' };
  if (versions.includes(object.version)) return { role: known.role };
  const name = object.group === '' ? object.version : `${object.group}/${object.version}`;
  return { unknownVersion: `${name} is no API version of ${object.kind} that is known here` };
}
