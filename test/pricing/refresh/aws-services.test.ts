import { describe, expect, it } from 'vitest';
import { bookRows } from '#app/pricing/book-rows.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { type AwsProductsPort, awsApiSource } from '#app/pricing/refresh/aws-products-api.ts';
import { repositoryRoot } from '../../support/shared.ts';

interface Dimension {
  readonly unit: string;
  readonly usd: string;
  readonly beginRange?: string;
}

/**
 * One entry of `PriceList` in the shape of GetProducts (format aws_v1):
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
function product(family: string, attributes: Record<string, string>, ...dimensions: readonly Dimension[]): string {
  const sku = 'ABCDEFGHJKLMNPQR';
  const priceDimensions = Object.fromEntries(
    dimensions.map(({ unit, usd, beginRange = '0' }, index) => [
      `${sku}.JRTCKXETXF.${index}`,
      { unit, beginRange, endRange: 'Inf', description: '', appliesTo: [], pricePerUnit: { USD: usd } },
    ]),
  );
  return JSON.stringify({
    product: {
      productFamily: family,
      attributes: { locationType: 'AWS Region', regionCode: 'us-west-2', ...attributes },
      sku,
    },
    serviceCode: 'x',
    version: '20261120000000',
    publicationDate: '2026-11-20T12:00:00Z',
    terms: { OnDemand: { [`${sku}.JRTCKXETXF`]: { priceDimensions, sku, offerTermCode: 'JRTCKXETXF' } } },
  });
}

async function refreshed(offer: string, products: readonly string[]): Promise<readonly PriceRow[]> {
  const port: AwsProductsPort = {
    async getProducts({ serviceCode, filters }) {
      const asked = products.filter((text) => JSON.parse(text).product.productFamily === filters['productFamily']);
      return { priceList: serviceCode === offer ? asked : [], nextToken: null };
    },
  };
  const rows: PriceRow[] = [];
  for await (const page of awsApiSource({ offers: [offer], regions: ['us-west-2'] }, port).pages(null)) {
    rows.push(...page.rows);
  }
  return rows;
}

const shown = (rows: readonly PriceRow[]) =>
  rows.map(({ service, family, key, unit, amount, tierStart }) => [
    `${service}/${family}/${key}`,
    unit,
    amount,
    tierStart,
  ]);

// Amounts: the services' pricing pages for us-west-2 as the price facts have them; what is free is that of the page.
describe('a refresh from the AWS price list', () => {
  it('knows storage, IOPS, I/O and backups of RDS and Aurora, by engine and number of copies', async () => {
    const database = (usagetype: string, more: Record<string, string> = {}) => ({
      usagetype: `USW2-${usagetype}`,
      databaseEngine: 'Any',
      ...more,
    });
    const single = { deploymentOption: 'Single-AZ' };
    const gb = { unit: 'GB-Mo', usd: '0.1150000000' };
    const rows = await refreshed('AmazonRDS', [
      product('Database Storage', database('RDS:GP2-Storage', { ...single, volumeType: 'General Purpose' }), gb),
      product('Database Storage', database('RDS:Multi-AZ-GP3-Storage', { deploymentOption: 'Multi-AZ' }), {
        ...gb,
        usd: '0.2300000000',
      }),
      product('Database Storage', database('RDS:PIOPS-Storage', { ...single, volumeType: 'Provisioned IOPS' }), gb),
      product('Database Storage', database('RDSCustom:GP2-Storage', single), gb),
      // One price holds for all engines: those of single ones are not kept.
      product('Database Storage', database('RDS:GP2-Storage', { ...single, databaseEngine: 'MySQL' }), gb),
      product('Provisioned IOPS', database('RDS:PIOPS', single), { unit: 'IOPS-Mo', usd: '0.1000000000' }),
      product('System Operation', database('Aurora:StorageIOUsage'), { unit: 'IOs', usd: '0.0000002000' }),
      product('Storage Snapshot', database('Aurora:BackupUsage', { ...single, databaseEngine: 'Aurora MySQL' }), {
        unit: 'GB-Mo',
        usd: '0.0210000000',
      }),
    ]);
    expect(rows.map((row) => [`${row.family}/${row.key}`, row.unit, row.amount, row.attributes])).toEqual([
      ['storage/gp2', 'gb-month', '0.115', { deployment: 'single-az' }],
      ['storage/gp3', 'gb-month', '0.23', { deployment: 'multi-az' }],
      [
        'database-storage/eu-rds-piops-storage',
        'gb-month',
        '0.115',
        { engine: 'any', volume: 'Provisioned IOPS', deployment: 'single-az' },
      ],
      ['provisioned-iops/eu-rds-piops', 'iops-month', '0.1', { engine: 'any', deployment: 'single-az' }],
      [
        'storage-snapshot/eu-aurora-backupusage',
        'gb-month',
        '0.021',
        { engine: 'aurora mysql', deployment: 'single-az' },
      ],
      ['system-operation/eu-aurora-storageiousage', 'io', '0.0000002', { engine: 'any' }],
    ]);
  });

  it('knows nodes, scaling and scans of Redshift, without the free hour of scaling', async () => {
    const scaling = { instanceType: 'ra3.4xlarge', usagetype: 'USW2-CS:ra3.4xlarge' };
    const second = { unit: 'seconds', usd: '0.0009056000' };
    const rows = await refreshed('AmazonRedshift', [
      product(
        'Compute Instance',
        { instanceType: 'ra3.4xlarge', usagetype: 'USW2-Node:ra3.4xlarge' },
        { unit: 'Hrs', usd: '3.2600000000' },
      ),
      product('Redshift Concurrency Scaling', { ...scaling, concurrencyscalingfreeusage: 'No' }, second),
      product(
        'Redshift Concurrency Scaling',
        { ...scaling, concurrencyscalingfreeusage: 'Yes' },
        { unit: 'seconds', usd: '0.0000000000' },
      ),
      product('Redshift Data Scan', { usagetype: 'USW2-DataScanned' }, { unit: 'Terabytes', usd: '5.0000000000' }),
      product('Redshift Managed Storage', { instanceType: 'ra3.4xlarge' }, { unit: 'GB-Mo', usd: '0.0240000000' }),
      product('Redshift Managed Storage', { instanceType: 'ra3.16xlarge' }, { unit: 'GB-Mo', usd: '0.0240000000' }),
    ]);
    expect(shown(rows)).toEqual([
      ['redshift/node/ra3.4xlarge', 'hour', '3.26', '0'],
      ['redshift/concurrency-scaling/ra3.4xlarge', 'node-second', '0.0009056', '0'],
      ['aws_redshift_cluster/Managed storage (ra3.4xlarge)/managed-storage-ra3.4xlarge', 'gb', '0.024', '0'],
      ['aws_redshift_cluster/Spectrum/spectrum', 'tb', '5', '0'],
    ]);
  });

  it('knows brokers and storage of MSK by their usage type', async () => {
    const family = 'Managed Streaming for Apache Kafka (MSK)';
    const hour = { unit: 'hours', usd: '0.2100000000' };
    const rows = await refreshed('AmazonMSK', [
      product(family, { usagetype: 'USW2-Kafka.m5.large', operation: 'RunBroker' }, hour),
      product(family, { usagetype: 'USW2-Express.m7g.xlarge' }, hour),
      product(family, { usagetype: 'USW2-Kafka.Storage.GP2' }, { unit: 'GB-Mo', usd: '0.1000000000' }),
      product(family, { usagetype: 'USW2-KafkaServerless-In-Bytes' }, { unit: 'GB', usd: '0.1000000000' }),
      product(family, { usagetype: 'USW2-Kafka.SomethingNew' }, hour),
    ]);
    expect(shown(rows)).toEqual([
      ['msk/broker/kafka.m5.large', 'hour', '0.21', '0'],
      ['msk/broker/express.m7g.xlarge', 'hour', '0.21', '0'],
      ['msk/storage/provisioned-gp', 'gb-month', '0.1', '0'],
      ['msk/serverless/data-in', 'gb', '0.1', '0'],
    ]);
  });

  it('knows shards and data of Kinesis, provisioned and on demand', async () => {
    const stream = (usagetype: string, operation: string) => ({ usagetype: `USW2-${usagetype}`, operation });
    const gb = { unit: 'GB', usd: '0.0800000000' };
    const rows = await refreshed('AmazonKinesis', [
      product('Kinesis Streams', stream('Storage-ShardHour', 'shardHourStorage'), {
        unit: 'ShardHour',
        usd: '0.0150000000',
      }),
      product('Kinesis Streams', stream('PutRequestPayloadUnits', 'PutRequest'), {
        unit: 'PutPayloadUnits',
        usd: '0.0000000140',
      }),
      product('Kinesis Streams', stream('OnDemand-BilledIncomingBytes', 'OnDemandDataIngested'), gb),
      // The same usage type is sold under another operation, too.
      product('Kinesis Streams', stream('ReadBytes', 'EnhancedFanoutDataRetrieval'), gb),
      product('Kinesis Streams', stream('ReadBytes', 'SomethingNew'), gb),
      product('Kinesis Streams', stream('LongTermRetention-ByteHrs', 'LongTermRetentionByteHrs'), gb),
    ]);
    expect(shown(rows)).toEqual([
      ['kinesis/provisioned/shard-hour', 'shard-hour', '0.015', '0'],
      ['kinesis/provisioned/put-payload-unit', 'unit', '0.000000014', '0'],
      ['kinesis/on-demand/ingest', 'gb', '0.08', '0'],
      ['kinesis/efo/data', 'gb', '0.08', '0'],
      ['aws_kinesis_stream/Long term retention (7D+)/long-term-retention-7d', 'gb', '0.08', '0'],
    ]);
  });

  it('knows jobs, crawlers and the catalogue of Glue, whose first million is free', async () => {
    const glue = (group: string, operation: string) => ({ group, operation, usagetype: 'USW2-x' });
    const dpu = { unit: 'DPU-Hour', usd: '0.4400000000' };
    const rows = await refreshed('AWSGlue', [
      product('AWS Glue', glue('ETL Job run', 'Jobrun'), dpu),
      product('AWS Glue', glue('ETL Job run Flex', 'Jobrun'), { ...dpu, usd: '0.2900000000' }),
      product('AWS Glue', glue('Data catalog crawler run', 'CrawlerRun'), dpu),
      product('AWS Glue', glue('Data catalog storage', 'Storage'), { unit: 'Obj-Month', usd: '0.0000100000' }),
      product('AWS Glue', glue('Data Catalog storage Free Tier', 'Storage'), { unit: 'Obj-Month', usd: '0' }),
      product('AWS Glue', glue('Data catalog requests', 'Request'), { unit: 'Request', usd: '0.0000010000' }),
      product('AWS Glue', glue('Data Brew Job run', 'JobRun'), dpu),
    ]);
    expect(shown(rows)).toEqual([
      ['glue/etl/dpu-hour', 'dpu-hour', '0.44', '0'],
      ['glue/etl/dpu-hour-flex', 'dpu-hour', '0.29', '0'],
      ['glue/crawler/dpu-hour', 'dpu-hour', '0.44', '0'],
      ['glue/catalog/object', 'object-month', '0.00001', '1000000'],
      ['glue/catalog/request', 'request', '0.000001', '1000000'],
    ]);
  });

  it('knows requests and deliveries of SNS from where they cost something', async () => {
    const free = (unit: string, start: string, usd: string): readonly Dimension[] => [
      { unit, usd: '0.0000000000' },
      { unit, usd, beginRange: start },
    ];
    const rows = await refreshed('AmazonSNS', [
      product('API Request', { usagetype: 'USW2-Requests-Tier1' }, ...free('Requests', '1000000', '0.0000005000')),
      product(
        'Message Delivery',
        { usagetype: 'USW2-DeliveryAttempts-HTTP' },
        ...free('Notifications', '100000', '0.0000006000'),
      ),
      product(
        'Message Delivery',
        { usagetype: 'USW2-DeliveryAttempts-SMS' },
        { unit: 'Notifications', usd: '0.0064500000' },
      ),
    ]);
    expect(shown(rows)).toEqual([
      ['sns/request/api', 'request', '0.0000005', '1000000'],
      ['sns/delivery/http', 'notification', '0.0000006', '100000'],
    ]);
  });

  it('gives these prices the names that the embedded book has for them', async () => {
    const known = new Set(
      [...bookRows(readPriceBook(`${repositoryRoot}/dist/prices`))].map(
        (row) => `${row.service}/${row.family}/${row.key} ${row.unit} ${row.tierStart}`,
      ),
    );
    const single = { databaseEngine: 'Any', deploymentOption: 'Single-AZ' };
    const rows = [
      ...(await refreshed('AmazonRDS', [
        product('Database Storage', { ...single, usagetype: 'RDS:GP3-Storage' }, { unit: 'GB-Mo', usd: '1' }),
        product('Database Storage', { ...single, usagetype: 'Aurora:StorageUsage' }, { unit: 'GB-Mo', usd: '1' }),
        product(
          'Provisioned Throughput',
          { ...single, usagetype: 'RDS:GP3-Throughput' },
          { unit: 'MBPS-Mo', usd: '1' },
        ),
        product('Performance Insights', { usagetype: 'USW2-PI_API' }, { unit: 'API Calls', usd: '1' }),
        product(
          'ServerlessV2',
          { databaseEngine: 'Aurora MySQL', usagetype: 'Aurora:ServerlessV2Usage' },
          {
            unit: 'ACU-Hr',
            usd: '1',
          },
        ),
      ])),
      ...(await refreshed('AmazonRedshift', [
        product('Compute Instance', { instanceType: 'ra3.xlplus' }, { unit: 'Hrs', usd: '1' }),
        product('Redshift Data Scan', {}, { unit: 'Terabytes', usd: '5' }),
        product('Redshift Managed Storage', { instanceType: 'ra3.4xlarge' }, { unit: 'GB-Mo', usd: '1' }),
      ])),
      ...(await refreshed('AWSGlue', [
        product('AWS Glue', { group: 'Data catalog storage', operation: 'x' }, { unit: 'Obj-Month', usd: '1' }),
      ])),
    ];
    expect(rows).toHaveLength(9);
    expect(
      rows
        .map((row) => `${row.service}/${row.family}/${row.key} ${row.unit} ${row.tierStart}`)
        .filter((name) => !known.has(name)),
    ).toEqual([]);
  });
});
