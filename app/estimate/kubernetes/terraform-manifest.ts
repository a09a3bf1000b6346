import type { ManifestMap, ManifestValue } from '#app/kubernetes/manifest-value.ts';
import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';

/** Stands for a value that is decided at apply: it is no number and no quantity, so it makes its amount unknown. */
export const AFTER_APPLY = '(known after apply)';

/** Groups and versions of the kinds whose cost depends on their fields. Names: registry.terraform.io/providers/hashicorp/kubernetes. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
  CsiDriver: 'storage.k8s.io/v1',
  RuntimeClass: 'node.k8s.io/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  PodDisruptionBudget: 'policy/v1',
  PodSecurityPolicy: 'policy/v1beta1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  ValidatingAdmissionPolicy: 'admissionregistration.k8s.io/v1',
  ApiService: 'apiregistration.k8s.io/v1',
  CertificateSigningRequest: 'certificates.k8s.io/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
};

/** Types that change one part of an object that stands elsewhere, or are spelled unlike their kind. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  config_map_v1_data: 'ConfigMap',
  secret_v1_data: 'Secret',
  labels: 'Namespace',
  annotations: 'Namespace',
  env: 'ConfigMap',
  node_taint: 'Namespace',
  default_service_account: 'ServiceAccount',
  daemonset: 'DaemonSet',
};

/** The kind that a type of the Kubernetes provider makes: `kubernetes_cron_job_v1` makes a CronJob. */
function kindOfType(type: string): string {
  const name = type.replace(/^kubernetes_/, '');
  const bare = name.replace(/_v\d+((alpha|beta)\d+)?$/, '');
  for (const each of [name, bare]) {
    const other = Object.hasOwn(OTHER_KINDS, each) ? OTHER_KINDS[each] : undefined;
    if (other) return other;
  }
  return bare.replace(/(^|_)([a-z])/g, (_, _underscore: string, letter: string) => letter.toUpperCase());
}

/** The manifest that a `kubernetes_<kind>` resource describes: its blocks with the names of the API. */
export function manifestOf(resource: ResourceInstance): ManifestMap {
  const kind = kindOfType(resource.type);
  const fields = convertFields(resource.attributes);
  const base = { apiVersion: API_VERSIONS[kind] ?? 'v1', kind, metadata: {} };
  return { ...base, ...fields };
}

/** Blocks that may stand several times, with the list that they make. */
const LISTS: Readonly<Record<string, string>> = {
  container: 'containers',
  init_container: 'initContainers',
  toleration: 'tolerations',
  volume: 'volumes',
  volume_claim_template: 'volumeClaimTemplates',
  port: 'ports',
  env: 'env',
  metric: 'metrics',
  limit: 'limits',
  rule: 'rules',
};

/** Attributes whose keys are the user's own words. */
const MAPS: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'match_labels',
  'node_selector',
  'requests',
  'limits',
  'parameters',
  'data',
  'default',
  'default_request',
  'max',
  'min',
  'selector',
  'overhead',
]);

function convertFields(attributes: { readonly [name: string]: AttributeValue }): ManifestMap {
  const result: Record<string, ManifestValue> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) continue;
    const list = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
    if (list && Array.isArray(value)) result[list] = value.map((each) => convert(each, name));
    else if (name === 'storage_provisioner') result['provisioner'] = convert(value, name);
    else result[camelCase(name)] = convert(value, name);
  }
  return result;
}

/** A block that may stand once is a list of one in Terraform and an object in the API. */
function convert(value: AttributeValue, name: string): ManifestValue {
  if (value === UNKNOWN) return AFTER_APPLY;
  if (Array.isArray(value)) {
    const blocks: readonly AttributeValue[] = value;
    const [only] = blocks;
    if (blocks.length === 1 && isRecord(only) && !Object.hasOwn(LISTS, name)) return convert(only, name);
    return blocks.map((each) => convert(each, name));
  }
  if (isRecord(value)) return MAPS.has(name) ? plainMap(value) : convertFields(value);
  // The provider keeps replicas as text.
  if (typeof value === 'string' && COUNTS.has(name) && /^\d{1,10}$/.test(value)) return Number(value);
  return value as ManifestValue;
}

const COUNTS: ReadonlySet<string> = new Set(['replicas', 'min_replicas', 'max_replicas', 'parallelism', 'completions']);

function plainMap(value: { readonly [name: string]: AttributeValue }): ManifestMap {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, convert(each, '')]));
}

/** A manifest that Terraform holds as a value of its own: `kubernetes_manifest.manifest`. */
export function plainManifest(value: AttributeValue | undefined): ManifestValue {
  if (value === undefined) return null;
  if (value === UNKNOWN) return AFTER_APPLY;
  if (Array.isArray(value)) return value.map((each: AttributeValue) => plainManifest(each));
  if (!isRecord(value)) return value as ManifestValue;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainManifest(each)]));
}

function isRecord(value: AttributeValue | undefined): value is { readonly [name: string]: AttributeValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
