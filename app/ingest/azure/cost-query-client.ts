import type { CostManagementClient } from '@azure/arm-costmanagement';
import { InputError, UpstreamError } from '#app/errors.ts';
import { plainDecimal } from '../plain-values.ts';

/** What is asked of Cost Management: daily costs of a scope by service and type of charge. */
export interface CostQuestion {
  /** `/subscriptions/…`, `/providers/Microsoft.Billing/billingAccounts/…`. */
  readonly scope: string;
  readonly dataset: 'ActualCost' | 'AmortizedCost';
  /** First and last day, inclusive. */
  readonly first: string;
  readonly last: string;
}

/** A row of the answer. */
export interface DailyCost {
  /** `2026-10-05`. */
  readonly day: string;
  readonly service: string;
  readonly chargeType: string;
  readonly currency: string;
  /** Plain decimal. */
  readonly cost: string;
}

/** Asks Cost Management. @throws UpstreamError, also after retries when it has no capacity; InputError for another answer. */
export type AskCosts = (question: CostQuestion) => Promise<readonly DailyCost[]>;

/** More pages than any month by service has; an answer that never ends is none. */
const MOST_PAGES = 1_000;

/**
 * Cost Management behind its query API, all pages; the SDK is loaded with the first question. The default chain of
 * `@azure/identity`, unless the address is an emulator's over plain HTTP.
 * https://learn.microsoft.com/rest/api/cost-management/query/usage (read 2026-11-26).
 */
export function costQueryClient(endpoint: string): AskCosts {
  const page: { url: string | null } = { url: null };
  let opened: Promise<CostManagementClient> | null = null;
  return async (question) => {
    opened ??= openClient(endpoint, page);
    const client = await opened;
    const rows: DailyCost[] = [];
    page.url = null;
    for (let count = 0; count < MOST_PAGES; count += 1) {
      const result = await said(question, () =>
        client.query.usage(question.scope.replace(/^\//, ''), definitionOf(question)),
      );
      rows.push(...rowsOf(result ?? {}, question));
      const next = result?.nextLink || null;
      if (next === null) return rows;
      if (new URL(next).origin !== new URL(endpoint).origin) {
        throw new UpstreamError(
          `Cost Management, ${question.scope}: the next page is elsewhere, at ${new URL(next).origin}`,
        );
      }
      page.url = next;
    }
    throw new UpstreamError(`Cost Management, ${question.scope}: more than ${MOST_PAGES} pages`);
  };
}

async function openClient(endpoint: string, page: { url: string | null }): Promise<CostManagementClient> {
  const { CostManagementClient: Client } = await import('@azure/arm-costmanagement');
  const { DefaultAzureCredential } = await import('@azure/identity');
  const isPlain = endpoint.startsWith('http:');
  const client = new Client(new DefaultAzureCredential(), {
    endpoint,
    $host: endpoint,
    allowInsecureConnection: isPlain,
    retryOptions: { maxRetries: 6 },
  });
  // A token never goes over plain HTTP.
  if (isPlain) client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
  client.pipeline.addPolicy(
    {
      name: 'pagesAndWaits',
      async sendRequest(request, next) {
        // The SDK knows no further page of a query: the same question, asked at the address that the page before gave.
        if (page.url !== null) request.url = page.url;
        const response = await next(request);
        // It says under names of its own how long to wait, which the SDK does not read.
        const wait = WAITS.map((name) => response.headers.get(name)).find((each) => each !== undefined);
        if (response.status === 429 && wait !== undefined && response.headers.get('retry-after') === undefined) {
          response.headers.set('retry-after', wait);
        }
        return response;
      },
    },
    { afterPhase: 'Retry' },
  );
  return client;
}

const WAITS = ['qpu', 'entity', 'tenant', 'client'].map(
  (what) => `x-ms-ratelimit-microsoft.costmanagement-${what}-retry-after`,
);

function definitionOf({ dataset, first, last }: CostQuestion) {
  return {
    type: dataset,
    timeframe: 'Custom',
    timePeriod: { from: new Date(`${first}T00:00:00Z`), to: new Date(`${last}T23:59:59Z`) },
    dataset: {
      granularity: 'Daily',
      aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
      // At most two.
      grouping: [
        { type: 'Dimension', name: 'ServiceName' },
        { type: 'Dimension', name: 'ChargeType' },
      ],
    },
  };
}

interface Answer {
  readonly columns?: readonly { readonly name?: string }[];
  readonly rows?: readonly (readonly unknown[])[];
}

const COLUMNS = {
  cost: ['cost', 'totalcost', 'pretaxcost', 'costinbillingcurrency'],
  day: ['usagedate'],
  service: ['servicename'],
  chargeType: ['chargetype'],
  currency: ['currency', 'billingcurrency'],
} as const;

function rowsOf({ columns = [], rows = [] }: Answer, question: CostQuestion): readonly DailyCost[] {
  if (rows.length === 0) return [];
  const names = columns.map(({ name }) => name?.toLowerCase() ?? '');
  const place = (column: keyof typeof COLUMNS): number => {
    const at = COLUMNS[column].map((name) => names.indexOf(name)).find((index) => index >= 0);
    if (at !== undefined) return at;
    throw new InputError(`Cost Management answers without ${column}: ${names.join(', ')}`, {
      place: { file: question.scope },
    });
  };
  const at = {
    cost: place('cost'),
    day: place('day'),
    service: place('service'),
    chargeType: place('chargeType'),
    currency: place('currency'),
  };
  return rows.map((row) => {
    const text = (index: number): string => String(row[index] ?? '');
    const day = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(text(at.day));
    const cost = plainDecimal(text(at.cost));
    const currency = text(at.currency);
    if (day === null || cost === null || !/^[A-Z]{3}$/.test(currency)) {
      throw new InputError(`Cost Management answers a row that is none: ${JSON.stringify(row).slice(0, 120)}`, {
        place: { file: question.scope },
      });
    }
    return {
      day: day.slice(1, 4).join('-'),
      service: text(at.service),
      chargeType: text(at.chargeType),
      currency,
      cost,
    };
  });
}

async function said<Result>(question: CostQuestion, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    const { statusCode: status, message } = cause as { readonly statusCode?: number; readonly message?: string };
    const remedy =
      status === 401 || status === 403
        ? 'give the identity the role Cost Management Reader on the scope'
        : status === 429
          ? 'ask for fewer scopes, or ingest exports (azure-export)'
          : undefined;
    throw new UpstreamError(`Cost Management, ${question.scope}: ${message?.split('\n')[0] ?? String(cause)}`, {
      status,
      cause,
      remedy,
      retryable: status === undefined || status >= 500 || status === 429,
    });
  }
}
