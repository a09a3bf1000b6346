import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ConfigError, InvariantError } from '#app/errors.ts';
import type { Charge } from '#app/focus/charge.ts';
import { type AskCosts, costQueryClient } from '../azure/cost-query-client.ts';
import { mapDailyCosts } from '../azure/map-daily-costs.ts';
import { type BillingMonth, type ChargeBatch, type Delivery, defineSource, type SourcePorts } from '../source.ts';

/**
 * Azure's costs by its query API, for those who have no exports: sums by day, service and type of charge, without resources,
 * prices and tags.
 */
export const azureCostManagementSource = defineSource({
  kind: 'azure-cost-management',
  summary: 'Daily sums of Azure Cost Management by its API, where there is no export',
  reference: { url: 'https://learn.microsoft.com/rest/api/cost-management/query/usage', read: '2026-11-26' },
  corrections: 'replacement',
  mappingVersion: 1,
  settings: z.strictObject({
    id: z.string(),
    kind: z.literal('azure-cost-management'),
    scopes: z
      .array(z.string().regex(/^\/(?:subscriptions|providers)\/[\w./:-]+$/i, '/subscriptions/… or /providers/…'))
      .min(1)
      .max(100)
      .describe(
        'What costs are asked of: /subscriptions/ID, /providers/Microsoft.Billing/billingAccounts/ID, none inside another',
      ),
    months: z.number().int().min(1).max(13).default(2).describe('How many months back are read, with the current one'),
    endpoint: z
      .url()
      .default('https://management.azure.com')
      .describe('Address of Azure Resource Manager, another in sovereign clouds'),
  }),
  open(settings, ports) {
    refuseNested(settings.scopes, settings.id);
    const ask = costQueryClient(settings.endpoint.replace(/\/+$/, ''));
    const found = new Map<string, readonly Charge[]>();
    return {
      async deliveries(month) {
        const deliveries: Delivery[] = [];
        for (const wanted of monthsOf({ ports, count: settings.months }, month)) {
          const charges = await chargesOf(wanted, { ask, ports, scopes: settings.scopes, sourceId: settings.id });
          const digest = createHash('sha256')
            .update(JSON.stringify([wanted, charges]))
            .digest('hex');
          found.set(digest, charges);
          const files = settings.scopes.map((name) => ({ name, bytes: null, tag: null }));
          deliveries.push({ scope: wanted, deliveryId: digest.slice(0, 12), digest, files, rowCount: charges.length });
        }
        return deliveries;
      },
      async *read(delivery): AsyncIterable<ChargeBatch> {
        const charges = found.get(delivery.digest);
        if (charges === undefined) throw new InvariantError('a delivery is read that this source did not name');
        const rows = charges.map((_, index) => index + 1);
        yield { file: settings.endpoint, charges, rows, rejected: [], readCount: charges.length };
      },
      close: async () => {},
    };
  },
});

/** A subscription inside of a billing account cannot be told by its path; a resource group inside of a subscription can. */
function refuseNested(scopes: readonly string[], id: string): void {
  const paths = scopes.map((scope) => `${scope.toLowerCase().replace(/\/+$/, '')}/`);
  const inner = paths.find((path, at) => paths.some((other, place) => place !== at && path.startsWith(other)));
  if (inner === undefined) return;
  throw new ConfigError(`source ${id}: the scope ${inner} lies in another one`, {
    remedy: 'list only the outer scope',
  });
}

interface Asking {
  readonly ask: AskCosts;
  readonly ports: SourcePorts;
  readonly scopes: readonly string[];
  readonly sourceId: string;
}

async function chargesOf(month: string, { ask, ports, scopes, sourceId }: Asking): Promise<readonly Charge[]> {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const end = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const today = ports.now.toISOString().slice(0, 10);
  const isOver = end < today;
  const days = { first: `${month}-01`, last: isOver ? end : today };
  const charges: Charge[] = [];
  for (const scope of scopes) {
    const actual = await ask({ scope, dataset: 'ActualCost', ...days });
    const amortized = await ask({ scope, dataset: 'AmortizedCost', ...days });
    charges.push(...mapDailyCosts({ sourceId, scope, month, actual, amortized }));
  }
  return charges;
}

/** The month that is asked for, or the last ones, up to the current. */
function monthsOf(
  { ports, count }: { readonly ports: SourcePorts; readonly count: number },
  month: BillingMonth | null,
): readonly string[] {
  const current = ports.now.toISOString().slice(0, 7);
  if (month !== null) return month.month <= current ? [month.month] : [];
  const [year = 0, number = 1] = current.split('-').map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - (count - 1 - back), 1)).toISOString().slice(0, 7),
  );
}
