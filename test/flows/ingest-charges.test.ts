import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IngestRequest, type IngestSource, ingestCharges } from '#app/flows/ingest-charges.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { listDeliveries } from '#app/warehouse/list-deliveries.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { billingSource, type MadeDelivery } from '#test/support/billing-source.ts';
import { folderWith } from '#test/support/folder.ts';
import { startPostgres } from '#test/support/postgres.ts';
import { repositoryRoot } from '#test/support/shared.ts';

const FIRST: MadeDelivery = { scope: '2026-10', version: 'a', days: [1, 2, 3], costEach: '0.1' };
const SECOND: MadeDelivery = { scope: '2026-10', version: 'b', days: [1, 2, 3, 4], costEach: '0.2' };

async function sqliteStore() {
  let count = 0;
  const folder = folderWith({});
  return { open: async () => `sqlite:${join(folder, `${count++}.db`)}`, close: async () => {} };
}

async function postgresStore() {
  const server = await startPostgres();
  return { open: () => server.newDatabase(), close: () => server.close() };
}

describe.each([
  ['SQLite', sqliteStore],
  ['PostgreSQL', postgresStore],
] as const)('ingesting into %s', (_, createStore) => {
  let store: Awaited<ReturnType<typeof createStore>>;
  let address: string;
  let database: Database;

  beforeAll(async () => {
    store = await createStore();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    address = await store.open();
    database = openDatabase(address);
    await migrate(database);
  });
  afterEach(() => database.tables.destroy());

  const ingest = async (source: IngestSource, request: Partial<IngestRequest> = {}) => {
    const [outcome] = await ingestCharges(
      { sources: [source], month: null, accept: 'whole', ...request },
      { database, now: new Date('2026-11-26T00:00:00Z'), progress: () => {} },
    );
    return outcome!;
  };
  const results = async (...made: readonly MadeDelivery[]) =>
    (await ingest(billingSource(made))).deliveries.map((each) => each.result);

  const billed = async (from: Database = database) =>
    (
      await readCosts(
        {
          from: '2026-01-01T00:00:00Z',
          to: '2027-01-01T00:00:00Z',
          metric: 'BilledCost',
          granularity: 'total',
          groupBy: [],
        },
        from,
      )
    ).map((row) => `${row.amount} ${row.currency}`);

  /** A run in a process of its own; its first line of output. */
  const startChild = (step: string, made: MadeDelivery) => {
    const script = join(repositoryRoot, 'test/flows/ingest-child.ts');
    const child = spawn(process.execPath, [script, address, step, JSON.stringify(made)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return { child, line: once(child.stdout, 'data').then(([data]) => String(data).trim()) };
  };

  /** Rows that are stored, whether in force or not. */
  const stored = async () => {
    const row = await database.tables
      .selectFrom('charge_rows')
      .select(({ fn }) => fn.countAll<string | number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };

  it('a scope once and twice is the same, text and all', async () => {
    expect(await results(FIRST)).toEqual(['ingested']);
    const rows = await database.tables.selectFrom('charges').selectAll().orderBy('x_ChargeKey').execute();
    expect(rows.map((row) => row.ChargeDescription)).toContain(
      'tab\there, line\nbreak, back\\slash, "quoted" of row 2',
    );
    expect(await results(FIRST)).toEqual(['unchanged']);
    expect(await billed()).toEqual(['0.9 USD']);
    expect(await stored()).toBe(9);
  });

  it('a newer version replaces its scope whole and leaves the others', async () => {
    const other = { ...FIRST, scope: '2026-09', costEach: '10' };
    await results(FIRST, other);
    expect(await results(SECOND, other)).toEqual(['ingested', 'unchanged']);
    // 12 charges of 0.2, and 9 of 10.
    expect(await billed()).toEqual(['92.4 USD']);
    expect(await stored()).toBe(21);
  });

  it('another mapping reads the same delivery anew', async () => {
    await ingest(billingSource([FIRST], 1));
    expect((await ingest(billingSource([FIRST], 2))).deliveries.map((each) => each.result)).toEqual(['ingested']);
    expect(await stored()).toBe(9);
  });

  it('fewer days than those in force are refused, again too, unless they are accepted', async () => {
    await results(SECOND);
    expect(await results(FIRST)).toEqual(['refused']);
    expect(await results(FIRST)).toEqual(['refused']);
    expect(await billed()).toEqual(['2.4 USD']);
    expect(await stored()).toBe(12);
    const [refused] = (await listDeliveries(database)).filter((each) => each.state === 'refused');
    expect(refused?.refusal).toMatch(/covers 3 days \(2026-10-01 to 2026-10-03\), the one in force 4/);
    const accepted = await ingest(billingSource([FIRST]), { accept: 'fewer-days' });
    expect(accepted.deliveries.map((each) => each.result)).toEqual(['ingested']);
    expect(await billed()).toEqual(['0.9 USD']);
    expect((await listDeliveries(database)).map((each) => each.state)).toEqual(['current']);
  });

  it('what breaks off, or is not what its manifest says, leaves the old in force and nothing behind', async () => {
    await results(FIRST);
    expect(await results({ ...SECOND, breaksAfter: 2 })).toEqual(['failed']);
    expect(await results({ ...SECOND, rowCount: 13 })).toEqual(['failed']);
    expect(await billed()).toEqual(['0.9 USD']);
    expect(await stored()).toBe(9);
    expect(await results({ ...SECOND, rowCount: 12 })).toEqual(['ingested']);
  });

  it('of two runs at once one loads and the other leaves it alone; both at the end see one version', async () => {
    const large = { ...SECOND, days: Array.from({ length: 28 }, (_, at) => at + 1), each: 200 };
    const child = startChild('nowhere', large);
    const mine = await results(large);
    const [, theirs] = /^done (\w+)$/.exec(await child.line) ?? [];
    const all = [...mine, theirs];
    expect(all.filter((each) => each === 'ingested')).toHaveLength(1);
    expect(all.filter((each) => each === 'busy' || each === 'unchanged')).toHaveLength(1);
    expect(await stored()).toBe(5600);
    expect(await billed()).toEqual(['1120 USD']);
  });

  it('readers see the old version or the new one, never both and never neither', async () => {
    await results({ ...FIRST, each: 300 });
    const seen = new Set<string>();
    const reader = openDatabase(address);
    try {
      let isOver = false;
      const reading = (async () => {
        while (!isOver) {
          seen.add((await billed(reader)).join());
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      })();
      for (let version = 0; version < 6; version += 1) {
        await results({ ...FIRST, each: 300, version: `v${version}`, costEach: version % 2 === 0 ? '0.2' : '0.1' });
      }
      isOver = true;
      await reading;
    } finally {
      await reader.tables.destroy();
    }
    // 900 charges of 0.1 or of 0.2.
    expect([...seen].filter((each) => each !== '90 USD' && each !== '180 USD')).toEqual([]);
  });

  it.each([
    ['admitted', '0.9 USD'],
    ['writing', '0.9 USD'],
    ['loaded', '0.9 USD'],
    ['in-force', '2.4 USD'],
  ] as const)('killed when %s, the next run finds all of one version and cleans up', async (step, expected) => {
    await results(FIRST);
    const { child, line } = startChild(step, SECOND);
    expect(await line).toBe(`at ${step}`);
    // While it lives its scope is its own.
    if (step !== 'in-force') expect(await results(SECOND)).toEqual(['busy']);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await billed()).toEqual([expected]);
    expect(await results(SECOND)).toEqual([step === 'in-force' ? 'unchanged' : 'ingested']);
    expect(await billed()).toEqual(['2.4 USD']);
    expect(await stored()).toBe(12);
    expect((await listDeliveries(database)).map((each) => each.state)).toEqual(['current']);
  });
});
