import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Rows of a stream: component, unit, usage key, price. */
type Rows = readonly (readonly [string, string, string, string])[];

const ON_DEMAND: Rows = [
  ['Data ingested', 'GB', 'monthly_on_demand_data_in_gb', 'kinesis/on-demand/ingest'],
  ['Data retrieval', 'GB', 'monthly_on_demand_data_out_gb', 'kinesis/on-demand/retrieval'],
  [
    'Enhanced Fan Out (EFO) Data retrieval',
    'GB',
    'monthly_on_demand_efo_data_out_gb',
    'kinesis/on-demand/efo-retrieval',
  ],
  [
    'Extended retention (24H to 7D)',
    'GB',
    'monthly_on_demand_extended_retention_gb',
    'kinesis/on-demand/extended-retention',
  ],
  ['Long term retention (7D+)', 'GB', 'monthly_on_demand_long_term_retention_gb', ''],
];

const PROVISIONED: Rows = [
  ['Put request unit', 'units', 'monthly_provisioned_put_units', 'kinesis/provisioned/put-payload-unit'],
  [
    'Extended retention (24H to 7D)',
    'GB',
    'monthly_provisioned_extended_retention_gb',
    'kinesis/provisioned/extended-retention-shard-hour',
  ],
  ['Long term retention (7D+)', 'GB', 'monthly_provisioned_long_term_retention_gb', ''],
  ['Extended retention retrieval (7D+)', 'GB', 'monthly_provisioned_long_term_retrieval_gb', ''],
  ['Enhanced Fan Out (EFO) Data retrieval', 'GB', 'monthly_provisioned_efo_data_out_gb', 'kinesis/efo/data'],
  [
    'Enhanced Fan Out (EFO)',
    'consumer-shard hour',
    'monthly_provisioned_efo_consumer_hours',
    'kinesis/efo/consumer-shard-hour',
  ],
];

/** Kinesis data streams, on demand or by the shard. */
export const kinesisStream: ResourceType = {
  types: ['aws_kinesis_stream'],
  source: { url: 'https://aws.amazon.com/kinesis/data-streams/pricing/', read: '2026-08-21' },
  usage: Object.fromEntries([...ON_DEMAND, ...PROVISIONED].map(([name, unit, key]) => [key, usageKey(unit, name)])),
  parts: [
    part('Stream', (r) =>
      isOnDemand(r)
        ? hourly('ON_DEMAND', { price: priceOf('kinesis/on-demand/stream-hour', r) })
        : hourly('PROVISIONED', {
            quantity: r.number('shard_count') ?? 1,
            price: priceOf('kinesis/provisioned/shard-hour', r),
          }),
    ),
    part('Data', (r) =>
      (isOnDemand(r) ? ON_DEMAND : PROVISIONED).map(([name, unit, key, price]) =>
        metered(name, {
          unit,
          quantity: r.usage(key),
          isRare: true,
          price: price ? priceOf(price, r) : exampleOf(`aws_kinesis_stream/${name}`, r),
        }),
      ),
    ),
  ],
};

function isOnDemand(r: ResourceReader): boolean {
  return r.text('stream_mode_details.stream_mode') === 'ON_DEMAND';
}
