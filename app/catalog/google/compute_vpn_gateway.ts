import type { ResourceType } from '../resource-type.ts';
import { VM_EGRESS_USAGE, vmEgressParts } from './vm-egress.ts';

/** A VPN gateway, classic or highly available: the traffic through it; tunnels are billed by themselves. */
export const computeVpnGateway: ResourceType = {
  types: ['google_compute_vpn_gateway', 'google_compute_ha_vpn_gateway'],
  source: { url: 'https://cloud.google.com/network-connectivity/docs/vpn/pricing', read: '2026-08-21' },
  usage: VM_EGRESS_USAGE,
  parts: vmEgressParts('IPSec traffic'),
};
