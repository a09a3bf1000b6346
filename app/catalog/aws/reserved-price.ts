import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { DerivedPrice } from '../resource-type.ts';
import { priceOf } from './price-of.ts';

/**
 * The hourly price of a reserved instance: the share of the price on demand that its family, term and payment cost, with
 * what is paid upfront spread over the term. https://aws.amazon.com/ec2/pricing/reserved-instances/pricing/
 */
export function reservedPrice(
  onDemand: PriceQuery,
  by: {
    readonly resource: ResourceReader;
    readonly service: 'ec2' | 'rds' | 'elasticache';
    /** `t3` of `db.t3.large`. */
    readonly family: string;
    readonly told?: Readonly<Record<string, string>>;
  },
): DerivedPrice {
  const { resource, service, family, told = {} } = by;
  const times = priceOf(`reserved-instances/${service}/${family}`, {
    region: resource.region,
    attributes: {
      ...told,
      term: resource.usageText('reserved_instance_term') ?? '',
      payment: resource.usageText('reserved_instance_payment_option') ?? '',
    },
  });
  return { sum: [{ share: 1, query: onDemand }], times, flags: ['derived', 'reserved-instance'] };
}
