import type { ManifestObject } from '#app/kubernetes/manifest-object.ts';
import { at, fieldOf, isMap, textAt } from '#app/kubernetes/manifest-value.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import type { Attributes } from '#app/terraform/resource.ts';

/** What balances traffic for an object. */
export type Balancer =
  /** A load balancer of the cloud; objects with one `group` share it. */
  | { readonly kind: 'cloud'; readonly layer: 4 | 7; readonly flavour: string; readonly group: string | null }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string };

/** The load balancer of a Service. */
export function serviceBalancer(object: ManifestObject): Balancer {
  const type = textAt(object.value, 'spec.type') ?? 'ClusterIP';
  if (type !== 'LoadBalancer') return { kind: 'none', reason: `a Service of type ${type} costs nothing by itself` };
  const loadBalancerClass = textAt(object.value, 'spec.loadBalancerClass') ?? '';
  if (/metallb|purelb|kube-vip|tailscale|cilium/.test(loadBalancerClass)) {
    return { kind: 'none', reason: `${loadBalancerClass} balances on the nodes themselves` };
  }
  if (annotation(object, 'service.beta.kubernetes.io/azure-load-balancer-internal') === 'true') {
    return { kind: 'none', reason: 'an internal front end of the cluster’s load balancer has no address to pay for' };
  }
  const aws = annotation(object, 'service.beta.kubernetes.io/aws-load-balancer-type');
  const network = aws !== undefined || loadBalancerClass.endsWith('/nlb');
  return { kind: 'cloud', layer: 4, flavour: network ? 'network' : 'classic', group: null };
}

/** Ingress controllers that run in the cluster, behind a Service of their own. */
const IN_CLUSTER =
  /nginx|traefik|haproxy|istio|contour|kong|kourier|ambassador|emissary|envoy|cilium|apisix|caddy|public|internal-nginx/;

/**
 * The load balancer of an Ingress. Those of one `group.name` share an ALB.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ (read 2026-11-25).
 */
export function ingressBalancer(object: ManifestObject, provider: PriceProvider | null): Balancer {
  const named = textAt(object.value, 'spec.ingressClassName') ?? annotation(object, 'kubernetes.io/ingress.class');
  const className = named ?? (provider === 'google' ? 'gce' : '');
  if (className === '')
    return { kind: 'unclear', reason: 'no ingressClassName: which controller serves it is not known' };
  if (/^(alb|aws-alb)/.test(className)) {
    const group = annotation(object, 'alb.ingress.kubernetes.io/group.name') ?? null;
    return { kind: 'cloud', layer: 7, flavour: 'application', group: group === null ? null : `alb ${group}` };
  }
  if (/^gce/.test(className)) return { kind: 'cloud', layer: 7, flavour: 'application', group: null };
  if (/azure.*application|^azure-alb/.test(className)) {
    return { kind: 'none', reason: 'the Application Gateway that serves it is a resource of its own, shared by all' };
  }
  if (IN_CLUSTER.test(className)) {
    return { kind: 'none', reason: `the ${className} controller serves it, its Service is counted by itself` };
  }
  return { kind: 'unclear', reason: `which load balancer serves the ingress class ${className} is not known` };
}

/** The load balancer of a Gateway: the cloud's own, or a Service that the class's controller makes. */
export function gatewayBalancer(object: ManifestObject): Balancer {
  const className = textAt(object.value, 'spec.gatewayClassName') ?? '';
  if (className === '') return { kind: 'unclear', reason: 'spec.gatewayClassName is not stated' };
  const layer = /^gke-l7|alb|application/.test(className) ? 7 : 4;
  const flavour = layer === 7 ? 'application' : 'network';
  return { kind: 'cloud', layer, flavour, group: null };
}

function annotation(object: ManifestObject, name: string): string | undefined {
  const annotations = at(object.value, 'metadata.annotations');
  const value = isMap(annotations) ? fieldOf(annotations, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The Terraform resource that is billed as the balancer is. */
export function balancerResource(
  balancer: Extract<Balancer, { kind: 'cloud' }>,
  provider: PriceProvider,
): { readonly type: string; readonly attributes: Attributes } {
  if (provider === 'aws') {
    if (balancer.flavour === 'classic') return { type: 'aws_elb', attributes: {} };
    return { type: 'aws_lb', attributes: { load_balancer_type: balancer.flavour } };
  }
  if (provider === 'google') {
    const type = balancer.layer === 7 ? 'google_compute_global_forwarding_rule' : 'google_compute_forwarding_rule';
    return { type, attributes: {} };
  }
  // The cluster's one load balancer takes on another front end: a public address.
  return { type: 'azurerm_public_ip', attributes: { sku: 'Standard', allocation_method: 'Static' } };
}
