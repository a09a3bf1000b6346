import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';

/** A VPN tunnel, by the hour. */
export const computeVpnTunnel: ResourceType = {
  types: ['google_compute_vpn_tunnel'],
  source: { url: 'https://cloud.google.com/network-connectivity/docs/vpn/pricing', read: '2026-08-21' },
  usage: {},
  parts: [
    part('VPN Tunnel', (r) => ({
      name: 'VPN Tunnel',
      unit: 'hours',
      quantity: HOURS_PER_MONTH,
      price: { provider: 'google', service: 'networking', family: 'cloud-vpn', key: 'tunnel', region: r.region },
    })),
  ],
};
