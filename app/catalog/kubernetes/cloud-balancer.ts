import type { Exposure } from '#app/kubernetes/exposure.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import type { Attributes } from '#app/terraform/resource.ts';

/** What balances traffic for an object. */
export type Balancer =
  /** A load balancer of the cloud; objects with one `group` share it. */
  | { readonly kind: 'cloud'; readonly layer: 4 | 7; readonly flavour: string; readonly group: string | null }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string };

/** The load balancer that the exposure makes the cloud run; `provider` decides what an Ingress without a class gets. */
export function balancerOf(exposure: Exposure, provider: PriceProvider | null): Balancer {
  if (exposure.kind === 'Service') return serviceBalancer(exposure);
  return exposure.kind === 'Gateway' ? gatewayBalancer(exposure) : ingressBalancer(exposure, provider);
}

function serviceBalancer({ type, className, annotations }: Exposure): Balancer {
  if (type !== 'LoadBalancer') return { kind: 'none', reason: `a Service of type ${type} costs nothing by itself` };
  if (/metallb|purelb|kube-vip|tailscale|cilium/.test(className)) {
    return { kind: 'none', reason: `${className} balances on the nodes themselves` };
  }
  if (annotations['service.beta.kubernetes.io/azure-load-balancer-internal'] === 'true') {
    return { kind: 'none', reason: 'an internal front end of the cluster’s load balancer has no address to pay for' };
  }
  const stated = annotations['service.beta.kubernetes.io/aws-load-balancer-type'];
  const network = stated !== undefined || className.endsWith('/nlb');
  return { kind: 'cloud', layer: 4, flavour: network ? 'network' : 'classic', group: null };
}

/** Ingress controllers that run in the cluster, behind a Service of their own. */
const IN_CLUSTER =
  /nginx|traefik|haproxy|istio|contour|kong|kourier|ambassador|emissary|envoy|cilium|apisix|caddy|public|internal-nginx/;

/**
 * The load balancer of an Ingress. Those of one `group.name` share an ALB.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ (facts read 2026-08-21).
 */
function ingressBalancer(exposure: Exposure, provider: PriceProvider | null): Balancer {
  const className = exposure.className || (provider === 'google' ? 'gce' : '');
  if (className === '')
    return { kind: 'unclear', reason: 'no ingressClassName: which controller serves it is not known' };
  if (/^(alb|aws-alb)/.test(className)) {
    const group = exposure.annotations['alb.ingress.kubernetes.io/group.name'] ?? null;
    return { kind: 'cloud', layer: 7, flavour: 'application', group: group === null ? null : `alb ${group}` };
  }
  if (/^gce|ingress-gce/.test(className)) return { kind: 'cloud', layer: 7, flavour: 'application', group: null };
  if (/^azure-alb/.test(className)) {
    return { kind: 'unclear', reason: 'no price is known for Azure Application Gateway for Containers' };
  }
  if (/azure.*application/.test(className)) {
    return { kind: 'none', reason: 'the Application Gateway that serves it is a resource of its own, shared by all' };
  }
  if (IN_CLUSTER.test(className)) {
    return { kind: 'none', reason: `the ${className} controller serves it, its Service is counted by itself` };
  }
  return { kind: 'unclear', reason: `which load balancer serves the ingress class ${className} is not known` };
}

/** Gateway classes that are no load balancers but products with prices of their own. */
const OTHER_PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/^azure-alb/, 'Azure Application Gateway for Containers'],
  [/vpc-lattice/, 'Amazon VPC Lattice'],
];

/** The load balancer of a Gateway: the cloud's own, or a Service that the class's controller makes. */
function gatewayBalancer({ className }: Exposure): Balancer {
  if (className === '') return { kind: 'unclear', reason: 'spec.gatewayClassName is not stated' };
  const other = OTHER_PRODUCTS.find(([pattern]) => pattern.test(className));
  if (other) return { kind: 'unclear', reason: `no price is known for ${other[1]}` };
  const layer = /^gke-l7|alb|application/.test(className) ? 7 : 4;
  const flavour = layer === 7 ? 'application' : 'network';
  return { kind: 'cloud', layer, flavour, group: null };
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
