import { part, type ResourceType } from '../resource-type.ts';

/** A log group: what comes in, what is kept, what queries read. */
export const cloudwatchLogGroup: ResourceType = {
  types: ['aws_cloudwatch_log_group'],
  source: { url: 'https://aws.amazon.com/cloudwatch/pricing/', read: '2026-08-21' },
  usage: {
    monthly_data_ingested_gb: { unit: 'GB', means: 'log data that comes in in a month' },
    storage_gb: { unit: 'GB', means: 'log data kept' },
    monthly_data_scanned_gb: { unit: 'GB', means: 'log data that Insights queries read in a month' },
  },
  parts: [
    ['Data ingested', 'monthly_data_ingested_gb', 'ingest'] as const,
    ['Archival Storage', 'storage_gb', 'storage'] as const,
    ['Insights queries data scanned', 'monthly_data_scanned_gb', 'insights-scanned'] as const,
  ].map(([name, usage, key]) =>
    part(name, (r) => ({
      name,
      unit: 'GB',
      quantity: r.usage(usage),
      price: { provider: 'aws', service: 'cloudwatch', family: 'logs', key, region: r.region },
      usageBased: true,
    })),
  ),
};
