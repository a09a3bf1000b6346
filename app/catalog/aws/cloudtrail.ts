import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Trails: the first copy of management events is free. */
export const cloudtrail: ResourceType = {
  types: ['aws_cloudtrail'],
  source: { url: 'https://aws.amazon.com/cloudtrail/pricing/', read: '2026-08-21' },
  usage: {
    monthly_additional_management_events: usageKey('events', 'Management events beyond the first copy', 500_000),
    monthly_data_events: usageKey('events', 'Data events', 10_000_000),
    monthly_insight_events: usageKey('events', 'Events analysed for insights', 2_857_142),
  },
  parts: [
    part('Management events', (r) =>
      r.flag('include_global_service_events', true)
        ? eventRow(
            ['Management events (additional copies)', 'management-additional', 'monthly_additional_management_events'],
            r,
          )
        : [],
    ),
    part('Data events', (r) => eventRow(['Data events', 'data', 'monthly_data_events'], r)),
    part('Insight events', (r) =>
      r.has('insight_selector') ? eventRow(['Insight events', 'insights', 'monthly_insight_events'], r) : [],
    ),
  ],
};

function eventRow([name, key, usage]: readonly [string, string, string], r: ResourceReader): Component {
  const price = priceOf(`cloudtrail/event/${key}`, r);
  return metered(name, { unit: '100k events', quantity: r.usage(usage), price, per: 100_000 });
}
