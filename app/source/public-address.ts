import { BlockList, isIPv4 } from 'node:net';

/**
 * Address blocks that no public service lives in:
 * https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry (read 2026-11-25).
 */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Everything outside of global unicast, and what stands in it for IPv4 or for documentation. */
const PRIVATE_V6: readonly (readonly [string, number])[] = [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
];

/** True for an address on the public internet: not private, loopback, link-local, reserved or a tunnel to one. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isPublicAddress(mapped);
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const blocks = new BlockList();
  for (const [network, prefix] of family === 'ipv4' ? PRIVATE_V4 : PRIVATE_V6)
    blocks.addSubnet(network, prefix, family);
  return !blocks.check(address, family);
}
