import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from './resource-reader.ts';
import type { Component, UsageKey } from './resource-type.ts';

/** The usage key of everything that may run as Spot. */
export const SPOT_USAGE: Readonly<Record<'spot_discount_percent', UsageKey>> = {
  spot_discount_percent: {
    unit: 'percent',
    means: 'what Spot is cheaper than on demand, in place of a listed Spot price',
  },
};

/** The share of the price on demand that is paid as the usage states it; undefined when it states none. */
export function statedSpotShare(resource: ResourceReader): number | undefined {
  const stated = resource.usage('spot_discount_percent');
  if (stated.state !== 'known') return undefined;
  return (100 - Math.min(100, Math.max(0, stated.value.toNumber()))) / 100;
}

/**
 * The price of Spot capacity: the stated share of the price on demand, else what the book lists, which is nothing for
 * AWS and Azure: their Spot prices change all the time, and no list has them.
 * https://aws.amazon.com/ec2/spot/pricing/, https://azure.microsoft.com/pricing/spot-advisor/
 */
export function spotPrice(
  { onDemand, listed }: { readonly onDemand: PriceQuery; readonly listed: PriceQuery },
  resource: ResourceReader,
): Pick<Component, 'price' | 'withoutPrice'> {
  const share = statedSpotShare(resource);
  if (share !== undefined) {
    const sum = [{ share: share.toFixed(12), query: onDemand }];
    return { price: { sum, flags: ['derived', 'spot-discount-stated'] } };
  }
  return {
    price: listed,
    withoutPrice: 'Spot prices change all the time and the book has none: state spot_discount_percent',
  };
}
