/** A thread that says how long it has worked, in microseconds: a `Worker` of node:worker_threads. */
export interface WorkingThread {
  cpuUsage(): Promise<{ readonly user: number; readonly system: number }>;
}

export interface DeadlineRequest {
  /** Milliseconds of work, and where the machine is free of the clock. */
  readonly timeoutMs: number;
  readonly onLate: () => void;
}

/** A thread that got less than a tenth of a core is ended all the same. */
const MOST_WAITING = 10;
const LEAST_STEP_MS = 20;

/**
 * Calls `onLate` once the thread has worked for `timeoutMs` since this call, so that a verdict does not depend on what
 * else the machine does; at the latest after ten times as long, or when the thread does not say within `timeoutMs` how
 * long it worked. Gives the function that calls it off. https://nodejs.org/api/worker_threads.html#workercpuusageprev
 * (read 2026-11-26).
 */
export function watchDeadline(thread: WorkingThread, { timeoutMs, onLate }: DeadlineRequest): () => void {
  let timer: NodeJS.Timeout;
  let isOver = false;
  let waitedMs = 0;
  const began = workedMs(thread);
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const late = (): void => {
    if (isOver) return;
    end();
    onLate();
  };
  const check = async (): Promise<void> => {
    timer = setTimeout(late, timeoutMs);
    const used = difference(await workedMs(thread), await began);
    if (isOver) return;
    clearTimeout(timer);
    // What a thread that has ended used is not known; its own events report it.
    const leftMs = Math.min(timeoutMs - (used ?? timeoutMs), MOST_WAITING * timeoutMs - waitedMs);
    if (leftMs <= 0) late();
    else wait(Math.max(leftMs, LEAST_STEP_MS));
  };
  const wait = (ms: number): void => {
    waitedMs += ms;
    timer = setTimeout(() => void check(), ms);
  };
  wait(timeoutMs);
  return end;
}

/** Null where the thread no longer runs. */
async function workedMs(thread: WorkingThread): Promise<number | null> {
  const usage = await thread.cpuUsage().catch(() => null);
  return usage === null ? null : (usage.user + usage.system) / 1000;
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}
