import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvariantError } from '#app/errors.ts';
import { bigQueryTable } from '../google/bigquery-table.ts';
import { monthAfter } from '../google/billing-calendar.ts';
import { selectedColumns } from '../google/billing-columns.ts';
import { monthsQuery } from '../google/billing-queries.ts';
import { type GoogleMonthRequest, readGoogleMonth } from '../google/read-google-month.ts';
import { type BillingMonth, type Delivery, defineSource, type SourcePorts } from '../source.ts';

/**
 * Google's billing export in BigQuery, detailed or standard. A scope is an invoice month, whatever partitions its rows lie
 * in: usage of one month is billed in another, and what commitments cover is known only of whole days. Of the months, those
 * are read to which the export added rows in the last days, or one that is asked for.
 */
export const googleBigquerySource = defineSource({
  kind: 'google-bigquery',
  summary: "Google Cloud's billing export in BigQuery, detailed or standard",
  reference: {
    url: 'https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/detailed-usage',
    read: '2026-11-26',
  },
  corrections: 'delta',
  mappingVersion: 1,
  settings: z.strictObject({
    id: z.string(),
    kind: z.literal('google-bigquery'),
    table: z
      .string()
      .regex(/^[a-z][a-z0-9:.-]*\.\w+\.[\w-]+$/, 'PROJECT.DATASET.TABLE')
      .describe('The export: PROJECT.DATASET.gcp_billing_export_resource_v1_… (or …_export_v1_…)'),
    billingProject: z
      .string()
      .optional()
      .describe('Project whose quota the queries count against; by default the table’s'),
    lookBackDays: z
      .number()
      .int()
      .min(1)
      .max(400)
      .default(10)
      .describe('Months that rows were added to in so many days are read anew; older ones with --period'),
    maximumBytesBilled: z
      .string()
      .regex(/^\d{1,18}$/)
      .default('107374182400')
      .describe('Bytes that one query may read; asked for by a dry run, and held by BigQuery. 100 GiB by default'),
    partitionColumn: z
      .string()
      .regex(/^\w+$/)
      .default('_PARTITIONTIME')
      .describe('Column that the table is partitioned by, of a copy that has another'),
    apiEndpoint: z.url().optional().describe('Another address of the API: a private endpoint or an emulator'),
  }),
  open(settings, ports) {
    const table = bigQueryTable({
      table: settings.table,
      billingProject: settings.billingProject,
      endpoint: settings.apiEndpoint ?? ports.env['BIGQUERY_EMULATOR_HOST'],
      maximumBytesBilled: settings.maximumBytesBilled,
    });
    const query = { table: settings.table, partition: settings.partitionColumn };
    const months = new Map<string, GoogleMonthRequest>();
    return {
      async deliveries(month) {
        selectedColumns(await table.columns(), settings.table);
        const since = month === null ? daysBefore(ports, settings.lookBackDays) : firstPartition(month);
        const found: Delivery[] = [];
        for await (const rows of table.query({ sql: monthsQuery(query), params: { since } })) {
          for (const { invoiceMonth, exportTime } of rows) {
            const scope = `${invoiceMonth?.slice(0, 4)}-${invoiceMonth?.slice(4)}`;
            if (invoiceMonth === null || exportTime == null || (month !== null && scope !== month.month)) continue;
            const delivery = deliveryOf(scope, { exportTime, table: settings.table });
            found.push(delivery);
            months.set(delivery.digest, {
              sourceId: settings.id,
              query,
              month: scope,
              since: firstPartition({ month: scope }),
              exported: exportTime,
            });
          }
        }
        return found;
      },
      read(delivery) {
        const request = months.get(delivery.digest);
        if (request === undefined) throw new InvariantError('a delivery is read that this source did not name');
        return readGoogleMonth(request, table);
      },
      close: async () => {},
    };
  },
});

/** The export only ever adds rows, and its time grows with them: a month without newer rows is the same. */
function deliveryOf(
  scope: string,
  { exportTime, table }: { readonly exportTime: string; readonly table: string },
): Delivery {
  const digest = createHash('sha256')
    .update(JSON.stringify([table, scope, exportTime]))
    .digest('hex');
  return { scope, deliveryId: exportTime, digest, files: [{ name: table, bytes: null, tag: exportTime }] };
}

function daysBefore({ now }: Pick<SourcePorts, 'now'>, days: number): string {
  return `${new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
}

/** A month's rows may be exported before it begins in UTC, or be of usage of the month before. */
function firstPartition({ month }: BillingMonth): string {
  return `${monthAfter(month, -1)}-01T00:00:00Z`;
}
