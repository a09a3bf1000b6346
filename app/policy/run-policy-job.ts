import { PolicyError } from '#app/errors.ts';
import { type PolicyEngine, startEngine } from './engine.ts';
import { evaluateCustom } from './evaluate-custom.ts';
import { hostBuiltins } from './host-builtins.ts';
import { loadOpaModule } from './opa-module.ts';
import type { PolicyJob, WasmJob } from './policy-job.ts';
import { tierWasmFor } from './wasm-tiers.ts';
import { compileWasm } from './web-assembly.ts';

/**
 * Does one job in this thread; `onStart` is called when the engine stands and the policies' own time begins.
 * @throws PolicyError when it cannot be judged.
 */
export function runPolicyJob(job: PolicyJob, onStart: () => void): unknown {
  tierWasmFor(job.kind === 'engine' ? JSON.stringify(job.request).length : job.input.length);
  const engine = job.engine ? startEngine(job.engine) : null;
  onStart();
  if (job.kind === 'wasm') return evaluateWasm(job, engine);
  if (!engine) throw new PolicyError('custom policies need the engine');
  return job.kind === 'custom' ? evaluateCustom(job, engine) : engine.ask(job.request);
}

function evaluateWasm(job: WasmJob, engine: PolicyEngine | null): unknown {
  const builtins = hostBuiltins(job.nowNs, engine);
  const limits = { maximumPages: job.maximumPages, inputLength: job.input.length };
  const module = loadOpaModule(compileWasm(job.wasm), { builtins, ...limits }, job.data);
  const [result] = module.evaluate(job.entrypoint, job.input) as readonly { readonly result?: unknown }[];
  if (result?.result === undefined) throw new PolicyError(`the policy gives nothing for ${job.entrypoint}`);
  return result.result;
}
