import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JobThreadData, JobThreadMessage } from './job-thread-message.ts';

/** What the thread's counts go into. */
export interface JobMetrics {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  observe(name: string, seconds: number): void;
}

export interface JobThreadDeps {
  readonly log: (level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly metrics: JobMetrics;
}

/** How long a thread that ended by a fault is left alone. */
const RESTART_AFTER_MS = 1_000;

/**
 * Works through the queue in a thread, so that a review never keeps a delivery waiting: GitHub is answered while the
 * next estimate is worked out. A thread that ends by a fault is started again; its jobs are done again after their leases.
 */
export function startJobThread(
  data: JobThreadData,
  { log, metrics }: JobThreadDeps,
): { wake(): void; stop(): Promise<void> } {
  let isStopping = false;
  let thread = start();

  function start(): { readonly worker: Worker; readonly ended: Promise<void> } {
    const worker = new Worker(threadUrl(), { workerData: data });
    worker.on('message', (message: JobThreadMessage) => {
      if (message.kind === 'log') log(message.level, message.message, message.fields);
      else if (message.kind === 'count') metrics.count(message.name, message.labels);
      else metrics.observe(message.name, message.seconds);
    });
    worker.on('error', (error) => log('error', 'the thread of the jobs failed', { error: String(error) }));
    const ended = new Promise<void>((done) => {
      worker.once('exit', () => {
        done();
        setTimeout(restart, isStopping ? 0 : RESTART_AFTER_MS);
      });
    });
    return { worker, ended };
  }

  function restart(): void {
    if (!isStopping) thread = start();
  }

  return {
    wake: () => thread.worker.postMessage('wake'),
    async stop() {
      isStopping = true;
      thread.worker.postMessage('stop');
      await thread.ended;
    },
  };
}

/** Beside this module, as source and in a bundle alike. */
function threadUrl(): URL {
  return new URL(`./job-thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}
