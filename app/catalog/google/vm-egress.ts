import type { Part, UsageKey } from '../resource-type.ts';
import { part } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';

const ROUTES: readonly (readonly [key: string, words: string])[] = [
  ['same_region', 'within the same region'],
  ['us_or_canada', 'within the US or Canada'],
  ['europe', 'within Europe'],
  ['asia', 'within Asia'],
  ['south_america', 'within South America'],
  ['oceania', 'to/from Indonesia and Oceania'],
  ['worldwide', 'between continents (excludes Oceania)'],
];

/** The usage keys of traffic between machines. */
export const VM_EGRESS_USAGE: Readonly<Record<string, UsageKey>> = Object.fromEntries(
  ROUTES.map(([key, words]) => [
    `monthly_egress_data_transfer_gb.${key}`,
    { unit: 'GB', means: `data between machines ${words}` },
  ]),
);

/**
 * Traffic between machines, priced by the continents at its ends and not by the region.
 * https://cloud.google.com/vpc/network-pricing#vm-vm-egress (facts read 2026-08-21).
 */
export function vmEgressParts(noun: string): readonly Part[] {
  return ROUTES.map(([key, words]) =>
    part(`${noun} ${words}`, (r) => ({
      name: `${noun} ${words}`,
      unit: 'GB',
      quantity: r.usage(`monthly_egress_data_transfer_gb.${key}`),
      price: {
        ...examplePrice(`Network egress > IPSec traffic ${words}`, { type: 'google_compute_vpn_gateway' }),
      },
      path: ['Network egress'],
      usageBased: true,
    })),
  );
}
