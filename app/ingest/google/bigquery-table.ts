import type { BigQuery, BigQueryOptions, QueryResultsOptions } from '@google-cloud/bigquery';
import { ConfigError, UpstreamError } from '#app/errors.ts';

/** A table of BigQuery, and what of the settings says how to read it. */
export interface BigQueryAddress {
  /** `project.dataset.table`. */
  readonly table: string;
  /** Whose quota the queries count against; by default the table's project. */
  readonly billingProject: string | undefined;
  /** Address of an emulator or of a private endpoint. */
  readonly endpoint: string | undefined;
  /** Bytes that one query may read at most, in digits. */
  readonly maximumBytesBilled: string;
}

/** A query with its named parameters. */
export interface BigQueryQuestion {
  readonly sql: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Rows by the names of their columns; every column is text. */
export type BigQueryRow = Readonly<Record<string, string | null>>;

/** What a source may ask of a table. */
export interface BigQueryTable {
  /** Columns, those inside of records by path: `usage.amount`. */
  readonly columns: () => Promise<ReadonlySet<string>>;
  /** Bytes that a query would read, by a dry run, which costs nothing. */
  readonly estimate: (question: BigQueryQuestion) => Promise<bigint>;
  /** The rows, a page at a time. @throws ConfigError when it would read more than is allowed, UpstreamError. */
  readonly query: (question: BigQueryQuestion) => AsyncIterable<readonly BigQueryRow[]>;
}

/** Rows of one answer. */
const PAGE = 5_000;

/** A table, read through `@google-cloud/bigquery` with the default credentials; the SDK is loaded with the first request. */
export function bigQueryTable(address: BigQueryAddress): BigQueryTable {
  const [project = '', dataset = '', table = ''] = address.table.split('.');
  let opened: Promise<Connection> | null = null;
  const open = (): Promise<Connection> => {
    opened ??= connect(address, { project, dataset, table });
    return opened;
  };
  const estimate = async (question: BigQueryQuestion): Promise<bigint> => {
    const { client, location } = await open();
    const [job] = await said(address, () => client.createQueryJob({ ...jobOf(question, location), dryRun: true }));
    const statistics = job.metadata?.statistics as { readonly totalBytesProcessed?: string } | undefined;
    return BigInt(statistics?.totalBytesProcessed ?? 0);
  };
  return {
    columns: async () => (await open()).columns,
    estimate,
    async *query(question) {
      const bytes = await estimate(question);
      if (bytes > BigInt(address.maximumBytesBilled)) {
        throw new ConfigError(
          `a query of ${address.table} would read ${bytes} bytes, maximumBytesBilled allows ${address.maximumBytesBilled}`,
          { remedy: 'raise maximumBytesBilled of the source in finops.yml' },
        );
      }
      const { client, location } = await open();
      const options = { ...jobOf(question, location), maximumBytesBilled: address.maximumBytesBilled };
      const [job] = await said(address, () => client.createQueryJob(options));
      let page: QueryResultsOptions | null = { autoPaginate: false, maxResults: PAGE } as QueryResultsOptions;
      while (page !== null) {
        const asked: QueryResultsOptions = page;
        const [rows, next] = await said(address, () => job.getQueryResults(asked));
        if (rows.length > 0) yield rows as readonly BigQueryRow[];
        // Also while the job still runs: then the same page is asked for again.
        page = (next as QueryResultsOptions | null | undefined) ?? null;
      }
    },
  };
}

interface Connection {
  readonly client: BigQuery;
  readonly location: string | undefined;
  readonly columns: ReadonlySet<string>;
}

interface TableName {
  readonly project: string;
  readonly dataset: string;
  readonly table: string;
}

interface Field {
  readonly name: string;
  readonly fields?: readonly Field[];
}

async function connect(address: BigQueryAddress, name: TableName): Promise<Connection> {
  const { BigQuery: Client } = await import('@google-cloud/bigquery');
  const { endpoint } = address;
  const client = new Client({
    projectId: address.billingProject ?? name.project,
    ...(endpoint === undefined ? {} : { apiEndpoint: endpoint }),
    // An emulator has no credentials to ask for; whoever reads a bill over plain HTTP from elsewhere gets none either.
    ...(endpoint?.startsWith('http:') ? { authClient: NOBODY } : {}),
  });
  const [metadata] = await said(address, () =>
    client.dataset(name.dataset, { projectId: name.project }).table(name.table).getMetadata(),
  );
  const { location, schema } = metadata as {
    readonly location?: string;
    readonly schema?: { readonly fields?: readonly Field[] };
  };
  return { client, location, columns: new Set(pathsOf(schema?.fields ?? [], '')) };
}

const NOBODY = { getRequestHeaders: async () => new Headers() } as unknown as NonNullable<
  BigQueryOptions['authClient']
>;

function pathsOf(fields: readonly Field[], prefix: string): readonly string[] {
  return fields.flatMap(({ name, fields: inner }) => [prefix + name, ...pathsOf(inner ?? [], `${prefix}${name}.`)]);
}

function jobOf({ sql, params }: BigQueryQuestion, location: string | undefined) {
  return { query: sql, params: { ...params }, ...(location === undefined ? {} : { location }) };
}

async function said<Result>(address: BigQueryAddress, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    const { code, message } = cause as { readonly code?: number | string; readonly message?: string };
    const status = typeof code === 'number' ? code : undefined;
    const remedy =
      status === 403 || status === 401
        ? 'give the identity BigQuery Data Viewer on the dataset and BigQuery Job User on the project'
        : status === 404
          ? 'check table in finops.yml: PROJECT.DATASET.TABLE'
          : undefined;
    const reason = message?.split('\n')[0] ?? String(cause);
    throw new UpstreamError(`BigQuery, ${address.table}: ${reason}`, {
      status,
      cause,
      remedy,
      retryable: status === undefined || status >= 500 || status === 429,
    });
  }
}
