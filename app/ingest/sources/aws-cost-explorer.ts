import { createHash } from 'node:crypto';
import { z } from 'zod';
import { askCostExplorer, type CostExplorer, openCostExplorer } from '../aws/ask-cost-explorer.ts';
import { type ExplorerRow, explorerCharges } from '../aws/cost-explorer-charges.ts';
import { daysOver } from '../aws/cost-explorer-query.ts';
import { type ChargeBatch, type Delivery, defineSource } from '../source.ts';

/** For accounts without a report: what Cost Explorer says by day, account and service. */
export const awsCostExplorerSource = defineSource({
  kind: 'aws-cost-explorer',
  summary: "AWS's Cost Explorer: days, accounts and services, where there is no report",
  reference: {
    url: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html',
    read: '2026-11-26',
  },
  corrections: 'replacement',
  mappingVersion: 1,
  settings: z.strictObject({
    id: z.string(),
    kind: z.literal('aws-cost-explorer'),
    account: z
      .union([z.string(), z.number().transform(String)])
      .describe('The account that is billed: the management account of the organisation'),
  }),
  open(settings, ports) {
    let explorer: CostExplorer | null = null;
    const answers = new Map<string, readonly ExplorerRow[]>();
    return {
      async deliveries(month) {
        const deliveries: Delivery[] = [];
        for (const each of month === null ? lastMonths(ports.now) : [month.month]) {
          const period = daysOver(each, ports.now);
          if (period === null) continue;
          // Asked once a run: every question costs.
          explorer ??= await openCostExplorer(ports.env);
          const rows = answers.get(each) ?? (await askCostExplorer(explorer, period));
          answers.set(each, rows);
          const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
          const files = [{ name: `${period.Start} to ${period.End}`, bytes: null, tag: digest.slice(0, 12) }];
          deliveries.push({ scope: each, deliveryId: digest.slice(0, 12), digest, files });
        }
        return deliveries;
      },
      async *read({ scope }): AsyncIterable<ChargeBatch> {
        const rows = answers.get(scope) ?? [];
        const origin = { sourceId: settings.id, billingAccount: settings.account, month: scope };
        const charges = rows.flatMap((row, at) =>
          explorerCharges(row, origin).map((charge) => ({ charge, row: at + 1 })),
        );
        yield {
          file: `Cost Explorer ${scope}`,
          charges: charges.map((each) => each.charge),
          rows: charges.map((each) => each.row),
          rejected: [],
          readCount: rows.length,
        };
      },
      close: async () => explorer?.close(),
    };
  },
});

/** The month before and the current one: older ones do not change any more. */
function lastMonths(now: Date): readonly string[] {
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  return [before.toISOString().slice(0, 7), now.toISOString().slice(0, 7)];
}
