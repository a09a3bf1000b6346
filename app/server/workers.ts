import { randomUUID } from 'node:crypto';
import type { JobDeps } from './job-deps.ts';
import { startWorker } from './worker.ts';

/** What works through the queue, in this thread or elsewhere. */
export interface Workers {
  /** There is work. */
  wake(): void;
  /** Takes no more jobs, and waits until those at hand have ended. */
  stop(): Promise<void>;
}

export interface WorkersOptions {
  /** How many jobs run at once. */
  readonly workers: number;
  readonly leaseMs: number;
  readonly pollMs: number;
}

/** Starts working through the queue in this thread. */
export function startWorkers(options: WorkersOptions, deps: Omit<JobDeps, 'confirm' | 'attempt'>): Workers {
  const { leaseMs, pollMs } = options;
  const workers = Array.from({ length: options.workers }, () =>
    startWorker({ owner: randomUUID(), leaseMs, pollMs }, deps),
  );
  return {
    wake() {
      for (const each of workers) each.wake();
    },
    async stop() {
      await Promise.all(workers.map((each) => each.stop()));
    },
  };
}
