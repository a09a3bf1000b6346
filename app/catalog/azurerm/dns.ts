import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { networkZone } from './azure-locations.ts';
import { type ExampleName, priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/dns/', read: '2026-08-21' };

/** A zone, public or private; the price of the first 25 zones. */
export const dnsZone: ResourceType = {
  types: ['azurerm_dns_zone', 'azurerm_private_dns_zone'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Hosted zone', (r) =>
      priceRow(r, { name: 'Hosted zone', unit: 'months', quantity: 1, examples: sameZone(r, 'azurerm_dns_zone') }),
    ),
  ],
};

/** Records, by the queries for them. */
export const dnsRecord: ResourceType = {
  types: [
    'azurerm_dns_a_record',
    'azurerm_dns_aaaa_record',
    'azurerm_dns_caa_record',
    'azurerm_dns_cname_record',
    'azurerm_dns_mx_record',
    'azurerm_dns_ns_record',
    'azurerm_dns_ptr_record',
    'azurerm_dns_srv_record',
    'azurerm_dns_txt_record',
    'azurerm_private_dns_a_record',
    'azurerm_private_dns_aaaa_record',
    'azurerm_private_dns_cname_record',
    'azurerm_private_dns_mx_record',
    'azurerm_private_dns_ptr_record',
    'azurerm_private_dns_srv_record',
    'azurerm_private_dns_txt_record',
  ],
  source: SOURCE,
  usage: {
    monthly_queries: {
      unit: 'queries',
      means: 'queries in a month',
      sizes: { small: 2500000, medium: 25000000, large: 250000000 },
    },
  },
  parts: [
    part('DNS queries', (r) =>
      tieredRows(r, {
        unit: '1M queries',
        quantity: per(r.usage('monthly_queries'), 1_000_000),
        examples: sameZone(r, 'azurerm_dns_a_record'),
        tiers: [
          ['DNS queries (first 1B)', 1000],
          ['DNS queries (over 1B)', 0],
        ],
      }),
    ),
  ],
};

/** One price holds in all regions of a zone. */
function sameZone(r: ResourceReader, type: string): readonly ExampleName[] {
  const german = /^germany(central|northeast)$/.test(r.region);
  return networkZone(r.region) === 1 && !german && !r.region.startsWith('usgov')
    ? [{ type, region: 'westeurope' }]
    : [];
}

/** The parts of a private resolver, by the month. */
export const privateDnsResolver: ResourceType = {
  types: [
    'azurerm_private_dns_resolver_dns_forwarding_ruleset',
    'azurerm_private_dns_resolver_inbound_endpoint',
    'azurerm_private_dns_resolver_outbound_endpoint',
  ],
  source: SOURCE,
  usage: {},
  parts: [
    part('Private resolver', (r) =>
      priceRow(r, {
        name: RESOLVER_PARTS[r.type] ?? '',
        unit: 'months',
        quantity: 1,
        examples: sameZone(r, r.type),
      }),
    ),
  ],
};

const RESOLVER_PARTS: Readonly<Record<string, string>> = {
  azurerm_private_dns_resolver_dns_forwarding_ruleset: 'Forwarding ruleset',
  azurerm_private_dns_resolver_inbound_endpoint: 'Inbound endpoint',
  azurerm_private_dns_resolver_outbound_endpoint: 'Outbound endpoint',
};
