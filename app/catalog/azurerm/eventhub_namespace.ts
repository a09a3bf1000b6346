import { less, per, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { isReferenceSet } from './stated-reference.ts';

/** GB that a unit keeps without extra charge. https://azure.microsoft.com/pricing/details/event-hubs/ */
const RETENTION_GB: Readonly<Record<string, number>> = { Standard: 84, Premium: 1024, Dedicated: 10_240 };

/** A namespace of event hubs: units of its tier, events, capture and longer retention. */
export const eventHubNamespace: ResourceType = {
  types: ['azurerm_eventhub_namespace'],
  source: { url: 'https://azure.microsoft.com/pricing/details/event-hubs/', read: '2026-08-21' },
  usage: {
    monthly_ingress_events: { unit: 'events', means: 'events sent in a month' },
    capture_enabled: { unit: 'true or false', means: 'whether events are captured (standard tier)' },
    throughput_or_capacity_units: { unit: 'units', means: 'units, where they are not those of the configuration' },
    retention_storage_gb: { unit: 'GB', means: 'events kept beyond what is included' },
  },
  parts: [
    part('Ingress event', (r) =>
      tierOf(r) === 'Basic' || tierOf(r) === 'Standard'
        ? priceRow(r, {
            name: `Ingress event (${tierOf(r)})`,
            unit: '1M events',
            quantity: per(r.usage('monthly_ingress_events'), 1_000_000),
            usageBased: true,
          })
        : undefined,
    ),
    part('Capture', (r) =>
      tierOf(r) === 'Standard' && r.usageText('capture_enabled') === 'true'
        ? priceRow(r, { name: 'Capture', unit: 'units', quantity: units(r), usageBased: true })
        : undefined,
    ),
    part('Capacity', (r) =>
      priceRow(r, {
        name: `Capacity (${tierOf(r)})`,
        unit: UNITS[tierOf(r)] ?? 'throughput units',
        quantity: units(r),
      }),
    ),
    part('Extended retention', extendedRetention),
  ],
};

const UNITS: Readonly<Record<string, string>> = { Premium: 'processing units', Dedicated: 'capacity units' };

function tierOf(r: ResourceReader): string {
  return isReferenceSet(r, 'dedicated_cluster_id') ? 'Dedicated' : r.text('sku', 'Standard');
}

function units(r: ResourceReader) {
  return r.usage('throughput_or_capacity_units', r.number('capacity', 1));
}

function extendedRetention(r: ResourceReader): Component | undefined {
  const included = RETENTION_GB[tierOf(r)];
  if (included === undefined || tierOf(r) === 'Standard') return undefined;
  const stored = r.usage('retention_storage_gb');
  return priceRow(r, {
    name: 'Extended retention',
    unit: 'GB',
    quantity: stored.state === 'known' ? less(stored, times(units(r), included)) : stored,
    usageBased: true,
  });
}
