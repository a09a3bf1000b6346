import { balancerOf, balancerResource } from '#app/catalog/kubernetes/cloud-balancer.ts';
import { readExposure } from '#app/kubernetes/exposure.ts';
import { type IngressClasses, withIngressClass } from '#app/kubernetes/ingress-classes.ts';
import { kindRole } from '#app/kubernetes/known-kinds.ts';
import { addressOf, type ManifestObject } from '#app/kubernetes/manifest-object.ts';
import { decimal } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import { openCostRate } from './basis.ts';
import { ONCE, rowsForPods } from './cloud-rows.ts';
import { type CostRow, costRow } from './cost-row.ts';
import type { ObjectContext } from './object-context.ts';
import type { RateAnswer } from './rate.ts';

export type BalancerAnswer =
  | { readonly rows: readonly CostRow[] }
  | { readonly free: string }
  | { readonly unclear: string };

/** The load balancer that an object makes the cloud run, if it makes one. Shared ones are counted once. */
export function loadBalancerRows(object: ManifestObject, context: ObjectContext): BalancerAnswer {
  const provider = context.cloud?.provider ?? null;
  const balancer = balancerOf(withIngressClass(readExposure(object), context.ingressClasses), provider);
  if (balancer.kind === 'none') return { free: balancer.reason };
  if (balancer.kind === 'unclear') return { unclear: balancer.reason };
  const first = balancer.group === null ? undefined : context.balancers.get(balancer.group);
  if (first && first !== object) return { free: `it shares the load balancer of ${addressOf(first)}` };
  if (!context.cloud) return { rows: [flatRow(context)] };
  const made = { ...balancerResource(balancer, context.cloud.provider), flags: [] };
  return { rows: rowsForPods(context.cloud.made(made), { pods: ONCE, path: [] }) };
}

/** The first object of each group of shared load balancers, in the order of their addresses. */
export function sharedBalancers(
  objects: readonly ManifestObject[],
  by: { readonly provider: PriceProvider | null; readonly classes: IngressClasses },
): ReadonlyMap<string, ManifestObject> {
  const first = new Map<string, ManifestObject>();
  for (const object of objects) {
    const role = kindRole(object);
    if (!('role' in role) || role.role !== 'ingress') continue;
    const balancer = balancerOf(withIngressClass(readExposure(object), by.classes), by.provider);
    if (balancer.kind !== 'cloud' || balancer.group === null) continue;
    const known = first.get(balancer.group);
    if (!known || addressOf(object) < addressOf(known)) first.set(balancer.group, object);
  }
  return first;
}

function flatRow(context: ObjectContext): CostRow {
  const hours = decimal(HOURS_PER_MONTH);
  const quantity = { minimum: hours, expected: hours, maximum: hours, origin: 'configuration' } as const;
  return costRow({ name: 'Load balancer', unit: 'hours', quantity, rate: flatRate(context) }, context);
}

function flatRate({ basis }: ObjectContext): RateAnswer {
  if (basis.basis !== 'opencost') return { unpriced: 'this basis has no rate for load balancers' };
  return openCostRate(basis, 'loadBalancer');
}
