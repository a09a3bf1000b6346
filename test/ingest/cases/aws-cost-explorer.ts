import { createServer } from 'node:http';
import { awsCostExplorerSource } from '#app/ingest/sources/aws-cost-explorer.ts';
import type { SourceCase } from '../source-case.ts';

/** As much of Cost Explorer as is asked: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html (read 2026-11-26). */
export async function startCostExplorer() {
  const asked: { readonly Filter: unknown; readonly NextPageToken?: string; readonly TimePeriod: unknown }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += String(piece);
    });
    request.on('end', () => {
      const query = JSON.parse(body);
      asked.push(query);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(answerTo(query)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const group = (service: string, unblended: string, amortised: string) => ({
  Keys: ['444455556666', service],
  Metrics: {
    UnblendedCost: { Amount: unblended, Unit: 'USD' },
    AmortizedCost: { Amount: amortised, Unit: 'USD' },
  },
});

/** October has usage on two pages, a fee, a tax and a credit; other months have nothing. */
function answerTo(query: {
  readonly TimePeriod: { readonly Start: string };
  readonly Filter: unknown;
  readonly NextPageToken?: string;
}) {
  const day = (groups: readonly unknown[]) => ({
    ResultsByTime: [{ TimePeriod: { Start: '2026-10-05', End: '2026-10-06' }, Groups: groups, Estimated: false }],
  });
  if (query.TimePeriod.Start !== '2026-10-01') return { ResultsByTime: [] };
  const filter = JSON.stringify(query.Filter);
  if (filter.startsWith('{"Not"')) {
    if (query.NextPageToken === undefined)
      return { ...day([group('EC2 - Other', '1.5', '1.5')]), NextPageToken: 'two' };
    return day([group('Amazon Elastic Compute Cloud - Compute', '10.25', '13.25'), group('AWS Glue', '0', '0.0')]);
  }
  if (filter.includes('"Tax"')) return day([group('Tax', '2', '2')]);
  if (filter.includes('"Credit"')) return day([group('AWS Lambda', '-1E-3', '-1E-3')]);
  return day([group('Savings Plans for AWS Compute usage', '4', '0.5')]);
}

/** By hand: billed 1.5 + 10.25 + 4 + 2 - 0.001; amortised 1.5 + 13.25 + 0.5 + 2 - 0.001. The fee has its unused part beside it. */
export const sourceCase: SourceCase = {
  async open() {
    const explorer = await startCostExplorer();
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
    const settings = { id: 'ce', kind: 'aws-cost-explorer', account: '111122223333' };
    const env = { AWS_ENDPOINT_URL_COST_EXPLORER: explorer.url };
    const ports = { env, now: new Date('2026-11-01T00:00:00Z'), root: '/', fetch };
    return {
      source: awsCostExplorerSource.open(settings, ports),
      async close() {
        process.env = before;
        await explorer.close();
      },
    };
  },
  expected: { scopes: { '2026-10': 6 }, rejected: 0, billed: ['17.749 USD'], effective: ['17.249 USD'] },
};
