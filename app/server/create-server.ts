import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, UpstreamError } from '#app/errors.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { forgetDeliveries } from '#app/warehouse/job-queue.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { type AppCredentials, createAppClient } from './app-client.ts';
import { answer, answerProblem } from './http-answer.ts';
import type { Log } from './job-deps.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { answerHealth, answerMetrics, type MoreHealth } from './probes.ts';
import { reapChecks } from './reap-checks.ts';
import { recoverDeliveries } from './recover-deliveries.ts';
import type { Explain, MayOverride, Review } from './review-port.ts';
import { answerWebhook } from './webhook-route.ts';
import { startWorkers, type Workers } from './workers.ts';

export interface ServerOptions {
  readonly app: AppCredentials;
  /** `postgres://…` or `sqlite:PATH`. */
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** How many jobs run at once in this process. */
  readonly workers: number;
  readonly leaseMs: number;
  readonly pollMs: number;
  /** A check run that is in progress for longer is judged again. */
  readonly reapAfterMs: number;
  /** How often lost deliveries and unfinished checks are looked for. */
  readonly upkeepMs: number;
  /** The longest wait inside one call to GitHub; what takes longer goes back into the queue. */
  readonly longestWaitMs: number;
}

/** What the jobs need beside GitHub and the queue. */
export interface JobPorts {
  readonly review: Review;
  readonly explain: Explain;
  readonly mayOverride: MayOverride;
}

/** Works through the queue elsewhere, and counts what happens there into these metrics. */
export type WorkElsewhere = (metrics: Metrics) => Workers;

export interface ServerPorts {
  /** The jobs are done in this thread, where a long one keeps deliveries waiting, or elsewhere. */
  readonly jobs: JobPorts | WorkElsewhere;
  readonly now: () => Date;
  readonly log: Log;
  /** Other routes, tried before ours answers 404; true when it has answered. */
  readonly route?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  readonly health?: MoreHealth;
}

export interface RunningServer {
  readonly url: string;
  /** Looks for lost deliveries and unfinished checks now. */
  upkeep(): Promise<{ readonly recovered: number; readonly reaped: number }>;
  /** Stops taking requests, ends the jobs at hand, and closes the database. */
  close(): Promise<void>;
}

const THREE_DAYS_MS = 3 * 24 * 3_600_000;

/**
 * The GitHub App, its queue and its probes, listening.
 * @throws ConfigError when the port cannot be opened, UpstreamError when the database does not answer.
 */
export async function createServer(options: ServerOptions, ports: ServerPorts): Promise<RunningServer> {
  const database = openDatabase(options.databaseUrl);
  await openTables(database);
  const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
  const app = createAppClient(options.app, { attempts: 4, longestWaitMs: options.longestWaitMs, wait });
  const metrics = createMetrics();
  const { jobs, now, log } = ports;
  const deps = { app, database, metrics, now, log };
  const workers = typeof jobs === 'function' ? jobs(metrics) : startWorkers(options, { ...deps, ...jobs });

  async function upkeep(): Promise<{ readonly recovered: number; readonly reaped: number }> {
    const time = deps.now().getTime();
    const reaped = await reapChecks({ afterMs: options.reapAfterMs }, deps);
    // Kept twice as long as GitHub can send one again.
    await forgetDeliveries(time - 2 * THREE_DAYS_MS, database);
    if (reaped > 0) workers.wake();
    return { reaped, recovered: await recoverDeliveries({ since: new Date(time - THREE_DAYS_MS) }, deps) };
  }

  const timer = setInterval(() => {
    upkeep().catch((error: unknown) => deps.log('warn', 'upkeep failed', { error: String(error) }));
  }, options.upkeepMs);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0];
    const route = `${request.method} ${path}`;
    if (route === 'POST /api/github/webhooks')
      return answerWebhook({ request, response }, { ...deps, wake: workers.wake });
    if (route === 'GET /healthz') return answer(response, { status: 200, body: { status: 'ok' } });
    if (route === 'GET /readyz' || route === 'GET /health')
      return answerHealth({ response, more: path === '/health' ? ports.health : undefined }, deps);
    if (route === 'GET /metrics') return answerMetrics(response, deps);
    if (await ports.route?.(request, response)) return;
    answerProblem(response, { status: 404, title: 'There is nothing here' });
  }

  const server = createHttpServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      deps.log('error', 'a request failed', { error: String(error), stack: (error as Error)?.stack });
      if (!response.headersSent) answerProblem(response, { status: 500, title: 'A fault of ours' });
      else response.destroy();
    });
  });
  try {
    await listen(server, options);
  } catch (error) {
    clearInterval(timer);
    await workers.stop();
    await database.tables.destroy();
    throw error;
  }
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${options.host}:${port}`,
    upkeep,
    async close() {
      clearInterval(timer);
      server.closeIdleConnections();
      await new Promise((done) => server.close(done));
      await workers.stop();
      await database.tables.destroy();
    },
  };
}

async function openTables(database: Database): Promise<void> {
  try {
    await migrate(database);
  } catch (cause) {
    await database.tables.destroy();
    const remedy = 'check FINOPS_DATABASE_URL, and that the database runs and may be written';
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new UpstreamError(`the database cannot be opened: ${text}`, { cause, remedy });
  }
}

function listen(server: Server, { port, host }: Pick<ServerOptions, 'port' | 'host'>): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const what = `port ${port} of ${host} cannot be opened: ${cause.code ?? cause.message}`;
      failed(new ConfigError(what, { cause, remedy: 'set PORT and HOST to what is free here' }));
    });
    server.listen(port, host, done);
  });
}
