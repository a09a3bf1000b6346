import { PolicyError } from '#app/errors.ts';
import { startEngine } from './engine.ts';
import { evaluateCustom } from './evaluate-custom.ts';
import { hostBuiltins } from './host-builtins.ts';
import { loadOpaModule } from './opa-module.ts';
import type { PolicyJob, WasmJob } from './policy-job.ts';
import { compileWasm } from './web-assembly.ts';

/** Does one job in this thread. @throws PolicyError when it cannot be judged. */
export function runPolicyJob(job: PolicyJob): unknown {
  switch (job.kind) {
    case 'wasm':
      return evaluateWasm(job);
    case 'custom':
      return evaluateCustom(job);
    case 'engine':
      return startEngine(job.engine).ask(job.request);
  }
}

function evaluateWasm(job: WasmJob): unknown {
  const engine = job.engine ? startEngine(job.engine) : null;
  const builtins = hostBuiltins(job.nowNs, engine);
  const module = loadOpaModule(compileWasm(job.wasm), { builtins, maximumPages: job.maximumPages }, job.data);
  const [result] = module.evaluate(job.entrypoint, job.input) as readonly { readonly result?: unknown }[];
  if (result?.result === undefined) throw new PolicyError(`the policy gives nothing for ${job.entrypoint}`);
  return result.result;
}
