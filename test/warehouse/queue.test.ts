import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstBrokenEntry, nextEntry } from '#app/audit/audit-entry.ts';
import { appendToAudit, readAudit } from '#app/warehouse/audit-store.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import {
  claimJob,
  completeJob,
  extendLease,
  forgetDeliveries,
  knownDeliveries,
  postponeJob,
  queueState,
  receiveDelivery,
  wantJob,
} from '#app/warehouse/job-queue.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { closeOpenCheck, noteOpenCheck, openChecksBefore } from '#app/warehouse/open-checks.ts';
import { type PostgresServer, startPostgres } from '#test/support/postgres.ts';

interface Store {
  open(): Promise<string>;
  close(): Promise<void>;
}

function sqliteStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'finops-queue-'));
  let count = 0;
  return {
    open: async () => `sqlite:${join(folder, `${count++}.db`)}`,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresStore(): Promise<Store> {
  const server: PostgresServer = await startPostgres();
  return { open: () => server.newDatabase(), close: () => server.close() };
}

describe.each([
  ['SQLite', async () => sqliteStore()],
  ['PostgreSQL', postgresStore],
] as const)('the queue on %s', (name, createStore) => {
  let store: Store;
  /** Two replicas, each with its own connections; SQLite has one, which blocks the process while it waits. */
  let one: Database;
  let other: Database;

  beforeAll(async () => {
    store = await createStore();
  });
  afterAll(() => store.close());

  beforeEach(async () => {
    const address = await store.open();
    one = openDatabase(address);
    other = name === 'SQLite' ? one : openDatabase(address);
    await Promise.all([migrate(one), migrate(other)]);
  });
  afterEach(async () => {
    await one.tables.destroy();
    if (other !== one) await other.tables.destroy();
  });

  function job(key: string, data: unknown = key) {
    return { key, kind: 'pull', data };
  }
  function delivery(guid: string, ...keys: readonly string[]) {
    return { guid, event: 'pull_request', action: 'opened', jobs: keys.map((key) => job(key)) };
  }
  const lease = (owner: string, now: number) => ({ owner, now, leaseMs: 100 });

  it('takes a delivery once, whichever replica it comes to, and however often', async () => {
    const attempts = Array.from({ length: 20 }, (_, index) =>
      receiveDelivery({ delivery: delivery('g1', 'a', 'b'), now: index }, index % 2 === 0 ? one : other),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((each) => each === 'accepted')).toHaveLength(1);
    expect((await queueState(one)).jobs).toBe(2);
    expect([...(await knownDeliveries(['g1', 'g2'], other))]).toEqual(['g1']);
  });

  it('gives a job to one worker only', async () => {
    await receiveDelivery({ delivery: delivery('g1', 'a', 'b', 'c'), now: 1 }, one);
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) => claimJob(lease(`w${index}`, 10), index % 2 === 0 ? one : other)),
    );
    const keys = claims.flatMap((each) => each?.key ?? []);
    expect(keys.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('joins what is wanted twice, and does once more what was wanted while it ran', async () => {
    await wantJob({ job: job('a', 1), now: 1 }, one.tables);
    await wantJob({ job: job('a', 2), now: 2 }, other.tables);
    const first = await claimJob(lease('w', 10), one);
    expect(first).toMatchObject({ key: 'a', data: 2, wantedAt: 1 });
    await wantJob({ job: job('a', 3), now: 11 }, other.tables);
    await completeJob(first ?? { key: '', generation: 0 }, { owner: 'w', database: one });
    const second = await claimJob(lease('w', 12), one);
    expect(second).toMatchObject({ key: 'a', data: 3 });
    await completeJob(second ?? { key: '', generation: 0 }, { owner: 'w', database: one });
    expect(await claimJob(lease('w', 13), one)).toBeNull();
    expect(await queueState(one)).toEqual({ jobs: 0, oldest: null });
  });

  it('gives a dead worker’s job to another when its lease ends, and not before', async () => {
    await wantJob({ job: job('a'), now: 1 }, one.tables);
    await claimJob(lease('dead', 10), one);
    expect(await claimJob(lease('w', 109), other)).toBeNull();
    expect(await claimJob(lease('w', 110), other)).toMatchObject({ key: 'a', attempts: 2 });
    expect(await extendLease('a', { lease: lease('dead', 111), database: one })).toBe(false);
    await completeJob({ key: 'a', generation: 1 }, { owner: 'dead', database: one });
    expect((await queueState(one)).jobs).toBe(1);
  });

  it('keeps a job as long as its worker says so', async () => {
    await wantJob({ job: job('a'), now: 1 }, one.tables);
    await claimJob(lease('w', 10), one);
    expect(await extendLease('a', { lease: lease('w', 100), database: one })).toBe(true);
    expect(await claimJob(lease('x', 150), other)).toBeNull();
  });

  it('puts a job back until later, and at once when somebody asks again', async () => {
    await wantJob({ job: job('a'), now: 1 }, one.tables);
    await claimJob(lease('w', 10), one);
    await postponeJob({ key: 'a', until: 1000, error: 'GitHub is down' }, { owner: 'w', database: one });
    expect(await claimJob(lease('w', 999), one)).toBeNull();
    await wantJob({ job: job('a'), now: 500 }, one.tables);
    expect(await claimJob(lease('w', 501), one)).toMatchObject({ key: 'a', attempts: 1 });
  });

  it('takes what waits longest first', async () => {
    for (const [index, key] of ['c', 'a', 'b'].entries()) await wantJob({ job: job(key), now: index }, one.tables);
    const keys: string[] = [];
    for (let claimed = await claimJob(lease('w', 10), one); claimed; claimed = await claimJob(lease('w', 10), one)) {
      keys.push(claimed.key);
    }
    expect(keys).toEqual(['c', 'a', 'b']);
  });

  it('forgets old deliveries', async () => {
    await receiveDelivery({ delivery: delivery('old'), now: 1 }, one);
    await receiveDelivery({ delivery: delivery('new'), now: 100 }, one);
    expect(await forgetDeliveries(50, one)).toBe(1);
    expect([...(await knownDeliveries(['old', 'new'], one))]).toEqual(['new']);
  });

  it('chains the audit log without a gap or a branch, from several replicas at once', async () => {
    const append = (key: string, database: Database) =>
      appendToAudit(
        {
          key,
          make(previous) {
            const record = { actor: 'finops', action: 'verdict', subject: key, details: {} };
            const entry = nextEntry({ record, recordedAt: '2026-11-25T00:00:00Z' }, previous);
            return {
              sequence: entry.sequence,
              recorded_at: entry.recordedAt,
              record: JSON.stringify(entry.record),
              previous_hash: entry.previousHash,
              hash: entry.hash,
            };
          },
        },
        database,
      );
    const keys = Array.from({ length: 20 }, (_, index) => `k${index % 15}`);
    await Promise.all(keys.map((key, index) => append(key, index % 2 === 0 ? one : other)));
    const rows = await readAudit({ after: 0, limit: 100 }, one);
    const entries = rows.map((row) => ({
      sequence: row.sequence,
      recordedAt: row.recorded_at,
      record: JSON.parse(row.record),
      previousHash: row.previous_hash,
      hash: row.hash,
    }));
    expect(entries.map((each) => each.sequence)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(firstBrokenEntry(entries)).toBeNull();
    const [, second] = entries;
    const forged = second && { ...second, record: { ...second.record, actor: 'mallory' } };
    expect(firstBrokenEntry(entries.map((each) => (each === second && forged ? forged : each)))).toBe(2);
    expect(firstBrokenEntry(entries.filter((each) => each.sequence !== 7))).toBe(8);
  });

  it('notes checks that were begun until they are concluded', async () => {
    await noteOpenCheck({ key: 'a', data: { sha: '1' }, begunAt: 10 }, one);
    await noteOpenCheck({ key: 'b', data: { sha: '2' }, begunAt: 20 }, one);
    expect((await openChecksBefore(15, other)).map((each) => each.key)).toEqual(['a']);
    await closeOpenCheck('a', other);
    expect((await openChecksBefore(100, one)).map((each) => each.key)).toEqual(['b']);
  });
});
