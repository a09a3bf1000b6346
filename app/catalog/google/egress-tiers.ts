import { fillTiers, type Quantity } from '#app/measure/quantity.ts';
import type { Component } from '../resource-type.ts';

const TIB_GB = 1024;
const TIERS: readonly (readonly [label: string, startGb: number])[] = [
  ['first 1TB', 0],
  ['next 9TB', TIB_GB],
  ['over 10TB', 10 * TIB_GB],
];

/** Where data goes, by Google's price list of premium internet traffic. */
export type InternetDestination = 'to-worldwide' | 'to-china' | 'to-australia';

/**
 * Traffic to the internet in the tiers of 1 TB, 9 TB and beyond, one row a tier that is reached.
 * https://cloud.google.com/vpc/network-pricing#internet_egress (facts read 2026-08-21).
 */
export function internetEgress(
  traffic: { readonly name: string; readonly quantity: Quantity; readonly to: InternetDestination },
  of: { readonly region: string; readonly path?: readonly string[] },
): readonly Component[] {
  return fillTiers(traffic.quantity, [TIB_GB, 9 * TIB_GB]).flatMap((quantity, index) => {
    const [label, tierStart] = TIERS[index] ?? ['', 0];
    if (index > 0 && quantity.state === 'known' && quantity.value.isZero()) return [];
    return {
      name: `${traffic.name} (${label})`,
      unit: 'GB',
      quantity,
      price: {
        provider: 'google',
        service: 'networking',
        family: 'internet-egress-premium',
        key: traffic.to,
        region: of.region,
        tierStart,
      },
      usageBased: true,
      ...(of.path ? { path: of.path } : {}),
    };
  });
}
