import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PolicyError } from '#app/errors.ts';
import { watchDeadline } from './cpu-deadline.ts';
import { EngineFailure } from './engine.ts';
import type { PolicyJob, PolicyJobResults, WorkerAnswer, WorkerMessage } from './policy-job.ts';

/**
 * Does a job in a thread of its own, which is ended when the job is done or it has worked for `timeoutMs` since it was
 * ready.
 * @throws PolicyError when it fails, ends without an answer, or takes too long; EngineFailure with OPA's faults.
 */
export async function runInWorker<T extends PolicyJob>(
  job: T,
  limits: { readonly timeoutMs: number },
): Promise<PolicyJobResults[T['kind']]> {
  const worker = new Worker(workerUrl(), {
    workerData: job,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  try {
    const answer = await answerWithin(worker, limits.timeoutMs);
    if (answer.ok) return answer.value as PolicyJobResults[T['kind']];
    if (answer.faults) throw new EngineFailure(answer.faults);
    throw new PolicyError(answer.message, { place: answer.place, remedy: answer.remedy });
  } finally {
    await worker.terminate();
  }
}

/** Beside this module, as source and in a bundle alike. */
function workerUrl(): URL {
  return new URL(`./policy-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}

/** The engine takes a second to start on a slow machine, and much longer on none. */
const START_MS = 60_000;

function answerWithin(worker: Worker, timeoutMs: number): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    const late = (ms: number): (() => void) => {
      const remedy = 'look for a rule that compares everything with everything, or raise policies.timeoutMs';
      return () => reject(new PolicyError(`the policies did not end within ${ms} ms`, { remedy }));
    };
    const start = setTimeout(late(START_MS), START_MS);
    let stop = (): void => clearTimeout(start);
    worker.on('message', (message: WorkerMessage) => {
      stop();
      if ('started' in message) stop = watchDeadline(worker, { timeoutMs, onLate: late(timeoutMs) });
      else resolve(message);
    });
    worker.once('error', (cause) => {
      stop();
      reject(new PolicyError(`the policies ended with a fault: ${cause.message}`, { cause }));
    });
    worker.once('exit', () => {
      stop();
      reject(new PolicyError('the policies ended without an answer'));
    });
  });
}
