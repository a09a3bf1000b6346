import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Managed Airflow environments. */
export const mwaaEnvironment: ResourceType = {
  types: ['aws_mwaa_environment'],
  source: { url: 'https://aws.amazon.com/managed-workflows-for-apache-airflow/pricing/', read: '2026-08-21' },
  usage: {
    additional_workers: usageKey('workers', 'Workers beyond the first, on average'),
    additional_schedulers: usageKey('schedulers', 'Schedulers beyond the first two'),
    meta_database_gb: usageKey('GB', 'Metadata database', 100),
  },
  parts: [
    part('Environment', (r) => {
      const name = `Environment (${sizeOf(r)})`;
      return hourly(name, { price: exampleOf(`aws_mwaa_environment/${name}`, r) });
    }),
    part('Workers and schedulers', (r) =>
      [`Worker`, `Scheduler`].map((kind) => {
        const name = `${kind} (${sizeOf(r)})`;
        return metered(name, {
          unit: 'hours',
          quantity: times(r.usage(`additional_${kind.toLowerCase()}s`), HOURS_PER_MONTH),
          price: exampleOf(`aws_mwaa_environment/${name}`, r),
        });
      }),
    ),
    part('Meta database', (r) =>
      metered('Meta database', {
        unit: 'GB',
        quantity: r.usage('meta_database_gb'),
        price: exampleOf('aws_mwaa_environment/Meta database', r),
      }),
    ),
  ],
};

function sizeOf(r: ResourceReader): string {
  const size = r
    .text('environment_class', 'mw1.small')
    .toLowerCase()
    .replace(/^mw1\./, '');
  return `${size.slice(0, 1).toUpperCase()}${size.slice(1)}`;
}
