import type { PriceQuery } from '#app/pricing/price.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import type { DerivedPrice, OtherPrice } from '../resource-type.ts';
import { statedSpotShare } from '../spot-discount.ts';

/** How a machine is bought; for a preemptible one (Spot) the share of the on-demand price, where the usage file knows it. */
export type PurchaseOption =
  | { readonly name: 'on-demand' }
  | { readonly name: 'preemptible'; readonly statedShare: number | undefined };

/** `block` is the machine's `scheduling` or node configuration. */
export function purchaseOption(block: BlockReader | undefined, resource: ResourceReader): PurchaseOption {
  const isSpot =
    block?.flag('preemptible') || block?.flag('spot') || block?.text('provisioning_model')?.toUpperCase() === 'SPOT';
  if (!isSpot) return { name: 'on-demand' };
  return { name: 'preemptible', statedShare: statedSpotShare(resource) };
}

/** What is paid for something whose price on demand is `onDemand` and whose Spot prices stand under `spot`. */
export interface OptionPrices {
  readonly onDemand: PriceQuery | DerivedPrice;
  /** In the order in which the book is asked. */
  readonly spot: readonly DerivedPrice[];
}

/**
 * The price as it is or, with Spot, the stated share of it, else the listed Spot price, else all of it as an upper
 * bound: Google states up to 91 % off, and no least. https://cloud.google.com/spot-vms/pricing (read 2026-11-26).
 */
export function optionPrice(
  { onDemand, spot }: OptionPrices,
  option: PurchaseOption,
): { readonly price: OtherPrice['price']; readonly otherPrices?: readonly OtherPrice[] } {
  if (option.name === 'on-demand') return { price: onDemand };
  const share = option.statedShare;
  if (share !== undefined) return { price: shareOf(onDemand, { share, flag: 'spot-discount-stated' }) };
  const bound = shareOf(onDemand, { share: 1, flag: 'spot-upper-bound' });
  const [first, ...others] = [...spot, bound];
  return { price: first ?? bound, otherPrices: others.map((price) => ({ price })) };
}

function shareOf(
  price: PriceQuery | DerivedPrice,
  of: { readonly share: number; readonly flag: string },
): DerivedPrice {
  const parts = 'sum' in price ? price.sum : [{ share: 1, query: price }];
  const flags = 'sum' in price ? price.flags : of.share === 1 ? [] : ['derived'];
  const sum = parts.map((each) => ({ ...each, share: (Number(each.share) * of.share).toFixed(12) }));
  return { sum, flags: [...flags, of.flag] };
}
