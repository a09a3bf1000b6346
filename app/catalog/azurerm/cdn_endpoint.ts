import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { networkZone } from './azure-locations.ts';
import { priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

/** An endpoint of Azure CDN: outbound data, acceleration, and with Microsoft's network rules. */
export const cdnEndpoint: ResourceType = {
  types: ['azurerm_cdn_endpoint'],
  source: { url: 'https://azure.microsoft.com/pricing/details/cdn/', read: '2026-08-21' },
  usage: {
    monthly_outbound_gb: {
      unit: 'GB',
      means: 'data sent out in a month',
      sizes: { small: 12.3, medium: 123, large: 1230 },
    },
    monthly_rules_engine_requests: {
      unit: 'requests',
      means: 'requests that rules handle in a month',
      sizes: { small: 1650000, medium: 16500000, large: 165000000 },
    },
  },
  parts: [
    part('Rules engine rules', (r) => {
      const quantity = rulesOf(r) - 5;
      if (skuOf(r) !== 'Standard_Microsoft' || quantity <= 0) return undefined;
      return priceRow(r, { name: 'Rules engine rules (over 5)', unit: 'rules', quantity, examples: sameZone(r) });
    }),
    part('Rules engine requests', (r) =>
      skuOf(r) === 'Standard_Microsoft' && rulesOf(r) > 5
        ? priceRow(r, {
            name: 'Rules engine requests',
            unit: '1M requests',
            quantity: per(r.usage('monthly_rules_engine_requests'), 1_000_000),
            usageBased: true,
            examples: sameZone(r),
          })
        : undefined,
    ),
    part('Outbound data transfer', (r) => {
      const network = networkOf(r);
      return tieredRows(r, {
        unit: 'GB',
        quantity: r.usage('monthly_outbound_gb'),
        examples: sameZone(r),
        tiers: OUTBOUND.map(([name, width]) => [`Outbound data transfer (${network}, ${name})`, width]),
      });
    }),
    part('Acceleration', (r) =>
      r.text('optimization_type') === 'DynamicSiteAcceleration' && skuOf(r) !== 'Standard_Microsoft'
        ? tieredRows(r, {
            unit: 'GB',
            quantity: r.usage('monthly_outbound_gb'),
            examples: sameZone(r),
            tiers: ACCELERATION.map(([name, width]) => [`Acceleration outbound data transfer (${name})`, width]),
          })
        : undefined,
    ),
  ],
};

const OUTBOUND: readonly (readonly [string, number])[] = [
  ['first 10TB', 10_000],
  ['next 40TB', 40_000],
  ['next 100TB', 100_000],
  ['next 350TB', 350_000],
  ['next 500TB', 500_000],
  ['next 4000TB', 4_000_000],
  ['over 5000TB', 0],
];

const ACCELERATION: readonly (readonly [string, number])[] = [
  ['first 50TB', 50_000],
  ['next 100TB', 100_000],
  ['next 350TB', 350_000],
  ['next 500TB', 500_000],
  ['over 1000TB', 0],
];

function skuOf(r: ResourceReader): string {
  const profile = r.related('profile_name').find((each) => each.type === 'azurerm_cdn_profile');
  return profile?.text('sku') ?? 'Standard_Microsoft';
}

/** `Microsoft`, `Akamai`, but `Standard Verizon` and `Premium Verizon`. */
function networkOf(r: ResourceReader): string {
  const [level = 'Standard', network = 'Microsoft'] = skuOf(r).split('_');
  return network === 'Verizon' ? `${level} ${network}` : network;
}

function rulesOf(r: ResourceReader): number {
  return r.blocks('delivery_rule').length + r.blocks('global_delivery_rule').length;
}

/** Prices hold for a zone; Zone 1 is North America, Europe and Africa. */
function sameZone(r: ResourceReader) {
  return networkZone(r.region) === 1 ? [{ region: 'eastus' }] : [];
}
