import { expect, it } from 'vitest';
import { ingestCharges } from '#app/flows/ingest-charges.ts';
import { SOURCES } from '#app/ingest/registry.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import type { SourceCase } from './source-case.ts';

it.each([...SOURCES.keys()])('%s ingested twice is ingested once, and costs what its bill says', async (kind) => {
  const { sourceCase } = (await import(`./cases/${kind}.ts`)) as { readonly sourceCase: SourceCase };
  const { source, close } = await sourceCase.open();
  const database = openDatabase('sqlite::memory:');
  await migrate(database);
  try {
    const run = async () => {
      const [outcome] = await ingestCharges(
        {
          sources: [{ id: 'case', mappingVersion: 1, open: () => ({ ...source, close: async () => {} }) }],
          month: null,
          accept: 'whole',
        },
        { database, now: new Date('2026-11-26T00:00:00Z'), progress: () => {} },
      );
      if (outcome?.error) throw outcome.error;
      return outcome!.deliveries.map((each) => [each.scope, each.result]);
    };
    const sums = async (metric: 'BilledCost' | 'EffectiveCost') => {
      const from = '2000-01-01T00:00:00Z';
      const to = '2100-01-01T00:00:00Z';
      const rows = await readCosts({ from, to, metric, granularity: 'total', groupBy: [] }, database);
      return rows.map((row) => `${row.amount} ${row.currency}`).sort();
    };
    const scopes = Object.keys(sourceCase.expected.scopes).sort();
    expect((await run()).sort()).toEqual(scopes.map((scope) => [scope, 'ingested']));
    expect((await run()).sort()).toEqual(scopes.map((scope) => [scope, 'unchanged']));
    expect(await sums('BilledCost')).toEqual(sourceCase.expected.billed);
    expect(await sums('EffectiveCost')).toEqual(sourceCase.expected.effective);
  } finally {
    await source.close();
    await close();
    await database.tables.destroy();
  }
});
