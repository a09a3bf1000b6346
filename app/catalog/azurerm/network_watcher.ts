import { known, less, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { tieredRows } from './tiered-rows.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/network-watcher/', read: '2026-08-21' };

/** Network Watcher: checks beyond the thousand that are free. */
export const networkWatcher: ResourceType = {
  types: ['azurerm_network_watcher'],
  source: SOURCE,
  usage: {
    monthly_diagnostic_checks: {
      unit: 'checks',
      means: 'diagnostic checks in a month, of which 1,000 are free',
      sizes: { small: 1000, medium: 10000, large: 100000 },
    },
  },
  parts: [
    part('Network diagnostic tool', (r) =>
      priceRow(r, {
        name: 'Network diagnostic tool (over 1,000 checks)',
        unit: 'checks',
        quantity: less(r.usage('monthly_diagnostic_checks'), 1000),
        usageBased: true,
      }),
    ),
  ],
};

/** Flow logs: collected beyond the free 5 GB, and analysed. */
export const networkWatcherFlowLog: ResourceType = {
  types: ['azurerm_network_watcher_flow_log'],
  source: SOURCE,
  usage: {
    monthly_logs_collected_gb: {
      unit: 'GB',
      means: 'logs collected in a month, of which 5 GB are free',
      sizes: { small: 2.2, medium: 22, large: 220 },
    },
  },
  parts: [
    part('Network logs collected', (r) =>
      r.flag('enabled', true)
        ? priceRow(r, {
            name: 'Network logs collected (over 5GB)',
            unit: 'GB',
            quantity: less(r.usage('monthly_logs_collected_gb'), 5),
            usageBased: true,
          })
        : undefined,
    ),
    part('Traffic Analytics data processed', (r) =>
      r.flag('enabled', true) && r.flag('traffic_analytics.enabled')
        ? priceRow(r, {
            name: `Traffic Analytics data processed (${r.number('traffic_analytics.interval_in_minutes', 60)} min interval)`,
            unit: 'GB',
            quantity: r.usage('monthly_logs_collected_gb'),
            usageBased: true,
          })
        : undefined,
    ),
  ],
};

/** A monitor of connections, by the test; ten are free. */
export const networkConnectionMonitor: ResourceType = {
  types: ['azurerm_network_connection_monitor'],
  source: SOURCE,
  usage: { tests: { unit: 'tests', means: 'tests, where they are not those of the configuration' } },
  parts: [
    part('Tests', (r) =>
      tieredRows(r, {
        unit: 'tests',
        quantity: less(r.usage('tests', testsOf(r)), 10),
        tiers: [
          ['Tests (10-240,010)', 240_000],
          ['Tests (240,010-750,010)', 510_000],
          ['Tests (750,010-1,000,010)', 250_000],
          ['Tests (1,000,010+)', 0],
        ],
      }).filter((row) => !isZero(typeof row.quantity === 'number' ? known(row.quantity) : row.quantity)),
    ),
  ],
};

/** Every source is tested with every destination in every way, group by group. */
function testsOf(r: ResourceReader): number {
  return r
    .blocks('test_group')
    .filter((group) => group.flag('enabled', true))
    .map((group) => {
      const lists = ['source_endpoints', 'destination_endpoints', 'test_configuration_names'];
      return lists.reduce((product, name) => product * group.list(name).length, 1);
    })
    .reduce((sum, tests) => sum + tests, 0);
}

function isZero(quantity: Quantity): boolean {
  return quantity.state === 'known' && quantity.value.isZero();
}
