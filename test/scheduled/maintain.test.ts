import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestConfigured } from '#app/flows/ingest-configured.ts';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import { maintainJob } from '#scheduled/maintain.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';

const NOW = new Date('2026-11-26T12:00:00Z');

function csv(month: string, billed: string): string {
  const { x_ChargeKey, x_SourceId, x_SourceFocusVersion, ...focus } = charge({
    BilledCost: billed,
    BillingPeriodStart: `${month}-01T00:00:00Z`,
    BillingPeriodEnd: `${month}-28T00:00:00Z`,
    ChargePeriodStart: `${month}-05T00:00:00Z`,
    ChargePeriodEnd: `${month}-06T00:00:00Z`,
  });
  return `${Object.keys(focus).join(',')}\n${Object.values(focus)
    .map((each) => each ?? '')
    .join(',')}\n`;
}

async function world() {
  const cwd = folderWith({
    '.github/finops.yml': 'version: 1\ningest:\n  - { id: bill, kind: focus-file, path: bills, files: "*.csv" }\n',
    'bills/2024-09.csv': csv('2024-09', '3'),
    'bills/2024-10.csv': csv('2024-10', '5'),
    'bills/2026-10.csv': csv('2026-10', '7'),
  });
  const env = { FINOPS_DATABASE_URL: `sqlite:${join(cwd, 'finops.db')}` };
  await ingestConfigured(
    { cwd, env, now: NOW, ids: [], month: null, accept: 'whole' },
    { fetch, readText: (file) => readFileSync(file, 'utf8'), progress: () => {} },
  );
  return { cwd, env, now: NOW, home: cwd, err: () => {}, mergedChanges: async () => [] };
}

function billed(at: Awaited<ReturnType<typeof world>>) {
  const query = { from: '2020-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', metric: 'BilledCost' } as const;
  return makeWarehouse(at, (database) => readCosts({ ...query, granularity: 'total', groupBy: [] }, database));
}

describe('finops job maintain', () => {
  it('prunes only what is older than the months it is told to keep', async () => {
    const at = await world();
    expect((await billed(at)).map((row) => row.amount)).toEqual(['15']);
    // Twenty-five months before November 2026 is October 2024.
    const said = await maintainJob.run({ 'keep-months': '25' }, at);
    expect(said).toContain('1 deliveries that end before 2024-10-01 were pruned');
    expect((await billed(at)).map((row) => row.amount)).toEqual(['12']);
  });

  it('prunes nothing when it is not told how long charges are kept', async () => {
    const at = await world();
    expect(await maintainJob.run({}, at)).toContain('No charges were pruned');
    expect((await billed(at)).map((row) => row.amount)).toEqual(['15']);
  });

  it('refuses what is no number of months', async () => {
    const at = await world();
    await expect(async () => maintainJob.run({ 'keep-months': 'two' }, at)).rejects.toThrow('needs a number');
  });
});
