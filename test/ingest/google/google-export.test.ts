import { describe, expect, it } from 'vitest';
import { selectedColumns } from '#app/ingest/google/billing-columns.ts';
import { rowsQuery, sumsQuery } from '#app/ingest/google/billing-queries.ts';
import { readAll } from '../read-all.ts';
import { type BigQueryContent, serveBigQuery } from './bigquery-service.ts';
import { googleRow, openGoogle } from './google-row.ts';

async function withService<Result>(
  content: Partial<BigQueryContent>,
  use: (service: Awaited<ReturnType<typeof serveBigQuery>>) => Promise<Result>,
): Promise<Result> {
  const service = await serveBigQuery({ rows: [googleRow()], ...content });
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}

describe('the billing export in BigQuery', () => {
  it('is asked for the months of the last ten days, and a month from the partitions of the month before', async () => {
    await withService({}, async (service) => {
      await readAll(openGoogle(service.endpoint));
      const run = service.asked.filter((each) => !each.dryRun);
      expect(run.map((each) => each.params)).toEqual([
        { since: '2026-10-26T00:00:00Z' },
        { since: '2026-09-01T00:00:00Z', exported: '2026-11-02T08:00:00.000000Z', month: '202610' },
        { since: '2026-09-01T00:00:00Z', exported: '2026-11-02T08:00:00.000000Z', month: '202610' },
      ]);
      expect(run.map((each) => each.maximumBytesBilled)).toEqual(Array(3).fill('107374182400'));
      // What each would read is asked first.
      expect(service.asked.map((each) => each.dryRun)).toEqual([true, false, true, false, true, false]);
    });
  });

  it('gives a month that is asked for, whenever it changed', async () => {
    await withService({ rows: [googleRow(), googleRow({ invoiceMonth: '202609' })] }, async (service) => {
      const source = openGoogle(service.endpoint);
      expect((await source.deliveries({ month: '2026-09' })).map((each) => each.scope)).toEqual(['2026-09']);
      expect(service.asked.at(-1)?.params).toEqual({ since: '2026-08-01T00:00:00Z' });
    });
  });

  it('is the same until it has newer rows', async () => {
    const digest = (exportTime: string) =>
      withService({ exportTime }, async ({ endpoint }) => (await openGoogle(endpoint).deliveries(null))[0]!.digest);
    expect(await digest('2026-11-02T08:00:00.000000Z')).toBe(await digest('2026-11-02T08:00:00.000000Z'));
    expect(await digest('2026-11-02T08:00:00.000000Z')).not.toBe(await digest('2026-11-02T09:00:00.000000Z'));
  });

  it('of the standard kind and of older days is read without what it lacks', () => {
    const columns = new Set(
      'billing_account_id service.id service.description sku.id sku.description usage_start_time usage_end_time cost currency credits.amount credits.type invoice.month cost_type export_time'.split(
        ' ',
      ),
    );
    const selected = selectedColumns(columns, 'p.d.t');
    expect(selected).toContain('CAST(NULL AS STRING) AS `resource`');
    expect(selected).not.toContain('cost_at_list');
    expect(sumsQuery({ table: 'p.d.t', partition: '_PARTITIONTIME' }, columns)).not.toMatch(
      /location\.region|subscription/,
    );
  });

  it('is read with money cast to NUMERIC, credits in a sub-query and by partition', () => {
    const columns = new Set(['credits.amount', 'credits.type']);
    const query = { table: 'p.d.t', partition: '_PARTITIONTIME' };
    const sql = sumsQuery(query, columns);
    expect(sql).toContain('SUM(CAST(cost AS NUMERIC))');
    expect(sql).toMatch(/SELECT IFNULL\(SUM\(CAST\(c\.amount AS NUMERIC\)\), 0\) FROM UNNEST\(credits\)/);
    expect(`${sql}${rowsQuery(query, '1')}`).not.toMatch(/JOIN|,\s*UNNEST/i);
    expect(rowsQuery(query, '1')).toContain('_PARTITIONTIME >= TIMESTAMP(@since)');
    expect(rowsQuery(query, '1')).toContain('invoice.month = @month');
  });
});

describe('what is wrong with the export is said', () => {
  it.each([
    [
      'a flattened copy',
      { columns: ['billing_account_id', 'cost', 'currency', 'credits_amount', 'export_time'] },
      'no billing export: the table has no column service.id',
    ],
    [
      'too much to read',
      { bytes: '200000000000' },
      'would read 200000000000 bytes, maximumBytesBilled allows 107374182400',
    ],
    [
      'no access',
      { fault: { status: 403, message: 'Access Denied' } },
      'BigQuery, p.billing.gcp_billing_export_resource_v1_0A_1B: Access Denied',
    ],
    ['no table', { fault: { status: 404, message: 'Not found' } }, 'Not found'],
    ['a row without a cost', { rows: [googleRow({ cost: null })] }, 'row 1: cost is null'],
    ['a wrong currency', { rows: [googleRow({ currency: 'EURO' })] }, 'row 1: currency is "EURO"'],
    ['credits that are none', { rows: [googleRow({ credits: '[{"type":"DISCOUNT"}]' })] }, 'credits are'],
  ])('%s', async (_, content, message) => {
    await withService(content, async ({ endpoint }) => {
      await expect(readAll(openGoogle(endpoint))).rejects.toThrow(message);
    });
  });

  it('sums that do not tie to the rows', async () => {
    await withService({ sums: (sums) => sums.map((each) => ({ ...each, cost: '11' })) }, async ({ endpoint }) => {
      await expect(readAll(openGoogle(endpoint))).rejects.toThrow('its rows bill 10 EUR, cost and credits are 11');
    });
    await withService({ sums: (sums) => sums.map((each) => ({ ...each, rowCount: '2' })) }, async ({ endpoint }) => {
      await expect(readAll(openGoogle(endpoint))).rejects.toThrow('1 rows were read, 2 are there');
    });
  });
});
