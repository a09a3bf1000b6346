import type { PolicyAssets } from './assets.ts';
import type { EngineRequest, EngineResults } from './engine-protocol.ts';
import { runInWorker } from './run-in-worker.ts';

export interface ToolingDeps {
  readonly assets: PolicyAssets;
  readonly timeoutMs: number;
}

/** One request to the engine, in a thread of its own. @throws EngineFailure with OPA's faults; PolicyError when late. */
export async function askEngine<T extends EngineRequest>(
  request: T,
  deps: ToolingDeps,
): Promise<EngineResults[T['op']]> {
  const job = { kind: 'engine', engine: deps.assets.engine(), request } as const;
  return (await runInWorker(job, { timeoutMs: deps.timeoutMs })) as EngineResults[T['op']];
}
