import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  claimExecution,
  journalOf,
  type LedgerDeps,
  readLedger,
  yieldExecution,
} from '#app/flows/remediation-ledger.ts';
import { planDigest } from '#app/remediation/read-plan.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { type PostgresServer, startPostgres } from '#test/support/postgres.ts';
import { ACCOUNT, volumePlan } from './plan-builder.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres.close());

const HOUR_MS = 3_600_000;

function plan(id: string) {
  const made = volumePlan({ target: { provider: 'aws', account: ACCOUNT, region: 'us-east-1', id } });
  return { ...made, digest: planDigest(made) };
}

describe.each(['sqlite', 'postgres'])('the ledger in %s', (kind) => {
  async function ledger() {
    const database = openDatabase(kind === 'sqlite' ? 'sqlite::memory:' : await postgres.newDatabase());
    await migrate(database);
    const clock = { now: Date.parse('2026-11-25T12:00:00Z') };
    const deps: LedgerDeps = { database, actor: 'finops', now: () => new Date(clock.now) };
    return { deps, clock, close: () => database.tables.destroy() };
  }

  const one = plan('vol-0123456789abcdef0');
  const two = plan('vol-0000000000000000a');

  it('lets exactly one of many runs at once begin a plan, and exactly one plan at a time', async () => {
    const { deps, close } = await ledger();
    const claims = [one, one, one, two, two].map((each) => claimExecution(each, {}, deps));
    const settled = await Promise.allSettled(claims);
    const begun = settled.filter((each) => each.status === 'fulfilled');
    expect(begun.length).toBeLessThanOrEqual(1);
    const open = new Map<string, number>();
    for (const { event, digest } of await readLedger(deps)) {
      const step = event === 'started' ? 1 : event === 'yielded' ? -1 : 0;
      open.set(digest, (open.get(digest) ?? 0) + step);
    }
    expect([...open.values()].reduce((sum, each) => sum + each, 0)).toBe(begun.length);
    await close();
  }, 60_000);

  it('knows where a run was ended, and what it had done', async () => {
    const { deps, clock, close } = await ledger();
    const claim = await claimExecution(one, {}, deps);
    expect(claim).toMatchObject({ isResumed: false, recentExecutions: 0 });
    const journal = journalOf(one, claim, deps);
    await journal.write({ event: 'step.begun', step: 'snapshot', details: {} });
    await journal.write({ event: 'step.done', step: 'snapshot', details: { 'output.snapshotId': 'snap-1' } });
    await expect(claimExecution(one, {}, deps)).rejects.toThrow('is being executed');
    clock.now += 3 * HOUR_MS;
    const again = await claimExecution(one, {}, deps);
    expect(again.isResumed).toBe(true);
    expect(again.done).toEqual(new Map([['snapshot', { snapshotId: 'snap-1' }]]));
    await journalOf(one, again, deps).write({ event: 'finished', step: null, details: {} });
    await expect(claimExecution(one, {}, deps)).rejects.toThrow('was executed before: finished');
    expect((await claimExecution(two, {}, deps)).recentExecutions).toBe(1);
    await close();
  });

  it('takes a claim back that a rail stopped, and gives it again', async () => {
    const { deps, close } = await ledger();
    await claimExecution(one, {}, deps);
    await yieldExecution(one, { reason: 'frozen' }, deps);
    expect((await claimExecution(one, {}, deps)).isResumed).toBe(false);
    await close();
  });
});
