import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow, type RowDraft } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/frontdoor/', read: '2026-08-21' };

/** Front Door (classic): rules, hosts beyond a hundred, data in and out. */
export const frontdoor: ResourceType = {
  types: ['azurerm_frontdoor'],
  source: SOURCE,
  usage: {
    monthly_inbound_data_transfer_gb: {
      unit: 'GB',
      means: 'data from clients in a month',
      sizes: { small: 100, medium: 1000, large: 10000 },
    },
    'monthly_outbound_data_transfer_gb.us_gov': { unit: 'GB', means: 'data to clients of the US Government cloud' },
    'monthly_outbound_data_transfer_gb.north_america_europe_africa': {
      unit: 'GB',
      means: 'data to clients there',
      sizes: { small: 10000, medium: 100000, large: 1000000 },
    },
    'monthly_outbound_data_transfer_gb.asia_pacific': { unit: 'GB', means: 'data to clients there, with Japan' },
    'monthly_outbound_data_transfer_gb.south_america': { unit: 'GB', means: 'data to clients there' },
    'monthly_outbound_data_transfer_gb.australia': { unit: 'GB', means: 'data to clients there' },
    'monthly_outbound_data_transfer_gb.india': { unit: 'GB', means: 'data to clients there' },
  },
  parts: [
    part('Routing rules', (r) => {
      const rules = r.blocks('routing_rule').filter((rule) => rule.flag('enabled', true)).length;
      const first = {
        name: 'Routing rules (first 5 rules)',
        unit: 'hours',
        quantity: Math.min(rules, 5) * HOURS_PER_MONTH,
      };
      const more = {
        name: 'Routing rules (per additional rule)',
        unit: 'hours',
        quantity: (rules - 5) * HOURS_PER_MONTH,
      };
      return (rules > 5 ? [first, more] : [first]).map((draft) => priceRow(r, { ...draft, ...sameZone(r) }));
    }),
    part('Frontend hosts', (r) => {
      const quantity = r.blocks('frontend_endpoint').length - 100;
      return quantity > 0
        ? priceRow(r, { name: 'Frontend hosts (over 100)', unit: 'hosts', quantity, ...sameZone(r) })
        : undefined;
    }),
    part('Inbound data transfer', (r) =>
      priceRow(r, {
        name: 'Inbound data transfer',
        unit: 'GB',
        quantity: r.usage('monthly_inbound_data_transfer_gb'),
        usageBased: true,
        ...sameZone(r),
      }),
    ),
    part('Outbound data transfer', (r) => {
      const { name, key } = geographyOf(r);
      return tieredRows(r, {
        unit: 'GB',
        quantity: r.usage(`monthly_outbound_data_transfer_gb.${key}`),
        path: ['Outbound data transfer'],
        ...sameZone(r),
        tiers:
          key === 'us_gov'
            ? [[name, 0]]
            : [
                [`${name} (first 10TB)`, 10_000],
                [`${name} (next 40TB)`, 40_000],
                [`${name} (over 50TB)`, 0],
              ],
      });
    }),
  ],
};

/** Prices hold for a part of the world. */
function sameZone(r: ResourceReader): Pick<RowDraft, 'global'> {
  return geographyOf(r).key === 'north_america_europe_africa' ? { global: 'westeurope' } : {};
}

/** The part of the world that the service's region is billed as. */
function geographyOf(r: ResourceReader): { readonly name: string; readonly key: string } {
  const { region } = r;
  if (region.startsWith('usgov')) return { name: 'US Gov', key: 'us_gov' };
  if (region.startsWith('brazil')) return { name: 'South America', key: 'south_america' };
  if (region.startsWith('australia')) return { name: 'Australia', key: 'australia' };
  if (region.includes('india')) return { name: 'India', key: 'india' };
  if (/^(eastasia|southeastasia|japan|korea|indonesia|malaysia|newzealand)/.test(region)) {
    return { name: 'Asia Pacific (including Japan)', key: 'asia_pacific' };
  }
  return { name: 'North America, Europe and Africa', key: 'north_america_europe_africa' };
}

/** A firewall policy of Front Door: rules, managed rule sets, requests. */
export const frontdoorFirewallPolicy: ResourceType = {
  types: ['azurerm_frontdoor_firewall_policy'],
  source: SOURCE,
  usage: {
    monthly_custom_rule_requests: {
      unit: 'requests',
      means: 'requests that own rules look at in a month',
      sizes: { small: 166500, medium: 1665000, large: 16650000 },
    },
    monthly_managed_ruleset_requests: {
      unit: 'requests',
      means: 'requests that managed rule sets look at in a month',
      sizes: { small: 1000000, medium: 10000000, large: 100000000 },
    },
  },
  parts: [
    part('Policy', (r) => priceRow(r, { name: 'Policy', unit: 'months', quantity: 1, global: 'westus' })),
    part('Custom rules', (r) => {
      const quantity = r.blocks('custom_rule').length;
      return priceRow(r, { name: 'Custom rules', unit: 'rules', quantity, global: 'westus' });
    }),
    part('Custom rule requests', (r) => requests(r, 'custom_rule')),
    part('Managed rulesets', (r) =>
      priceRow(r, {
        name: 'Managed rulesets',
        unit: 'rulesets',
        quantity: r.blocks('managed_rule').length,
        global: 'westus',
      }),
    ),
    part('Managed ruleset requests', (r) => requests(r, 'managed_ruleset')),
  ],
};

function requests(r: ResourceReader, kind: 'custom_rule' | 'managed_ruleset') {
  return priceRow(r, {
    name: kind === 'custom_rule' ? 'Custom rule requests' : 'Managed ruleset requests',
    unit: '1M requests',
    quantity: per(r.usage(`monthly_${kind}_requests`), 1_000_000),
    usageBased: true,
    global: 'westus',
  });
}
