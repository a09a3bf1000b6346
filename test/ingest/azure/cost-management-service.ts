import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked. */
export interface AskedCosts {
  readonly url: URL;
  readonly body: {
    readonly type: string;
    readonly timePeriod: { readonly from: string; readonly to: string };
  } & Readonly<Record<string, unknown>>;
}

export interface CostService {
  readonly endpoint: string;
  readonly asked: AskedCosts[];
  readonly close: () => Promise<void>;
}

/** A row as the API has it: cost, day as a number, service, type of charge, currency. */
export type CostRow = readonly [number, number, string, string, string];

/** What it answers instead of the next rows. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/**
 * A double of the query API, shaped by its published specification (`QueryResult` with `nextLink`, one row to a page,
 * https://learn.microsoft.com/rest/api/cost-management/query/usage, read 2026-11-26). `faults` are answered first, once each.
 */
export async function serveCosts(
  rowsOf: (asked: AskedCosts) => readonly CostRow[],
  faults: readonly Fault[] = [],
): Promise<CostService> {
  const asked: AskedCosts[] = [];
  const left = [...faults];
  const service = { endpoint: '' };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const question = { url, body: JSON.parse(text) as AskedCosts['body'] };
    asked.push(question);
    const fault = left.shift();
    if (fault) {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.text ?? JSON.stringify({ error: { code: String(fault.status), message: 'refused' } }));
      return;
    }
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const rows = rowsOf(question);
    const next =
      from + 1 < rows.length
        ? `${service.endpoint}${url.pathname}?api-version=2022-10-01&$skiptoken=${from + 1}`
        : null;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        id: 'x',
        name: 'x',
        type: 'Microsoft.CostManagement/query',
        properties: {
          nextLink: next,
          columns: [
            { name: 'Cost', type: 'Number' },
            { name: 'UsageDate', type: 'Number' },
            { name: 'ServiceName', type: 'String' },
            { name: 'ChargeType', type: 'String' },
            { name: 'Currency', type: 'String' },
          ],
          rows: rows.slice(from, from + 1),
        },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint: service.endpoint,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
