import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AuditEntry } from '#app/audit/audit-entry.ts';
import { mayOverride } from '#app/github/overrides.ts';
import {
  createServer,
  type JobPorts,
  type RunningServer,
  type ServerOptions,
  type ServerPorts,
} from '#app/server/create-server.ts';
import { readAudit } from '#app/warehouse/audit-store.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { queueState } from '#app/warehouse/job-queue.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { type DoubleApp, type GitHubDouble, startGitHub } from './github-double.ts';
import type { RepositoryDouble } from './repository-double.ts';
import type { Installation, Permissions } from './state.ts';
import { stubReview } from './stub-review.ts';

export const SECRET = 'a secret that only GitHub and the App know';

/** The App's manifest, as GitHub reads it. */
export interface Manifest {
  readonly default_permissions: Permissions;
  readonly default_events: readonly string[];
}

export function readManifest(): Manifest {
  return parse(readFileSync(join(repositoryRoot, 'app.yml'), 'utf8')) as Manifest;
}

type Ports = JobPorts & Omit<ServerPorts, 'jobs'>;

/** A GitHub, a repository in which alice writes and bob leads, and the App, installed with its manifest. */
export interface AppFixture {
  readonly github: GitHubDouble;
  readonly app: DoubleApp;
  readonly installation: Installation;
  readonly repository: RepositoryDouble;
  readonly options: ServerOptions;
  readonly log: string[];
  server: RunningServer;
  readonly database: Database;
  /** Waits until nothing is under way: no webhook, no job. */
  settled(): Promise<void>;
  /** Starts another server on the same database, with other ports. */
  start(changes?: Partial<Ports> & { readonly options?: Partial<ServerOptions> }): Promise<RunningServer>;
  /** `actor action subject` of every entry of the audit log. */
  audit(): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
}

export async function startApp(
  changes: Partial<Ports> & { readonly options?: Partial<ServerOptions>; readonly databaseUrl?: string } = {},
): Promise<AppFixture> {
  const github = await startGitHub();
  const manifest = readManifest();
  const app = github.createApp({
    slug: 'finops-gate',
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  });
  const repository = github.createRepository('acme/infra', { files: { 'README.md': 'hello\n' } });
  github.createTeam('acme', 'platform-leads', ['bob']);
  for (const login of ['alice', 'bob']) repository.grant(login, 'write');
  const folder = mkdtempSync(join(tmpdir(), 'finops-server-'));
  const log: string[] = [];
  const options: ServerOptions = {
    app: { appId: app.app.id, privateKey: app.privateKey, webhookSecret: SECRET, baseUrl: `${github.url}/api/v3` },
    databaseUrl: changes.databaseUrl ?? `sqlite:${join(folder, 'finops.db')}`,
    host: '127.0.0.1',
    port: 0,
    workers: 1,
    leaseMs: 5_000,
    pollMs: 50,
    reapAfterMs: 60_000,
    upkeepMs: 3_600_000,
    longestWaitMs: 0,
    ...changes.options,
  };
  const ports: Ports = {
    review: stubReview,
    explain: async ({ address }) => (address === 'cost.txt' ? 'It is a number.' : null),
    mayOverride: (request, deps) => {
      return mayOverride({ ...request, rights: { teams: ['platform-leads'], owners: [] } }, request.login, deps);
    },
    now: () => new Date(),
    log: (level, message, fields) => void log.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
  };
  const { options: _options, databaseUrl: _databaseUrl, ...changedPorts } = changes;
  const server = await createServer(options, serverPorts({ ...ports, ...changedPorts }));
  github.deliverTo(app.app, { url: `${server.url}/api/github/webhooks`, secret: SECRET });
  const fixture: AppFixture = {
    github,
    app,
    repository,
    options,
    log,
    installation: github.install(app.app, 'acme'),
    server,
    database: openDatabase(options.databaseUrl),
    async settled() {
      await waitFor(async () => {
        await github.deliveries.settled();
        return (await queueState(fixture.database)).jobs === 0;
      });
    },
    async start({ options: changedOptions, ...others } = {}) {
      const server = await createServer(
        { ...options, ...changedOptions },
        serverPorts({ ...ports, ...changedPorts, ...others }),
      );
      github.deliverTo(app.app, { url: `${server.url}/api/github/webhooks`, secret: SECRET });
      return server;
    },
    async audit() {
      const rows = await readAudit({ after: 0, limit: 10_000 }, fixture.database);
      return rows.map((row) => ({
        sequence: row.sequence,
        recordedAt: row.recorded_at,
        record: JSON.parse(row.record),
        previousHash: row.previous_hash,
        hash: row.hash,
      }));
    },
    async close() {
      await fixture.server.close();
      await fixture.database.tables.destroy();
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  // Without workers nothing is ever done.
  if (options.workers > 0) await fixture.settled();
  else await github.deliveries.settled();
  return fixture;
}

function serverPorts({ review, explain, mayOverride, ...others }: Ports): ServerPorts {
  return { ...others, jobs: { review, explain, mayOverride } };
}

/** Waits until something is so, half a minute at most. */
export async function waitFor(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('waited for half a minute');
    await new Promise((done) => setTimeout(done, 20));
  }
}
