/** The thread in which policies are compiled and evaluated; whoever started it ends it when its time is over. */
import { parentPort, workerData } from 'node:worker_threads';
import { PolicyError } from '#app/errors.ts';
import { EngineFailure } from './engine.ts';
import type { PolicyJob, WorkerAnswer, WorkerMessage } from './policy-job.ts';
import { runPolicyJob } from './run-policy-job.ts';

function answerOf(job: PolicyJob): WorkerAnswer {
  try {
    return { ok: true, value: runPolicyJob(job, () => say({ started: true })) };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'the policy worker failed';
    return {
      ok: false,
      message,
      ...(error instanceof EngineFailure ? { faults: error.faults } : {}),
      ...(error instanceof PolicyError && error.place ? { place: error.place } : {}),
      ...(error instanceof PolicyError && error.remedy ? { remedy: error.remedy } : {}),
    };
  }
}

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

say(answerOf(workerData as PolicyJob));
