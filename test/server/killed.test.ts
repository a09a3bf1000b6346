import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBrokenEntry } from '#app/audit/audit-entry.ts';
import { readAudit } from '#app/warehouse/audit-store.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { queueState } from '#app/warehouse/job-queue.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { readManifest, SECRET, waitFor } from '#test/support/github/app-fixture.ts';
import { type AppProcess, createAppProcess } from '#test/support/github/app-process.ts';
import { type DoubleApp, type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

let folder: string;
let github: GitHubDouble;
let app: DoubleApp;
let repository: RepositoryDouble;
let process_: AppProcess;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'finops-killed-'));
  process_ = createAppProcess();
  github = await startGitHub();
  const manifest = readManifest();
  app = github.createApp({
    slug: 'finops-gate',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  });
  repository = github.createRepository('acme/infra');
  repository.grant('alice', 'write');
  database = openDatabase(`sqlite:${join(folder, 'finops.db')}`);
  await migrate(database);
});

afterEach(async () => {
  process_.close();
  await database.tables.destroy();
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const url = await process_.start({
    app: { appId: app.app.id, privateKey: app.privateKey, webhookSecret: SECRET, baseUrl: `${github.url}/api/v3` },
    databaseUrl: `sqlite:${join(folder, 'finops.db')}`,
    host: '127.0.0.1',
    port: 0,
    workers: 1,
    leaseMs: 300,
    pollMs: 25,
    reapAfterMs: 1_500,
    upkeepMs: 3_600_000,
    longestWaitMs: 0,
  });
  github.deliverTo(app.app, { url: `${url}/api/github/webhooks`, secret: SECRET });
}

/** Everything arrived, nothing waits, no check is open. */
async function isAtRest(): Promise<boolean> {
  await github.deliveries.settled();
  const arrived = new Set(github.deliveries.all.filter((each) => each.statusCode === 202).map((each) => each.guid));
  if (github.deliveries.all.some((each) => !arrived.has(each.guid))) return false;
  if ((await queueState(database)).jobs > 0) return false;
  return [...repository.repository.checks.values()].every((each) => each.status === 'completed');
}

describe('the App, killed at every step of a review', () => {
  it('ends with one check, one comment and the right audit trail', { timeout: 180_000 }, async () => {
    await start();
    github.install(app.app, 'acme');
    let steps = 0;
    for (let step = 0, reached = true; reached; step++) {
      reached = await proposeAndKill(step);
      if (process_.isDead) await start();
      await waitFor(isAtRest);
      const { head, number } = repository.pull(step + 1);
      const checks = repository.checks(head.sha);
      // GitHub shows the newest run of a name as the check; a review that was done twice has an older one behind it.
      const seen = new Set(checks.map((each) => `${each.status} ${each.conclusion}`));
      expect({ step, seen: [...seen] }).toEqual({ step, seen: ['completed action_required'] });
      expect(checks.at(-1)?.annotations).toHaveLength(1);
      expect(repository.comments(number)).toHaveLength(1);
      expect([...repository.pull(number).labels]).toEqual(['finops:needs-decision']);
      if (reached) steps++;
    }
    expect(steps).toBeGreaterThan(10);
    const entries = (await readAudit({ after: 0, limit: 1000 }, database)).map((row) => ({
      sequence: row.sequence,
      recordedAt: row.recorded_at,
      record: JSON.parse(row.record),
      previousHash: row.previous_hash,
      hash: row.hash,
    }));
    expect(firstBrokenEntry(entries)).toBeNull();
    const verdicts = entries.filter(({ record }) => record.action === 'verdict').map(({ record }) => record.subject);
    expect(verdicts.toSorted()).toEqual([...new Set(verdicts)].toSorted());
    expect(verdicts).toHaveLength(repository.repository.pulls.size);
    github.verify();
  });
});

/**
 * Opens a pull request, and kills the App at a step of its review: before GitHub answers a question, before and after
 * it does what it was told to. Step 0 is the webhook itself. False when the review had fewer steps.
 */
async function proposeAndKill(step: number): Promise<boolean> {
  let steps = 0;
  if (step === 0) process_.kill();
  github.watch((moment, { method, path }) => {
    if (path.startsWith('/app') || (moment === 'after' && method === 'GET')) return;
    steps++;
    if (steps === step) process_.kill();
  });
  repository.push(`feature-${step}`, { 'cost.txt': `${500 + step}` }, { by: 'alice', from: 'main' });
  repository.openPull({ head: `feature-${step}`, by: 'alice' });
  await waitFor(async () => process_.isDead || (await isAtRest()));
  github.watch(null);
  return process_.isDead;
}
