import { FinopsError, UpstreamError } from '#app/errors.ts';
import { RateLimitedError } from '#app/github/github-error.ts';
import {
  type ClaimedJob,
  claimJob,
  completeJob,
  extendLease,
  type Lease,
  postponeJob,
} from '#app/warehouse/job-queue.ts';
import { Job } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { runJob } from './run-job.ts';

export interface WorkerOptions {
  /** A name that no other worker has. */
  readonly owner: string;
  /** How long a killed worker's job waits for another. */
  readonly leaseMs: number;
  /** How often an idle worker looks for work that another replica stored. */
  readonly pollMs: number;
}

export interface Worker {
  /** Looks for work now. */
  wake(): void;
  /** Waits until the job at hand has ended, and takes no other. */
  stop(): Promise<void>;
}

/** After this long without success a job is given up; GitHub keeps deliveries as long. */
const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;
/** Faults of ours are tried so often: a bug does not go away, a lost connection to the database does. */
const MOST_FAULTS = 5;

/** The lease went to another worker, which does the job from the beginning. */
class LeaseLostError extends Error {}

/** Starts working through the queue, one job at a time. */
export function startWorker(options: WorkerOptions, deps: Omit<JobDeps, 'confirm' | 'attempt'>): Worker {
  /** Until when GitHub wants to hear nothing of an installation. */
  const quietUntil = new Map<number, number>();
  let isStopping = false;
  let wakeUp: () => void = () => {};
  /** Somebody called while nobody slept: the queue may have been read just before the work came. */
  let isCalled = false;
  const done = loop();

  async function loop(): Promise<void> {
    while (!isStopping) {
      const job = await claim();
      if (job) await work(job);
      else await sleep();
    }
  }

  async function claim(): Promise<ClaimedJob | null> {
    try {
      return await claimJob(lease(), deps.database);
    } catch (error) {
      deps.log('error', 'the queue could not be read', { error: String(error) });
      return null;
    }
  }

  function lease(): Lease {
    return { owner: options.owner, now: deps.now().getTime(), leaseMs: options.leaseMs };
  }

  function sleep(): Promise<void> {
    if (isCalled) {
      isCalled = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, options.pollMs);
      wakeUp = () => {
        isCalled = false;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function work(claimed: ClaimedJob): Promise<void> {
    const mine = { owner: options.owner, database: deps.database };
    const heartbeat = setInterval(() => {
      extendLease(claimed.key, { lease: lease(), database: deps.database }).catch(() => {});
    }, options.leaseMs / 3);
    async function confirm(): Promise<void> {
      const holds = await extendLease(claimed.key, { lease: lease(), database: deps.database });
      if (!holds) throw new LeaseLostError(`job ${claimed.key} went to another worker`);
    }
    try {
      const job = Job.parse(claimed.data);
      const quiet = quietUntil.get(job.installation) ?? 0;
      if (quiet > deps.now().getTime()) {
        return await postponeJob({ key: claimed.key, until: quiet, error: 'rate limit' }, mine);
      }
      await runJob(job, { ...deps, confirm, attempt: claimed.attempts });
      await completeJob(claimed, mine);
      deps.metrics.count('finops_jobs_total', { kind: claimed.kind, outcome: 'done' });
      deps.metrics.observe('finops_review_seconds', (deps.now().getTime() - claimed.wantedAt) / 1000);
    } catch (error) {
      await fail(claimed, error).catch((failure: unknown) => {
        // The lease runs out by itself, and the job is done again then.
        deps.log('error', 'a failed job could not be put back', { key: claimed.key, error: String(failure) });
      });
    } finally {
      clearInterval(heartbeat);
    }
  }

  async function fail(claimed: ClaimedJob, error: unknown): Promise<void> {
    if (error instanceof LeaseLostError) return deps.log('warn', error.message);
    const now = deps.now().getTime();
    const mine = { owner: options.owner, database: deps.database };
    const until = retryAt({ claimed, error, now });
    const stack = error instanceof FinopsError ? undefined : (error as Error)?.stack;
    const fields = { key: claimed.key, attempts: claimed.attempts, error: String(error), stack };
    if (until === null) {
      deps.log('error', 'a job was given up', fields);
      deps.metrics.count('finops_jobs_total', { kind: claimed.kind, outcome: 'given-up' });
      return completeJob(claimed, mine);
    }
    if (error instanceof RateLimitedError) {
      const { installation } = Job.parse(claimed.data);
      quietUntil.set(installation, until);
    }
    deps.log('warn', 'a job will be done again', { ...fields, waitMs: until - now });
    deps.metrics.count('finops_jobs_total', { kind: claimed.kind, outcome: 'postponed' });
    await postponeJob({ key: claimed.key, until, error: String(error) }, mine);
  }

  return {
    wake() {
      isCalled = true;
      wakeUp();
    },
    async stop() {
      isStopping = true;
      wakeUp();
      await done;
    },
  };
}

/** When a failed job is done again, milliseconds since 1970; null when it never will. */
function retryAt(failed: {
  readonly claimed: ClaimedJob;
  readonly error: unknown;
  readonly now: number;
}): number | null {
  const { claimed, error, now } = failed;
  if (now - claimed.wantedAt > GIVE_UP_AFTER_MS) return null;
  if (error instanceof RateLimitedError) return now + error.retryAfterMs;
  const backoff = Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** Math.min(20, claimed.attempts));
  if (error instanceof UpstreamError) return error.retryable ? now + backoff : null;
  return claimed.attempts < MOST_FAULTS ? now + backoff : null;
}
