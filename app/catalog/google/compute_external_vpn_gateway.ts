import { part, type ResourceType } from '../resource-type.ts';
import { type InternetDestination, internetEgress } from './egress-tiers.ts';

const DESTINATIONS: readonly (readonly [key: string, words: string, to: InternetDestination])[] = [
  ['worldwide', 'worldwide excluding China, Australia but including Hong Kong', 'to-worldwide'],
  ['china', 'China excluding Hong Kong', 'to-china'],
  ['australia', 'Australia', 'to-australia'],
];

/** The far end of a VPN outside Google: traffic to it is internet traffic. */
export const computeExternalVpnGateway: ResourceType = {
  types: ['google_compute_external_vpn_gateway'],
  source: { url: 'https://cloud.google.com/vpc/network-pricing#internet_egress', read: '2026-08-21' },
  usage: {
    'monthly_egress_data_transfer_gb.worldwide': { unit: 'GB', means: 'data to the world without China and Australia' },
    'monthly_egress_data_transfer_gb.china': { unit: 'GB', means: 'data to China without Hong Kong' },
    'monthly_egress_data_transfer_gb.australia': { unit: 'GB', means: 'data to Australia' },
  },
  parts: DESTINATIONS.map(([key, words, to]) =>
    part(`IPSec traffic to ${words}`, (r) =>
      internetEgress(
        { name: `IPSec traffic to ${words}`, quantity: r.usage(`monthly_egress_data_transfer_gb.${key}`), to },
        { region: r.region, path: ['Network egress'] },
      ),
    ),
  ),
};
