import type { ManifestMap } from './manifest-value.ts';

/** Lines count from 1, both inclusive; `file` is relative to the repository's root. */
export interface ManifestSource {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** One Kubernetes object as a manifest states it. */
export interface ManifestObject {
  /** `apps`, an empty text for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** `default` where the manifest states none; empty for kinds without namespace. */
  readonly namespace: string;
  readonly value: ManifestMap;
  readonly source: ManifestSource;
}

/** Kinds of the built-in groups that belong to no namespace (kubectl api-resources --namespaced=false, v1.34). */
const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'ComponentStatus',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'IPAddress',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PodSecurityPolicy',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
]);

/** True for the groups that Kubernetes itself serves; all others come from custom resource definitions. */
export function isBuiltInGroup(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/** True when objects of this kind stand in no namespace. */
export function isClusterKind(group: string, kind: string): boolean {
  return isBuiltInGroup(group) && CLUSTER_KINDS.has(kind);
}

/**
 * `namespace/Kind/name`; `Kind/name` for kinds without namespace, and `namespace/Kind.group/name` for custom
 * resources, whose kind may have the name of a built-in one.
 */
export function addressOf(object: ManifestObject): string {
  const kind = isBuiltInGroup(object.group) ? object.kind : `${object.kind}.${object.group}`;
  return object.namespace === '' ? `${kind}/${object.name}` : `${object.namespace}/${kind}/${object.name}`;
}
