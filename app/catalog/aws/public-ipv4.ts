import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly } from './rows.ts';

/**
 * An address in use or idle is billed by the hour since 2024-02-01.
 * https://aws.amazon.com/vpc/pricing/, "Public IPv4 address" (facts read 2026-08-21).
 */
export function publicAddressRow(name: string, resource: ResourceReader, count: Quantity | number = 1): Component {
  return hourly(name, { quantity: count, price: priceOf('vpc/public-ipv4/in-use', resource) });
}
