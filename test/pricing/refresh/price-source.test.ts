import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '#app/errors.ts';
import { awsPricingClient } from '#app/pricing/refresh/aws-client.ts';
import { openPriceSource, type SourceRequest } from '#app/pricing/refresh/price-source.ts';
import { bookFiles, openFiles, priceRow } from '../support.ts';
import { LOOPBACK } from './price-server.ts';

const book = openFiles(bookFiles([priceRow(), priceRow({ region: 'eu-west-1' }), priceRow({ region: '*' })]));

function request(overrides: Partial<SourceRequest> = {}): SourceRequest {
  return { provider: 'aws', regions: [], services: [], awsVia: 'files', today: '2026-11-25', book, ...overrides };
}

const PORTS = {
  ...LOOPBACK,
  awsProducts: () => {
    throw new Error('not asked for');
  },
};

describe('the source of a refresh', () => {
  it('reads the AWS files of every region of the book, without credentials', async () => {
    const asked: string[] = [];
    const ports = {
      ...PORTS,
      fetch: async (url: string) => {
        asked.push(url);
        if (!url.endsWith('.json')) return new Response('', { status: 404 });
        const currentVersionUrl = '/offers/v1.0/aws/AmazonEC2/20261120120000/us-east-1/index.json';
        return new Response(JSON.stringify({ regions: { 'us-east-1': { currentVersionUrl } } }));
      },
    };
    const { source } = openPriceSource(request({ services: ['AmazonEC2'] }), ports);
    await expect(Array.fromAsync(source.pages('1'))).rejects.toThrow(/404/);
    expect(asked).toEqual([
      'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/region_index.json',
      'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/20261120120000/us-east-1/index.csv',
    ]);
  });

  it('needs a key for Google', () => {
    expect(() => openPriceSource(request({ provider: 'google' }), PORTS)).toThrow(ConfigError);
  });

  it('tells scopes apart and never names the key', () => {
    const scopes = [
      openPriceSource(request({ provider: 'azure' }), PORTS).scope,
      openPriceSource(request({ provider: 'azure', regions: ['eastus'] }), PORTS).scope,
      openPriceSource(request({ provider: 'google', googleApiKey: 'secret' }), PORTS).scope,
    ];
    expect(new Set(scopes).size).toBe(3);
    expect(scopes.join()).not.toContain('secret');
  });
});

describe("AWS's SDK", () => {
  const kept = { ...process.env };
  beforeEach(() => {
    process.env['AWS_ACCESS_KEY_ID'] = 'test';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  });
  afterEach(() => {
    process.env = { ...kept };
  });

  it('asks GetProducts for one region and gives back pages of text', async () => {
    const bodies: string[] = [];
    const server = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk) => {
        body += chunk;
      });
      incoming.on('end', () => {
        bodies.push(`${incoming.headers['x-amz-target']} ${body}`);
        response.setHeader('content-type', 'application/x-amz-json-1.1');
        response.end(JSON.stringify({ FormatVersion: 'aws_v1', PriceList: ['{"product":{}}'], NextToken: 'two' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = awsPricingClient({ region: 'us-east-1', endpoint: `http://127.0.0.1:${port}` });
    const page = await client.getProducts({
      serviceCode: 'AmazonEC2',
      filters: { regionCode: 'eu-west-1' },
      nextToken: null,
    });
    expect(page).toEqual({ priceList: ['{"product":{}}'], nextToken: 'two' });
    await client.getProducts({ serviceCode: 'AmazonEC2', filters: { regionCode: 'eu-west-1' }, nextToken: 'two' });
    server.closeAllConnections();
    server.close();
    expect(bodies[0]).toContain('AWSPriceListService.GetProducts');
    expect(JSON.parse(bodies[0]?.replace(/^\S+ /, '') ?? '')).toMatchObject({
      ServiceCode: 'AmazonEC2',
      Filters: [{ Type: 'TERM_MATCH', Field: 'regionCode', Value: 'eu-west-1' }],
    });
    expect(bodies[1]).toContain('"NextToken":"two"');
  });
});
