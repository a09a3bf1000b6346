import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchDeadline } from '#app/policy/cpu-deadline.ts';

/** A thread that gets this share of a core, by the faked clock. */
function threadWith(share: number) {
  const began = Date.now();
  return { cpuUsage: async () => ({ user: (Date.now() - began) * 1000 * share, system: 0 }) };
}

async function endsAfter(thread: Parameters<typeof watchDeadline>[0]): Promise<number> {
  const began = Date.now();
  let late = 0;
  watchDeadline(thread, { timeoutMs: 1000, onLate: () => (late = Date.now() - began) });
  for (let ms = 0; ms < 20_000 && late === 0; ms += 10) await vi.advanceTimersByTimeAsync(10);
  return late;
}

describe('the deadline of a policy', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it.each([
    ['on a machine that is free, its time', 1, 1000],
    ['on one that gives it a quarter, four times that', 0.25, 4000],
    ['on one that gives it next to nothing, ten times that', 0.01, 10_000],
  ])('is %s', async (_, share, expected) => {
    const after = await endsAfter(threadWith(share));
    expect(after).toBeGreaterThan(expected * 0.98);
    expect(after).toBeLessThan(expected * 1.1);
  });

  it('ends a thread that never says how long it worked', async () => {
    expect(await endsAfter({ cpuUsage: () => new Promise(() => undefined) })).toBeLessThanOrEqual(2010);
  });

  it('ends a thread of which nothing is known', async () => {
    expect(await endsAfter({ cpuUsage: () => Promise.reject(new Error('ended')) })).toBeLessThanOrEqual(1010);
  });

  it('is called off', async () => {
    const onLate = vi.fn();
    const stop = watchDeadline(threadWith(1), { timeoutMs: 1000, onLate });
    await vi.advanceTimersByTimeAsync(900);
    stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(onLate).not.toHaveBeenCalled();
  });
});
