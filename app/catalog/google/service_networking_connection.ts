import type { ResourceType } from '../resource-type.ts';
import { VM_EGRESS_USAGE, vmEgressParts } from './vm-egress.ts';

/** A private connection to a service of Google: the traffic through it. */
export const serviceNetworkingConnection: ResourceType = {
  types: ['google_service_networking_connection'],
  source: { url: 'https://cloud.google.com/vpc/network-pricing#vm-vm-egress', read: '2026-08-21' },
  usage: VM_EGRESS_USAGE,
  parts: vmEgressParts('Traffic'),
};
