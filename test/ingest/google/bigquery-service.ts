import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decimal, decimalText, ZERO } from '#app/measure/decimal.ts';

/** A row of the export as our query selects it. */
export type ExportRow = Readonly<Record<string, string | null>>;

/** What the double holds and how it behaves. */
export interface BigQueryContent {
  readonly rows: readonly ExportRow[];
  /** `cost`, `usage.amount`: what the table has; by default all. */
  readonly columns?: readonly string[];
  readonly exportTime?: string;
  /** What a dry run says that a query reads. */
  readonly bytes?: string;
  readonly fault?: { readonly status: number; readonly message: string };
  /** Changes the sums that it states. */
  readonly sums?: (sums: readonly Record<string, string | null>[]) => readonly Record<string, string | null>[];
}

export interface BigQueryService {
  readonly endpoint: string;
  /** Queries that were run, with their parameters and bounds. */
  readonly asked: {
    sql: string;
    params: Record<string, string>;
    maximumBytesBilled: string | undefined;
    dryRun: boolean;
  }[];
  readonly close: () => Promise<void>;
}

const COLUMNS = [
  'billing_account_id service.id service.description sku.id sku.description usage_start_time usage_end_time project.id',
  'project.name project.labels labels system_labels tags location.location location.region location.zone',
  'resource.global_name resource.name cost cost_at_list currency usage.amount usage.unit',
  'usage.amount_in_pricing_units usage.pricing_unit credits.amount credits.type invoice.month cost_type',
  'adjustment_info.id seller_name subscription.instance_id export_time',
]
  .join(' ')
  .split(' ');

/**
 * A double of BigQuery's REST API, shaped as its discovery document has it (tables.get, jobs.insert, jobs.getQueryResults;
 * https://bigquery.googleapis.com/discovery/v1/apis/bigquery/v2/rest, read 2026-11-26). It runs no SQL: it tells our three
 * queries apart and answers what they mean, pages of two rows, after once saying that the job still runs.
 */
export async function serveBigQuery(content: BigQueryContent): Promise<BigQueryService> {
  const asked: BigQueryService['asked'] = [];
  const jobs = new Map<string, readonly Record<string, string | null>[]>();
  const waited = new Set<string>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (content.fault) {
      const { status, message } = content.fault;
      reply(response, { status, value: { error: { code: status, message, errors: [{ reason: 'x', message }] } } });
    } else if (url.pathname.includes('/datasets/')) {
      reply(response, {
        status: 200,
        value: { location: 'EU', schema: { fields: schemaOf(content.columns ?? COLUMNS) } },
      });
    } else if (request.method === 'POST') {
      const { configuration, jobReference } = JSON.parse(body) as JobInsert;
      const { query, queryParameters = [], maximumBytesBilled } = configuration.query;
      const params = Object.fromEntries(
        queryParameters.map(({ name, parameterValue }) => [name, parameterValue.value]),
      );
      asked.push({ sql: query, params, maximumBytesBilled, dryRun: configuration.dryRun === true });
      const jobId = jobReference?.jobId ?? `job${asked.length}`;
      jobs.set(jobId, answerOf(query, { content, params }));
      reply(response, {
        status: 200,
        value: {
          jobReference: { projectId: 'p', jobId, location: 'EU' },
          status: { state: 'DONE' },
          statistics: { totalBytesProcessed: content.bytes ?? '1000' },
        },
      });
    } else {
      const jobId = url.pathname.split('/').at(-1) ?? '';
      if (!waited.has(jobId)) {
        waited.add(jobId);
        reply(response, { status: 200, value: { jobComplete: false, jobReference: { jobId } } });
      } else
        reply(response, {
          status: 200,
          value: pageOf(jobs.get(jobId) ?? [], Number(url.searchParams.get('pageToken') ?? 0)),
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface JobInsert {
  readonly configuration: { readonly dryRun?: boolean; readonly query: QueryConfiguration };
  readonly jobReference?: { readonly jobId?: string };
}

interface QueryConfiguration {
  readonly query: string;
  readonly maximumBytesBilled?: string;
  readonly queryParameters?: readonly { name: string; parameterValue: { value: string } }[];
}

function reply(
  response: ServerResponse,
  { status, value }: { readonly status: number; readonly value: unknown },
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function schemaOf(columns: readonly string[]): readonly unknown[] {
  const tops = Map.groupBy(columns, (column) => column.split('.')[0] ?? '');
  return [...tops].map(([name, paths]) => {
    const inner = paths
      .filter((path) => path.includes('.'))
      .map((path) => ({ name: path.split('.')[1], type: 'STRING' }));
    return inner.length === 0 ? { name, type: 'STRING' } : { name, type: 'RECORD', fields: inner };
  });
}

function pageOf(rows: readonly Record<string, string | null>[], from: number): unknown {
  const names = Object.keys(rows[0] ?? { none: null });
  const next = from + 2 < rows.length ? { pageToken: String(from + 2) } : {};
  return {
    jobComplete: true,
    totalRows: String(rows.length),
    schema: { fields: names.map((name) => ({ name, type: 'STRING', mode: 'NULLABLE' })) },
    rows: rows.slice(from, from + 2).map((row) => ({ f: names.map((name) => ({ v: row[name] ?? null })) })),
    ...next,
  };
}

function answerOf(
  sql: string,
  { content, params }: { readonly content: BigQueryContent; readonly params: Readonly<Record<string, string>> },
): readonly Record<string, string | null>[] {
  const { rows, exportTime = '2026-11-02T08:00:00.000000Z' } = content;
  if (sql.includes('MAX(export_time)')) {
    const months = [...new Set(rows.map((row) => row['invoiceMonth'] ?? null))].sort();
    return months.map((invoiceMonth) => ({ invoiceMonth, exportTime }));
  }
  const ofMonth = rows.filter((row) => row['invoiceMonth'] === params['month']);
  if (!sql.includes('rowCount')) return ofMonth;
  return (content.sums ?? ((sums) => sums))(sumsOf(ofMonth));
}

/** What GROUP BY and SUM give. */
export function sumsOf(rows: readonly ExportRow[]): readonly Record<string, string | null>[] {
  const keys = ['account', 'currency', 'service', 'day', 'region', 'kind', 'fee'];
  const groups = Map.groupBy(rows, (row) => JSON.stringify([...keys.map((key) => row[key] ?? ''), instanceOf(row)]));
  return [...groups.values()].map((group) => {
    const [first = {}] = group;
    const credits = group.flatMap((row) => JSON.parse(row['credits'] ?? '[]') as { type: string; amount?: string }[]);
    const creditsOf = (wanted: (type: string) => boolean) =>
      sum(credits.filter(({ type }) => wanted(type)).map((each) => each.amount ?? '0'));
    return {
      ...Object.fromEntries(keys.map((key) => [key, first[key] ?? ''])),
      instance: instanceOf(first),
      serviceName: first['serviceName'] ?? null,
      sku: first['sku'] ?? null,
      rowCount: String(group.length),
      cost: sum(group.map((row) => row['cost'] ?? '0')),
      credits: creditsOf(() => true),
      discounts: creditsOf((type) => !['PROMOTION', 'FREE_TIER'].includes(type)),
      spendCredits: creditsOf((type) => type === 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE'),
      usageCredits: creditsOf((type) => type === 'COMMITTED_USAGE_DISCOUNT'),
    };
  });
}

function instanceOf(row: ExportRow): string | null {
  return row['fee'] === 'none' ? null : (row['subscription'] ?? null);
}

function sum(amounts: readonly string[]): string {
  return decimalText(amounts.reduce((total, each) => total.plus(decimal(each)), ZERO));
}
