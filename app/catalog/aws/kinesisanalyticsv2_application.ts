import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** GB of running storage that each processing unit has: https://aws.amazon.com/managed-service-apache-flink/pricing/ */
const STORAGE_PER_UNIT = 50;

/** Kinesis Data Analytics and Managed Service for Apache Flink, by the processing unit (KPU). */
export const kinesisanalyticsv2Application: ResourceType = {
  types: [
    'aws_kinesisanalyticsv2_application',
    'aws_kinesis_analytics_application',
    'aws_kinesisanalyticsv2_application_snapshot',
  ],
  source: { url: 'https://aws.amazon.com/managed-service-apache-flink/pricing/', read: '2026-08-21' },
  usage: {
    kinesis_processing_units: usageKey('KPU', 'Processing units on average'),
    durable_application_backup_gb: usageKey('GB', 'Backups', 416),
  },
  parts: [
    part('Processing', (r) => {
      if (isSnapshot(r)) return [];
      const price = exampleOf('aws_kinesisanalyticsv2_application/Processing (stream)', r);
      const units = r.usage('kinesis_processing_units');
      const stream = metered('Processing (stream)', { unit: 'KPU', quantity: units, price });
      if (!isFlink(r)) return stream;
      return [
        stream,
        row('Processing (orchestration)', { unit: 'KPU', price }),
        metered('Running storage', {
          unit: 'GB',
          quantity: times(units, STORAGE_PER_UNIT),
          price: exampleOf('aws_kinesisanalyticsv2_application/Running storage', r),
        }),
      ];
    }),
    part('Backup', (r) =>
      isFlink(r) || isSnapshot(r)
        ? metered('Backup', {
            unit: 'GB',
            quantity: r.usage('durable_application_backup_gb'),
            price: exampleOf('aws_kinesisanalyticsv2_application/Backup', r),
          })
        : [],
    ),
  ],
};

function isFlink(r: ResourceReader): boolean {
  return r.text('runtime_environment', '').toLowerCase().startsWith('flink');
}

function isSnapshot(r: ResourceReader): boolean {
  return r.type === 'aws_kinesisanalyticsv2_application_snapshot';
}
