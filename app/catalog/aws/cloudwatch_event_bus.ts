import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** EventBridge buses, in events of 64 KB. */
export const cloudwatchEventBus: ResourceType = {
  types: ['aws_cloudwatch_event_bus'],
  source: { url: 'https://aws.amazon.com/eventbridge/pricing/', read: '2026-08-21' },
  usage: {
    monthly_custom_events: usageKey('events', 'Custom events published', 10_000_000),
    monthly_third_party_events: usageKey('events', 'Events from partners', 10_000_000),
    monthly_archive_processing_gb: usageKey('GB', 'Events archived', 100),
    archive_storage_gb: usageKey('GB', 'Archive held', 434),
    monthly_schema_discovery_events: usageKey('events', 'Events that schema discovery reads, by 8 KB', 100_000_000),
  },
  parts: [
    part('Events', (r) => {
      const rows: readonly (readonly [string, string, string, number?])[] = [
        ['Custom events published', '1M events', 'monthly_custom_events', 1_000_000],
        ['Third-party events published', '1M events', 'monthly_third_party_events', 1_000_000],
        ['Archive processing', 'GB', 'monthly_archive_processing_gb'],
        ['Archive storage', 'GB', 'archive_storage_gb'],
        ['Schema discovery', '1M events', 'monthly_schema_discovery_events', 1_000_000],
      ];
      return rows.map(([name, unit, key, size]) =>
        metered(name, {
          unit,
          quantity: r.usage(key),
          price: exampleOf(`aws_cloudwatch_event_bus/${name}`, r),
          ...(size ? { per: size } : {}),
        }),
      );
    }),
  ],
};
