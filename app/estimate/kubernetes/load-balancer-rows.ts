import type { ManifestObject } from '#app/kubernetes/manifest-object.ts';
import { textAt } from '#app/kubernetes/manifest-value.ts';
import { decimal } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type CostRow, costRow } from './cost-row.ts';
import type { ObjectContext } from './object-context.ts';
import type { RateAnswer } from './rate.ts';

export type LoadBalancerAnswer =
  | { readonly rows: readonly CostRow[] }
  | { readonly free: string }
  | { readonly unsupported: string };

/** The load balancer that an object makes the cloud run, if it makes one. */
export function loadBalancerRows(
  object: ManifestObject,
  about: { readonly role: 'service' | 'ingress' | 'gateway'; readonly context: ObjectContext },
): LoadBalancerAnswer {
  if (about.role !== 'service') return { unsupported: `${object.kind} load balancers are not estimated yet` };
  const type = textAt(object.value, 'spec.type') ?? 'ClusterIP';
  if (type !== 'LoadBalancer') return { free: `a Service of type ${type} costs nothing by itself` };
  const hours = decimal(HOURS_PER_MONTH);
  const quantity = { minimum: hours, expected: hours, maximum: hours, origin: 'configuration' } as const;
  return {
    rows: [costRow({ name: 'Load balancer', unit: 'hours', quantity, rate: rateOf(about.context) }, about.context)],
  };
}

function rateOf({ basis }: ObjectContext): RateAnswer {
  if (basis.basis !== 'opencost') return { unpriced: 'load balancers of this cloud are not priced yet' };
  const { rates, origin } = basis;
  return { rate: { amount: rates.loadBalancer, currency: rates.currency, asOf: rates.asOf, flags: [origin] } };
}
