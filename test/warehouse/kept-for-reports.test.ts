import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepLedger } from '#app/warehouse/allocation-store.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { decisionsBetween, keepDecision } from '#app/warehouse/decision-store.ts';
import { hasTable } from '#app/warehouse/has-table.ts';
import { keptIncidents } from '#app/warehouse/incident-store.ts';
import { keepMergedChange, keptMergedChanges } from '#app/warehouse/merged-changes.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { noteSent, sentState } from '#app/warehouse/sent-notices.ts';
import { folderWith } from '#test/support/folder.ts';
import { startPostgres } from '#test/support/postgres.ts';

const ROW = {
  ...{ holder_kind: 'owner', holder: 'shop', rule: 'team', entry: 'charge', origin: 'EC2', currency: 'USD' },
  ...{ from_day: '2026-11-01', until_day: '2026-11-30', computed_at: '2026-11-25T12:00:00.000Z' },
  // More digits than a binary fraction holds.
  ...{ billed_cost: '0.1234567890123456789', effective_cost: '-12345678901234567890.5' },
};

describe.each([
  ['SQLite', async () => ({ url: `sqlite:${join(folderWith({}), 'finops.db')}`, close: async () => {} })],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      return { url: await server.newDatabase(), close: server.close };
    },
  ],
] as const)('what is kept for reports, on %s', (_name, start) => {
  let database: Database;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const started = await start();
    close = started.close;
    database = openDatabase(started.url);
  }, 120_000);
  afterAll(async () => {
    await database.tables.destroy();
    await close();
  });

  it('is null in a warehouse that was never made', async () => {
    expect(await hasTable('decision_log', database)).toBe(false);
    const span = { from: '2026-11-16T00:00:00Z', to: '2026-11-23T00:00:00Z', since: '2026-11-16' };
    expect(await decisionsBetween(span, database)).toBeNull();
    expect(await keptIncidents(span, database)).toBeNull();
    expect(await keptMergedChanges(span, database)).toBeNull();
    await migrate(database);
    expect(await decisionsBetween(span, database)).toBeNull();
    expect(await keptIncidents(span, database)).toBeNull();
    expect(await keptMergedChanges(span, database)).toBeNull();
  });

  it('are decisions and merges of a time, and none is another answer than nobody knows', async () => {
    const event = (id: string, at: string) =>
      JSON.stringify({ decision_id: id, timestamp: at, result: { decision: 'allow' } });
    await keepDecision(event('a', '2026-11-16T00:00:00Z'), database);
    await keepDecision(event('b', '2026-11-23T00:00:00Z'), database);
    const span = { from: '2026-11-16T00:00:00Z', to: '2026-11-23T00:00:00Z' };
    expect(await decisionsBetween(span, database)).toEqual([event('a', '2026-11-16T00:00:00Z')]);
    expect(await decisionsBetween({ from: '2025-01-01', to: '2025-01-02' }, database)).toEqual([]);
    await keepMergedChange(
      { repository: 'acme/infra', number: 7, merged_at: '2026-11-17T08:00:00Z', document: '{}' },
      database,
    );
    expect(await keptMergedChanges({ since: '2026-11-18T00:00:00Z' }, database)).toEqual([]);
  });

  it('is the ledger of a month, replaced as a whole, every digit of it', async () => {
    const read = () =>
      database.tables.selectFrom('allocation_ledger').selectAll().orderBy('period').orderBy('holder').execute();
    await keepLedger({ period: '2026-10', rows: [ROW] }, database);
    await keepLedger({ period: '2026-11', rows: Array.from({ length: 1200 }, () => ROW) }, database);
    expect(await read()).toHaveLength(1201);
    await keepLedger({ period: '2026-11', rows: [{ ...ROW, holder: 'data' }] }, database);
    expect(await read()).toEqual([
      { period: '2026-10', ...ROW },
      { period: '2026-11', ...ROW, holder: 'data' },
    ]);
    await keepLedger({ period: '2026-11', rows: [] }, database);
    expect(await read()).toHaveLength(1);
  });

  it('is the newest state that a route was told of a matter', async () => {
    const told = { route: 'slack:1', key: 'budget:shop' };
    const note = (state: string) => noteSent({ notice: { ...told, state }, sentAt: '2026-11-25T12:00:00Z' }, database);
    expect(await sentState(told, database)).toBeNull();
    await note('open 50');
    await note('open 75');
    expect(await sentState(told, database)).toBe('open 75');
    expect(await sentState({ ...told, route: 'slack:2' }, database)).toBeNull();
  });
});
