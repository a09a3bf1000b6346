import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { publicAddressRow } from './public-ipv4.ts';
import { hourly } from './rows.ts';

/** Elastic IPs: every public IPv4 address is billed by the hour, whether it is attached or not. */
export const eip: ResourceType = {
  types: ['aws_eip'],
  source: { url: 'https://aws.amazon.com/vpc/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('IP address', (r) => {
      // An address of the customer's own pool costs nothing.
      if (r.has('customer_owned_ipv4_pool')) return [];
      if (isInUse(r)) return publicAddressRow('IP address (in use)', r);
      return hourly('IP address (if unused)', { price: priceOf('vpc/public-ipv4/idle', r) });
    }),
  ],
};

const USERS: readonly string[] = ['aws_nat_gateway', 'aws_eip_association', 'aws_lb', 'aws_alb'];

function isInUse(r: ResourceReader): boolean {
  const attached = ['instance', 'network_interface'].some((path) => path in r.resource.attributes && isSet(r, path));
  return attached || USERS.some((type) => r.referrers(type).length > 0);
}

/** An instance whose id is decided at apply is an instance all the same. */
function isSet(r: ResourceReader, path: string): boolean {
  if (r.related(path).length > 0) return true;
  const value = r.resource.attributes[path];
  return typeof value === 'symbol' || r.has(path);
}
