import type { PriceQuery } from '#app/pricing/price.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import type { DerivedPrice, UsageKey } from '../resource-type.ts';

/** How a machine is bought, and for a preemptible one (Spot) the share of the on-demand price that is paid. */
export type PurchaseOption = { readonly name: 'on-demand' } | PreemptibleOption;

interface PreemptibleOption {
  readonly name: 'preemptible';
  readonly share: number;
  readonly flag: string;
}

/** The usage key of every type that may run as Spot. */
export const SPOT_USAGE: Readonly<Record<'spot_discount_percent', UsageKey>> = {
  spot_discount_percent: {
    unit: 'percent',
    means: 'what Spot is cheaper than on demand; 60, the least that Google states, when it is not given',
  },
};

/**
 * Google changes Spot prices up to once a month and the book lists none. It states 60 to 91 % off for machine types
 * and GPUs, so 60 % gives an upper bound, flagged as such, unless the usage file knows the discount.
 * https://cloud.google.com/compute/docs/instances/spot (facts read 2026-08-21).
 */
const LEAST_SPOT_DISCOUNT = 60;

/** `block` is the machine's `scheduling` or node configuration. */
export function purchaseOption(block: BlockReader | undefined, resource: ResourceReader): PurchaseOption {
  const isSpot =
    block?.flag('preemptible') || block?.flag('spot') || block?.text('provisioning_model')?.toUpperCase() === 'SPOT';
  if (!isSpot) return { name: 'on-demand' };
  const stated = resource.usage('spot_discount_percent');
  if (stated.state !== 'known') {
    return { name: 'preemptible', share: (100 - LEAST_SPOT_DISCOUNT) / 100, flag: 'spot-upper-bound' };
  }
  const percent = Math.min(100, Math.max(0, stated.value.toNumber()));
  return { name: 'preemptible', share: (100 - percent) / 100, flag: 'spot-discount-stated' };
}

/** The price as it is, or its Spot share. */
export function optionPrice(price: PriceQuery | DerivedPrice, option: PurchaseOption): PriceQuery | DerivedPrice {
  if (option.name === 'on-demand') return price;
  const parts = 'sum' in price ? price.sum : [{ share: 1, query: price }];
  const flags = 'sum' in price ? price.flags : ['derived'];
  const sum = parts.map((each) => ({ ...each, share: (Number(each.share) * option.share).toFixed(12) }));
  return { sum, flags: [...flags, option.flag] };
}
