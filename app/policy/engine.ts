import { brotliDecompressSync } from 'node:zlib';
import { PolicyError } from '#app/errors.ts';
import type { EngineFault, EngineRequest, EngineResults } from './engine-protocol.ts';
import { explainFault } from './explain-fault.ts';
import { startGoProgram } from './go-runtime.ts';
import { compileWasm } from './web-assembly.ts';

/** OPA's own compiler and evaluator, in this thread. Start it in a worker: it can be asked for endless work. */
export interface PolicyEngine {
  /** @throws EngineFailure with OPA's faults. */
  ask<T extends EngineRequest>(request: T): EngineResults[T['op']];
}

/** OPA refused: the faults are its own, each with its place. */
export class EngineFailure extends PolicyError {
  readonly faults: readonly EngineFault[];

  constructor(faults: readonly EngineFault[]) {
    const [first] = faults;
    const { message, remedy } = first ? explainFault(first) : REASONLESS;
    super(message, {
      place: first?.file === undefined ? undefined : { file: first.file, ...placeOf(first) },
      remedy: remedy ?? undefined,
    });
    this.faults = faults;
  }
}

const REASONLESS = { message: 'the policy engine refused without a reason', remedy: null };

/** Starts the engine from its compressed bytes (policies/engine/engine.wasm.br). @throws PolicyError when it cannot. */
export function startEngine(compressed: Uint8Array): PolicyEngine {
  const program = startGoProgram(compileWasm(brotliDecompressSync(compressed)));
  return {
    ask(request) {
      const answer = JSON.parse(program.answer(JSON.stringify(request))) as {
        readonly errors?: readonly EngineFault[];
        readonly result?: EngineResults[(typeof request)['op']];
      };
      if (answer.errors || answer.result === undefined) throw new EngineFailure(answer.errors ?? []);
      return answer.result;
    },
  };
}

function placeOf(fault: EngineFault): { readonly line?: number; readonly column?: number } {
  if (fault.row === undefined || fault.row < 1) return {};
  return { line: fault.row, ...(fault.col === undefined ? {} : { column: fault.col }) };
}
