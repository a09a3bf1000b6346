import type { ServerResponse } from 'node:http';
import { queueState } from '#app/warehouse/job-queue.ts';
import { pingDatabase } from '#app/warehouse/ping-database.ts';
import { answer } from './http-answer.ts';
import type { JobDeps } from './job-deps.ts';

/** More findings for `/health`: name to `ok` or what is wrong. */
export type MoreHealth = () => Promise<Readonly<Record<string, string>>>;

/** Answers 200 when the database and everything else is well, 503 with what is not. */
export async function answerHealth(
  { response, more }: { readonly response: ServerResponse; readonly more?: MoreHealth | undefined },
  deps: Pick<JobDeps, 'database' | 'log'>,
): Promise<void> {
  const findings = { database: await databaseHealth(deps), ...(more ? await more() : {}) };
  const isWell = Object.values(findings).every((each) => each === 'ok');
  answer(response, { status: isWell ? 200 : 503, body: { status: isWell ? 'ok' : 'failing', ...findings } });
}

async function databaseHealth({ database, log }: Pick<JobDeps, 'database' | 'log'>): Promise<string> {
  try {
    await pingDatabase(database);
    return 'ok';
  } catch (error) {
    log('error', 'the database does not answer', { error: String(error) });
    return 'does not answer';
  }
}

/** Answers with the counters, and how long the queue is now. */
export async function answerMetrics(
  response: ServerResponse,
  { database, metrics, now }: Pick<JobDeps, 'database' | 'metrics' | 'now'>,
): Promise<void> {
  const { jobs, oldest } = await queueState(database);
  const age = oldest === null ? 0 : (now().getTime() - oldest) / 1000;
  const gauges = { finops_queue_jobs: jobs, finops_queue_oldest_seconds: age };
  answer(response, { status: 200, body: metrics.text(gauges), type: 'text/plain; version=0.0.4' });
}
