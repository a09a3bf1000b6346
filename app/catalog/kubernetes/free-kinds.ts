import type { ManifestObject } from '#app/kubernetes/manifest-object.ts';

/** Built-in groups whose every kind only configures the cluster. */
const FREE_GROUPS: ReadonlySet<string> = new Set([
  'rbac.authorization.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'node.k8s.io',
  'policy',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'autoscaling',
]);

/** Kinds of the core group that are objects in etcd and nothing else. */
const FREE_CORE: ReadonlySet<string> = new Set([
  'Binding',
  'ConfigMap',
  'Endpoints',
  'Event',
  'LimitRange',
  'Namespace',
  'PodTemplate',
  'ResourceQuota',
  'Secret',
  'ServiceAccount',
]);

const FREE_NETWORKING: ReadonlySet<string> = new Set(['NetworkPolicy', 'IngressClass', 'ServiceCIDR', 'IPAddress']);

/** Custom resources that only configure what other objects run, by group; `*` for all kinds of the group. */
const FREE_CUSTOM: Readonly<Record<string, readonly string[]>> = {
  'autoscaling.k8s.io': ['*'],
  'keda.sh': ['ScaledObject', 'TriggerAuthentication', 'ClusterTriggerAuthentication'],
  'gateway.networking.k8s.io': [
    'GatewayClass',
    'HTTPRoute',
    'GRPCRoute',
    'TCPRoute',
    'TLSRoute',
    'UDPRoute',
    'ReferenceGrant',
    'BackendTLSPolicy',
  ],
  'kustomize.config.k8s.io': ['*'],
  // What describes a blueprint or a package to its tool, and is never applied.
  'blueprints.cloud.google.com': ['*'],
  'kpt.dev': ['*'],
  skaffold: ['*'],
  'kind.x-k8s.io': ['*'],
  'monitoring.googleapis.com': ['*'],
  'snapshot.storage.k8s.io': ['VolumeSnapshotClass'],
  'metrics.k8s.io': ['*'],
  'monitoring.coreos.com': [
    'PrometheusRule',
    'ServiceMonitor',
    'PodMonitor',
    'Probe',
    'ScrapeConfig',
    'AlertmanagerConfig',
  ],
  'networking.istio.io': ['*'],
  'security.istio.io': ['*'],
  'telemetry.istio.io': ['*'],
  'cert-manager.io': ['*'],
  'acme.cert-manager.io': ['*'],
  'external-secrets.io': ['*'],
  'bitnami.com': ['SealedSecret'],
  'cilium.io': ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'],
  'kyverno.io': ['*'],
  'constraints.gatekeeper.sh': ['*'],
  'templates.gatekeeper.sh': ['*'],
  'argoproj.io': ['AppProject', 'AnalysisTemplate', 'ClusterAnalysisTemplate'],
  'source.toolkit.fluxcd.io': ['*'],
  'notification.toolkit.fluxcd.io': ['*'],
  'image.toolkit.fluxcd.io': ['*'],
  'cloud.google.com': ['BackendConfig'],
  'networking.gke.io': ['FrontendConfig'],
  'iam.services.k8s.aws': ['*'],
};

/** Why the object costs nothing by itself, null for a kind of which that is not known. */
export function freeReason(object: Pick<ManifestObject, 'group' | 'kind'>): string | null {
  const { group, kind } = object;
  if (group === '') {
    if (kind === 'PersistentVolume') return 'its disk is counted at the claim that binds it';
    return FREE_CORE.has(kind) ? `${kind} objects are free of charge` : null;
  }
  if (FREE_GROUPS.has(group)) return `${kind} objects are free of charge`;
  if ((group === 'networking.k8s.io' || group === 'extensions') && FREE_NETWORKING.has(kind)) {
    return `${kind} objects are free of charge`;
  }
  const kinds = Object.hasOwn(FREE_CUSTOM, group) ? FREE_CUSTOM[group] : undefined;
  if (kinds?.includes('*') || kinds?.includes(kind)) return `${kind} only configures what other objects run`;
  return null;
}
