import { afterEach, describe, expect, it } from 'vitest';
import { bookRows } from '#app/pricing/book-rows.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { AWS_EXAMPLE_RULES } from '#app/pricing/refresh/aws-example-rules.ts';
import { awsOfferSource } from '#app/pricing/refresh/aws-offer-file.ts';
import { type AwsProductsPort, awsApiSource } from '#app/pricing/refresh/aws-products-api.ts';
import { AWS_USAGE_OFFERS } from '#app/pricing/refresh/aws-usage-table.ts';
import { repositoryRoot } from '../../support/shared.ts';
import { LOOPBACK, type PriceServer, startPriceServer } from './price-server.ts';

const M5 = {
  instanceType: 'm5.large',
  operatingSystem: 'Linux',
  tenancy: 'Shared',
  capacitystatus: 'Used',
  preInstalledSw: 'NA',
  licenseModel: 'No License required',
  marketoption: 'OnDemand',
  locationType: 'AWS Region',
  regionCode: 'us-east-1',
  usagetype: 'BoxUsage:m5.large',
};

/** One entry of `PriceList` in the shape of GetProducts (format aws_v1). */
function entry(
  attributes: Record<string, string>,
  overrides: { family?: string; usd?: string; unit?: string; beginRange?: string } = {},
): string {
  const { family = 'Compute Instance', usd = '0.0960000000', unit = 'Hrs', beginRange = '0' } = overrides;
  return JSON.stringify({
    product: { productFamily: family, attributes, sku: '4C7N4APU9GEUZ6H6' },
    serviceCode: 'AmazonEC2',
    version: '20261120000000',
    publicationDate: '2026-11-20T12:00:00Z',
    terms: {
      OnDemand: {
        '4C7N4APU9GEUZ6H6.JRTCKXETXF': {
          priceDimensions: {
            '4C7N4APU9GEUZ6H6.JRTCKXETXF.6YS6EN2CT7': {
              unit,
              beginRange,
              endRange: 'Inf',
              description: '$0.096 per On Demand Linux m5.large Instance Hour',
              rateCode: '4C7N4APU9GEUZ6H6.JRTCKXETXF.6YS6EN2CT7',
              appliesTo: [],
              pricePerUnit: { USD: usd },
            },
          },
          sku: '4C7N4APU9GEUZ6H6',
          effectiveDate: '2026-11-01T00:00:00Z',
          offerTermCode: 'JRTCKXETXF',
          termAttributes: {},
        },
      },
      Reserved: {},
    },
  });
}

async function fetchApi(priceList: readonly string[], offer = 'AmazonEC2'): Promise<readonly PriceRow[]> {
  const port: AwsProductsPort = {
    async getProducts({ filters }) {
      const asked = priceList.filter((text) => JSON.parse(text).product.productFamily === filters['productFamily']);
      return { priceList: asked, nextToken: null };
    },
  };
  const rows: PriceRow[] = [];
  for await (const page of awsApiSource({ offers: [offer], regions: ['us-east-1'] }, port).pages(null)) {
    rows.push(...page.rows);
  }
  return rows;
}

describe('the AWS Price List API', () => {
  it('gives an instance the words of the book, dated by publication', async () => {
    expect(await fetchApi([entry(M5)])).toEqual([
      {
        provider: 'aws',
        service: 'ec2',
        family: 'instance',
        key: 'm5.large',
        attributes: { os: 'linux', tenancy: 'shared' },
        region: 'us-east-1',
        unit: 'hour',
        listedUnit: '',
        amount: '0.096',
        tierStart: '0',
        effectiveDate: '2026-11-20',
        source: 'aws-price-list',
        flags: [],
      },
    ]);
  });

  it('takes only used capacity of shared or dedicated tenancy without a licence of the customer', async () => {
    const rows = await fetchApi([
      entry({ ...M5, capacitystatus: 'UnusedCapacityReservation' }),
      entry({ ...M5, capacitystatus: 'AllocatedCapacityReservation' }),
      entry({ ...M5, tenancy: 'Host' }),
      entry({ ...M5, licenseModel: 'Bring your own license' }),
      entry({ ...M5, operatingSystem: 'Red Hat Enterprise Linux with HA' }),
      entry({ ...M5, marketoption: 'CapacityBlock' }),
      entry({ ...M5, locationType: 'AWS Local Zone' }),
      entry({ ...M5, locationType: 'AWS Outposts' }),
    ]);
    expect(rows).toEqual([]);
  });

  it('keeps pre-installed software apart from the bare system', async () => {
    const rows = await fetchApi([entry({ ...M5, operatingSystem: 'Windows', preInstalledSw: 'SQL Std' })]);
    expect(rows[0]?.attributes).toEqual({ os: 'windows', tenancy: 'shared', sw: 'sql-std' });
  });

  it('finds metal in its own product family', async () => {
    const rows = await fetchApi([
      entry({ ...M5, instanceType: 'm5.metal' }, { family: 'Compute Instance (bare metal)', usd: '4.6080000000' }),
    ]);
    expect(rows.map((row) => [row.key, row.amount])).toEqual([['m5.metal', '4.608']]);
  });

  it('keeps RDS Custom, Outposts and Extended Support out of plain RDS', async () => {
    const db = {
      instanceType: 'db.m5.large',
      databaseEngine: 'MySQL',
      deploymentOption: 'Single-AZ',
      regionCode: 'us-east-1',
      locationType: 'AWS Region',
      licenseModel: 'No license required',
      usagetype: 'InstanceUsage:db.m5.large',
    };
    const family = 'Database Instance';
    const rows = await fetchApi(
      [
        entry(db, { family, usd: '0.1710000000' }),
        entry({ ...db, usagetype: 'RDSCustom:InstanceUsage:db.m5.large' }, { family }),
        entry({ ...db, usagetype: 'Outposts-InstanceUsage:db.m5.large' }, { family }),
        entry({ ...db, usagetype: 'ExtendedSupport:Yr1-Yr2:MySQL5.7' }, { family }),
        entry({ ...db, deploymentOption: 'Single-AZ (Outposts)' }, { family }),
      ],
      'AmazonRDS',
    );
    expect(rows.map((row) => [row.key, row.amount, row.attributes])).toEqual([
      ['db.m5.large', '0.171', { engine: 'mysql', deployment: 'single-az' }],
    ]);
  });

  it('knows the tiers of io2 by their usage types and the free IOPS of gp3', async () => {
    const iops = {
      group: 'EBS IOPS',
      regionCode: 'us-east-1',
      usagetype: 'EBS:VolumeP-IOPS.io2',
      volumeApiName: 'io2',
    };
    const options = { family: 'System Operation', unit: 'IOPS-Mo' };
    const rows = await fetchApi([
      entry(iops, { ...options, usd: '0.065' }),
      entry(
        { ...iops, group: 'EBS IOPS Tier 2', usagetype: 'EBS:VolumeP-IOPS.io2.tier2' },
        { ...options, usd: '0.0455' },
      ),
      entry({ ...iops, usagetype: 'EBS:VolumeP-IOPS.gp3', volumeApiName: 'gp3' }, { ...options, usd: '0.005' }),
    ]);
    expect(rows.map((row) => [row.key, row.tierStart, row.unit])).toEqual([
      ['io2', '0', 'iops-month'],
      ['io2', '32000', 'iops-month'],
      ['gp3', '3000', 'iops-month'],
    ]);
  });

  it('gives services that the book knows from examples their other regions, under the same names', async () => {
    const region = { regionCode: 'eu-west-1', locationType: 'AWS Region' };
    const rows = [
      ...(await fetchApi(
        [
          entry({ ...region, queueType: 'Standard' }, { family: 'API Request', unit: 'Requests', usd: '0.0000004000' }),
          entry({ ...region, queueType: 'Fair' }, { family: 'API Request', unit: 'Requests', usd: '0.1' }),
        ],
        'AWSQueueService',
      )),
      ...(await fetchApi(
        [entry(region, { family: 'Secret', unit: 'Secrets', usd: '0.4000000000' })],
        'AWSSecretsManager',
      )),
      ...(await fetchApi(
        [
          entry(
            { ...region, instanceType: 'db.r5.large', volumeType: 'General Purpose' },
            { family: 'Database Instance' },
          ),
          entry(
            { ...region, instanceType: 'db.r5.large', volumeType: 'IO-Optimized' },
            { family: 'Database Instance' },
          ),
        ],
        'AmazonDocDB',
      )),
    ];
    expect(rows.map((row) => [row.service, row.family, row.key, row.unit, row.amount, row.attributes])).toEqual([
      ['aws_sqs_queue', 'Requests', 'requests', 'request', '0.0000004', {}],
      ['aws_secretsmanager_secret', 'Secret', 'secret', 'month', '0.4', {}],
      [
        'aws_docdb_cluster_instance',
        'Database instance (on-demand, db.r5.large)',
        'database-instance-on-demand-db.r5.large',
        'hour',
        '0.096',
        { instance_class: 'db.r5.large' },
      ],
    ]);
  });

  it('names example components as the embedded book does', () => {
    const book = readPriceBook(`${repositoryRoot}/dist/prices`);
    const known = new Set([...bookRows(book)].map((row) => `${row.service} ${row.family} ${row.key} ${row.unit}`));
    const attributes = { queueType: 'Standard', instanceType: 'db.r5.4xlarge', volumeType: 'General Purpose' };
    for (const usagetype of [
      'TimedStorage-ByteHrs',
      'StateTransition',
      'StepFunctions-Request',
      'StorageUsage',
      'StorageIOUsage',
    ]) {
      for (const rule of AWS_EXAMPLE_RULES) {
        const names = rule.names({ ...attributes, usagetype });
        if (names) expect([...known]).toContain(`${names.service} ${names.family} ${names.key} ${names.unit}`);
      }
    }
  });

  it('knows usage by its type in every region, and leaves the free usage of the account out', async () => {
    const region = { regionCode: 'eu-central-1', locationType: 'AWS Region' };
    const listed = (usagetype: string, usd: string, beginRange = '0', more: Record<string, string> = {}) =>
      entry(
        { ...region, usagetype: `EUC1-${usagetype}`, ...more },
        { family: 'Provisioned IOPS', unit: 'ReadCapacityUnit-Hrs', usd, beginRange },
      );
    // Two dimensions of one product: 18,600 unit-hours a month are free, https://aws.amazon.com/dynamodb/pricing/provisioned/.
    const rows = await fetchApi(
      [
        listed('ReadCapacityUnit-Hrs', '0.0000000000'),
        listed('ReadCapacityUnit-Hrs', '0.0001586000', '18600'),
        listed('IA-ReadCapacityUnit-Hrs', '0.0001983000'),
        listed('CommittedReadCapacityUnit-Hrs', '0.00001'),
      ],
      'AmazonDynamoDB',
    );
    expect(rows.map((row) => [row.family, row.key, row.unit, row.tierStart, row.amount, row.region])).toEqual([
      ['provisioned', 'rcu', 'unit-hour', '0', '0.0001586', 'eu-central-1'],
      ['provisioned', 'rcu-ia', 'unit-hour', '0', '0.0001983', 'eu-central-1'],
    ]);
  });

  it('tells attachments of a transit gateway apart by their operation', async () => {
    const region = { regionCode: 'us-east-1', locationType: 'AWS Region', usagetype: 'USE1-TransitGateway-Hours' };
    const operations = ['TransitGatewayVPC', 'TransitGatewayVPN', 'TransitGatewayPeering', 'SomethingNew'];
    const rows = await fetchApi(
      operations.map((operation) => entry({ ...region, operation }, { family: 'Transit Gateway', usd: '0.05' })),
      'AmazonVPC',
    );
    expect(rows.map((row) => row.key)).toEqual([
      'vpc-attachment-hour',
      'vpn-attachment-hour',
      'peering-attachment-hour',
    ]);
  });

  it('names usage as the embedded book does, unit and all', () => {
    const book = readPriceBook(`${repositoryRoot}/dist/prices`);
    const known = new Set([...bookRows(book)].map((row) => `${row.service} ${row.family} ${row.key} ${row.unit}`));
    const usage = AWS_USAGE_OFFERS.flatMap(({ service, rows }) =>
      rows.map(([, name, unit]) => `${service} ${name.replace('/', ' ')} ${unit}`),
    );
    expect(usage.length).toBeGreaterThan(80);
    expect(usage.filter((name) => !known.has(name))).toEqual([]);
  });

  it('passes on what has no price on demand', async () => {
    const reserved = JSON.stringify({ ...JSON.parse(entry(M5)), terms: { Reserved: {} } });
    expect(await fetchApi([reserved])).toEqual([]);
  });

  it.each(['-0.1', 'NaN', 'Infinity', ''])('refuses the price %j with its place', async (usd) => {
    const failure = await fetchApi([entry(M5), entry(M5, { usd })]).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'input',
      place: { file: 'GetProducts AmazonEC2, Compute Instance, in us-east-1', line: 2 },
    });
  });

  it('goes through offers, regions and pages, and on from a cursor', async () => {
    const asked: string[] = [];
    const port: AwsProductsPort = {
      async getProducts({ serviceCode, filters, nextToken }) {
        asked.push(`${serviceCode} ${filters['productFamily']} ${filters['regionCode']} ${nextToken}`);
        return { priceList: [], nextToken: nextToken === null ? 'two' : null };
      },
    };
    const source = awsApiSource({ offers: ['AmazonES', 'AmazonEKS'], regions: ['us-east-1'] }, port);
    const cursors: (string | null)[] = [];
    for await (const page of source.pages(null)) cursors.push(page.cursor);
    expect(asked).toEqual([
      'AmazonES Amazon OpenSearch Service Instance us-east-1 null',
      'AmazonES Amazon OpenSearch Service Instance us-east-1 two',
      'AmazonEKS Compute us-east-1 null',
      'AmazonEKS Compute us-east-1 two',
    ]);
    expect(cursors.at(-1)).toBeNull();
    asked.length = 0;
    for await (const page of source.pages(cursors[1] ?? null)) expect(page.rows).toEqual([]);
    expect(asked).toEqual(['AmazonEKS Compute us-east-1 null', 'AmazonEKS Compute us-east-1 two']);
  });
});

describe('an AWS bulk offer file', () => {
  let server: PriceServer | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  const HEADER =
    '"SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Product Family","serviceCode","Location","Location Type","Instance Type","Tenancy","Operating System","License Model","usageType","CapacityStatus","Pre Installed S/W","MarketOption","Region Code"';
  const METADATA = [
    '"FormatVersion","v1.0"',
    '"Disclaimer","This pricing list is for informational purposes only."',
    '"Publication Date","2026-11-20T12:00:00Z"',
    '"Version","20261120000000"',
    '"OfferCode","AmazonEC2"',
  ];

  function line(sku: string, price: string, term = 'OnDemand'): string {
    return `"${sku}","JRTCKXETXF","${sku}.1","${term}","$0.096 per hour","2026-11-01","0","Inf","Hrs","${price}","USD","Compute Instance","AmazonEC2","US East (N. Virginia)","AWS Region","m5.large","Shared","Linux","No License required","BoxUsage:m5.large","Used","NA","OnDemand","us-east-1"`;
  }

  /** `region_index.json` in its published shape. */
  const regionIndex = (...regions: readonly string[]): string =>
    JSON.stringify({
      formatVersion: 'v1.0',
      publicationDate: '2026-11-20T12:00:00Z',
      regions: Object.fromEntries(
        regions.map((regionCode) => [
          regionCode,
          { regionCode, currentVersionUrl: `/offers/v1.0/aws/AmazonEC2/20261120120000/${regionCode}/index.json` },
        ]),
      ),
    });

  async function fetchFile(
    body: string,
    options: { cutOff?: true } = {},
    regions: readonly string[] = ['us-east-1'],
  ): Promise<readonly PriceRow[]> {
    server = await startPriceServer((url) =>
      url.pathname.endsWith('.json') ? { body: regionIndex('us-east-1') } : { body, ...options },
    );
    const source = awsOfferSource({ endpoint: server.url, offers: ['AmazonEC2'], regions }, LOOPBACK);
    const rows: PriceRow[] = [];
    for await (const page of source.pages(null)) rows.push(...page.rows);
    return rows;
  }

  it('is read line by line after its metadata, without reserved terms', async () => {
    const rows = await fetchFile(
      [...METADATA, HEADER, line('A', '0.0960000000'), line('B', '0.05', 'Reserved')].join('\n'),
    );
    expect(rows.map((row) => [row.key, row.amount, row.effectiveDate, row.attributes])).toEqual([
      ['m5.large', '0.096', '2026-11-20', { os: 'linux', tenancy: 'shared' }],
    ]);
    expect(server?.requests).toEqual([
      '/offers/v1.0/aws/AmazonEC2/current/region_index.json',
      '/offers/v1.0/aws/AmazonEC2/20261120120000/us-east-1/index.csv',
    ]);
  });

  it('is asked for only in regions that the offer is sold in', async () => {
    const rows = await fetchFile([...METADATA, HEADER, line('A', '0.096')].join('\n'), {}, [
      'mx-central-1',
      'us-east-1',
    ]);
    expect(rows).toHaveLength(1);
    expect(server?.requests.filter((path) => path.endsWith('.csv'))).toHaveLength(1);
  });

  it('is none, and no error, for an offer that is not listed by region', async () => {
    server = await startPriceServer(() => ({ status: 404, body: '' }));
    const source = awsOfferSource({ endpoint: server.url, offers: ['AmazonEC2'], regions: ['us-east-1'] }, LOOPBACK);
    const pages = await Array.fromAsync(source.pages(null));
    expect(pages).toEqual([{ rows: [], cursor: null, skipped: { 'not offered in a region': 1 } }]);
  });

  it.each([
    ['of another shape', '{"regions":{"us-east-1":{}}}'],
    ['that leads elsewhere', '{"regions":{"us-east-1":{"currentVersionUrl":"//evil.example/index.json"}}}'],
  ])('has no index %s', async (_, body) => {
    server = await startPriceServer(() => ({ body }));
    const source = awsOfferSource({ endpoint: server.url, offers: ['AmazonEC2'], regions: ['us-east-1'] }, LOOPBACK);
    await expect(Array.fromAsync(source.pages(null))).rejects.toThrow(/not the index of an offer/);
  });

  it('names the line of a price that is none', async () => {
    const failure = await fetchFile([...METADATA, HEADER, line('A', '0.096'), line('B', '-1')].join('\n')).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'input', place: { line: 8 } });
  });

  it('is refused when it was cut off', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) => line(`S${index}`, '0.096'));
    await expect(fetchFile([...METADATA, HEADER, ...lines].join('\n'), { cutOff: true })).rejects.toMatchObject({
      code: 'upstream',
      retryable: true,
    });
  });

  it('is refused when its last line is cut off, though the connection ended well', async () => {
    const body = [...METADATA, HEADER, line('A', '0.096'), line('B', '0.096').slice(0, 100)].join('\n');
    await expect(fetchFile(body)).rejects.toMatchObject({ code: 'input', place: { line: 8 } });
  });

  it('is refused when it is something else', async () => {
    await expect(fetchFile('<html></html>')).rejects.toThrow(/not an offer file/);
  });
});
