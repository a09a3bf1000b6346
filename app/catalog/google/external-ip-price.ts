import type { PriceQuery } from '#app/pricing/price.ts';
import type { DerivedPrice } from '../resource-type.ts';

/**
 * The hourly price of an external IPv4 address; on a Spot machine half of that on a standard one.
 * https://cloud.google.com/vpc/network-pricing#ipaddress (facts read 2026-08-21): $0.005 and $0.0025 an hour.
 */
export function externalIpPrice(
  use: 'standard VM' | 'preemptible VM' | 'unused',
  region: string,
): PriceQuery | DerivedPrice {
  const key = use === 'unused' ? 'static-unused' : 'in-use';
  const query: PriceQuery = { provider: 'google', service: 'networking', family: 'external-ip', key, region };
  return use === 'preemptible VM' ? { sum: [{ share: '0.5', query }], flags: ['derived'] } : query;
}
