import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Delivery streams, with format conversion and delivery into a VPC. */
export const kinesisFirehoseDeliveryStream: ResourceType = {
  types: ['aws_kinesis_firehose_delivery_stream'],
  source: { url: 'https://aws.amazon.com/firehose/pricing/', read: '2026-08-21' },
  usage: { monthly_data_ingested_gb: usageKey('GB', 'Data ingested', 285) },
  parts: [
    part('Data ingested', (r) =>
      tiered({
        name: 'Data ingested',
        tiers: ['first 500TB', 'next 1.5PB', 'next 3PB'],
        widths: [512_000, 1_536_000],
        unit: 'GB',
        quantity: r.usage('monthly_data_ingested_gb'),
        price: (_start, tier) => priceFor(`Data ingested (${tier})`, r),
      }),
    ),
    part('Format conversion', (r) => {
      const conversion = r.block('extended_s3_configuration')?.block('data_format_conversion_configuration');
      return conversion?.flag('enabled', true) ? dataRow('Format conversion', r) : [];
    }),
    part('VPC delivery', (r) => {
      const vpc = ['elasticsearch_configuration', 'opensearch_configuration']
        .flatMap((name) => r.block(name) ?? [])
        .flatMap((block) => block.block('vpc_config') ?? [])[0];
      if (!vpc) return [];
      const name = 'VPC AZ delivery';
      const zones = Math.max(1, vpc.list('subnet_ids').length);
      return [dataRow('VPC data', r), hourly(name, { quantity: zones, price: priceFor(name, r) })];
    }),
  ],
};

function dataRow(name: string, r: ResourceReader): Component {
  return metered(name, { unit: 'GB', quantity: r.usage('monthly_data_ingested_gb'), price: priceFor(name, r) });
}

function priceFor(name: string, r: ResourceReader): PriceQuery {
  return exampleOf(`aws_kinesis_firehose_delivery_stream/${name}`, r);
}
