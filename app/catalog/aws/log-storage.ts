import type { ResourceReader } from '../resource-reader.ts';
import type { Component, UsageKey } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Usage keys of CloudWatch log groups. */
export const logUsage: Readonly<Record<string, UsageKey>> = {
  monthly_data_ingested_gb: usageKey('GB', 'Logs ingested', 20),
  storage_gb: usageKey('GB', 'Logs stored, compressed', 333),
  monthly_data_scanned_gb: usageKey('GB', 'Logs that Insights queries scan', 2000),
};

/** What logs are billed for; `prefix` stands before the usage keys. https://aws.amazon.com/cloudwatch/pricing/ */
export function logRows(
  group: { readonly prefix?: string; readonly path?: readonly string[]; readonly ingest?: string },
  r: ResourceReader,
): readonly Component[] {
  const usage = (key: string) => r.usage(`${group.prefix ?? ''}${key}`);
  const path = group.path ?? [];
  const ingest = `cloudwatch/logs/${group.ingest ?? 'ingest'}`;
  return [
    metered('Data ingested', {
      unit: 'GB',
      quantity: usage('monthly_data_ingested_gb'),
      price: priceOf(ingest, r),
      path,
    }),
    metered('Archival Storage', {
      unit: 'GB',
      quantity: usage('storage_gb'),
      price: priceOf('cloudwatch/logs/storage', r),
      path,
    }),
    metered('Insights queries data scanned', {
      unit: 'GB',
      quantity: usage('monthly_data_scanned_gb'),
      price: priceOf('cloudwatch/logs/insights-scanned', r),
      path,
    }),
  ];
}
