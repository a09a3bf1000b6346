import type {
  GetCostAndUsageCommandInput,
  GetCostAndUsageCommandOutput,
  ResultByTime,
} from '@aws-sdk/client-cost-explorer';
import { InputError, UpstreamError } from '#app/errors.ts';
import { plainDecimal } from '../plain-values.ts';
import type { ExplorerRow } from './cost-explorer-charges.ts';
import { EXPLORER_CATEGORIES, type ExplorerPeriod, explorerQuery } from './cost-explorer-query.ts';

/** Asks one page. */
export interface CostExplorer {
  readonly ask: (query: GetCostAndUsageCommandInput) => Promise<GetCostAndUsageCommandOutput>;
  readonly close: () => void;
}

/** Credentials and endpoint overrides come from the environment; the SDK is loaded here, so that no other source pays for it. */
export async function openCostExplorer(env: Readonly<Record<string, string | undefined>>): Promise<CostExplorer> {
  const { CostExplorerClient, GetCostAndUsageCommand } = await import('@aws-sdk/client-cost-explorer');
  const endpoint = env['AWS_ENDPOINT_URL_COST_EXPLORER'] ?? env['AWS_ENDPOINT_URL'];
  // Cost Explorer answers in one region only.
  const client = new CostExplorerClient({ region: 'us-east-1', ...(endpoint === undefined ? {} : { endpoint }) });
  return { ask: (query) => client.send(new GetCostAndUsageCommand(query)), close: () => client.destroy() };
}

/**
 * What Cost Explorer says of some days: four questions and their further pages, each of which AWS charges for.
 * @throws UpstreamError when it does not answer, InputError for a cost that is no number.
 */
export async function askCostExplorer(explorer: CostExplorer, period: ExplorerPeriod): Promise<readonly ExplorerRow[]> {
  const rows: ExplorerRow[] = [];
  for (const category of EXPLORER_CATEGORIES) {
    let token: string | undefined;
    do {
      const query = explorerQuery(category, period);
      const page: GetCostAndUsageCommandOutput = await send(explorer, {
        ...query,
        ...(token && { NextPageToken: token }),
      });
      for (const result of page.ResultsByTime ?? []) rows.push(...rowsOf(result, category));
      token = page.NextPageToken;
    } while (token !== undefined);
  }
  return rows;
}

async function send(explorer: CostExplorer, query: GetCostAndUsageCommandInput): Promise<GetCostAndUsageCommandOutput> {
  try {
    return await explorer.ask(query);
  } catch (cause) {
    const { name, message, $metadata } = cause as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    throw new UpstreamError(`Cost Explorer says ${name}: ${message}`, {
      remedy: 'give credentials as AWS SDKs look for them, and allow ce:GetCostAndUsage',
      cause,
      status,
      retryable: status === undefined || status >= 500,
    });
  }
}

function rowsOf({ TimePeriod, Groups }: ResultByTime, category: ExplorerRow['category']): readonly ExplorerRow[] {
  const day = TimePeriod?.Start ?? '';
  return (Groups ?? []).flatMap(({ Keys, Metrics }) => {
    const [account = '', service = ''] = Keys ?? [];
    const cost = (name: string): string => {
      const plain = plainDecimal(Metrics?.[name]?.Amount ?? '');
      if (plain !== null) return plain;
      throw new InputError(`${name} of ${service} on ${day} is no number`, { place: { file: 'Cost Explorer' } });
    };
    const unblended = cost('UnblendedCost');
    const amortised = cost('AmortizedCost');
    // Cost Explorer has a group for every service that was ever used.
    if (!/[1-9]/.test(unblended + amortised)) return [];
    const currency = Metrics?.['UnblendedCost']?.Unit ?? '';
    return [{ category, day, account, service, currency, unblended, amortised }];
  });
}
