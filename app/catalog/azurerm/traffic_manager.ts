import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/traffic-manager/', read: '2026-08-21' };

/** A profile: the queries it answers, and the view of the traffic. */
export const trafficManagerProfile: ResourceType = {
  types: ['azurerm_traffic_manager_profile'],
  source: SOURCE,
  usage: {
    monthly_dns_queries: {
      unit: 'queries',
      means: 'queries in a month',
      sizes: { small: 1850000, medium: 18500000, large: 185000000 },
    },
    monthly_traffic_view_data_points: {
      unit: 'data points',
      means: 'data points of the traffic view in a month',
      sizes: { small: 500000, medium: 5000000, large: 50000000 },
    },
  },
  parts: [
    part('DNS queries', (r) =>
      isEnabled(r)
        ? tieredRows(r, {
            unit: '1M queries',
            quantity: per(r.usage('monthly_dns_queries'), 1_000_000),
            examples: everywhere(r),
            tiers: [
              ['DNS queries (first 1B)', 1000],
              ['DNS queries (over 1B)', 0],
            ],
          })
        : undefined,
    ),
    part('Traffic view', (r) =>
      isEnabled(r) && r.flag('traffic_view_enabled')
        ? priceRow(r, {
            name: 'Traffic view',
            unit: '1M data points',
            quantity: per(r.usage('monthly_traffic_view_data_points'), 1_000_000),
            usageBased: true,
            examples: everywhere(r),
          })
        : undefined,
    ),
  ],
};

/** An endpoint: its health checks, dearer when they come every ten seconds. */
export const trafficManagerEndpoint: ResourceType = {
  types: [
    'azurerm_traffic_manager_azure_endpoint',
    'azurerm_traffic_manager_external_endpoint',
    'azurerm_traffic_manager_nested_endpoint',
  ],
  source: SOURCE,
  usage: {},
  parts: [
    part('Basic health check', (r) => {
      const profile = profileOf(r);
      return profile && !isEnabled(profile) ? undefined : healthCheck(r, 'Basic health check');
    }),
    part('Fast interval health checks add-on', (r) => {
      const profile = profileOf(r);
      const fast = profile !== undefined && profile.number('monitor_config.interval_in_seconds', 30) < 30;
      return fast && isEnabled(profile) ? healthCheck(r, 'Fast interval health checks add-on') : undefined;
    }),
  ],
};

function profileOf(r: ResourceReader): ResourceReader | undefined {
  return r.related('profile_id').find((each) => each.type === 'azurerm_traffic_manager_profile');
}

function isEnabled(profile: ResourceReader): boolean {
  return profile.text('profile_status', 'Enabled').toLowerCase() !== 'disabled';
}

/** Sold by the month, shown by the hour; the clouds of some countries have prices of their own. */
function healthCheck(r: ResourceReader, kind: string): Component {
  const region = profileOf(r)?.region ?? r.region;
  return priceRow(r, {
    name: `${kind} (${billingRegion(region)})`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH,
    region,
    examples: billingRegion(region) === 'Global' ? [{ region: 'westeurope' }] : [{ region: 'germanynorth' }],
  });
}

function billingRegion(region: string): string {
  if (region.startsWith('usgov')) return 'US Gov';
  if (region.startsWith('germany')) return 'Germany';
  return region.startsWith('china') ? 'China' : 'Global';
}

function everywhere(r: ResourceReader) {
  return billingRegion(r.region) === 'Global' ? [{ region: 'westeurope' }] : [];
}
