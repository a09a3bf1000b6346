import { randomFillSync } from 'node:crypto';
import { PolicyError } from '#app/errors.ts';
import { importedNames, instantiateWasm, type WasmMemory, type WasmModule } from './web-assembly.ts';

/** What the engine exports: Go's own entry points, and the three functions of policies/engine/main.go. */
interface GoExports {
  readonly mem: WasmMemory;
  run(argumentCount: number, argumentsAddress: number): void;
  finops_request(length: number): number;
  finops_answer(length: number): number;
  finops_response(): number;
}

/** A started Go program that answers one request after the other. */
export interface GoProgram {
  /** The response's text. @throws PolicyError when the program has ended. */
  answer(request: string): string;
}

/** Objects that Go's packages look up while they start; numbers are their references, there is nothing behind them. */
const WORLD: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  5: { Object: 16, Array: 17, Uint8Array: 18, fs: 19 },
  19: { constants: 20 },
};
const CONSTANTS = 20;
const NAN_HEAD = 0x7ff80000;
const OBJECT_FLAG = 1;
const ARGUMENTS_AT = 4096;

/**
 * Starts a Go program that was built for `GOOS=js GOARCH=wasm`. It gets no file, no network, no environment and no
 * clock: every look-up of a host object beyond the few that Go's packages need at their start ends the program.
 * Calling convention of the imports: Go 1.26, src/runtime/os_js.go and src/syscall/js (read 2026-11-25).
 * @throws PolicyError when the program does not start.
 */
export function startGoProgram(module: WasmModule): GoProgram {
  const written: Uint8Array[] = [];
  const memory = (): DataView => new DataView(go.mem.buffer);
  const bytes = (address: number, length: number): Uint8Array => new Uint8Array(go.mem.buffer, address, length);
  const long = (address: number): number => Number(memory().getBigInt64(address, true));
  const text = (at: number): string => new TextDecoder().decode(bytes(long(at), long(at + 8)));
  let lastTimer = 0;

  const answered: Readonly<Record<string, (stack: number) => void>> = {
    'runtime.wasmExit': (stack) => {
      throw new GoExit(memory().getInt32(stack + 8, true), written);
    },
    'runtime.wasmWrite': (stack) => {
      written.push(bytes(long(stack + 16), memory().getInt32(stack + 24, true)).slice());
    },
    'runtime.resetMemoryDataView': () => {},
    'runtime.nanotime1': (stack) => {
      memory().setBigInt64(stack + 8, BigInt(Math.round((1 + performance.now()) * 1e6)), true);
    },
    'runtime.walltime': (stack) => {
      memory().setBigInt64(stack + 8, 0n, true);
      memory().setInt32(stack + 16, 0, true);
    },
    'runtime.scheduleTimeoutEvent': (stack) => {
      lastTimer += 1;
      memory().setInt32(stack + 16, lastTimer, true);
    },
    'runtime.clearTimeoutEvent': () => {},
    'runtime.getRandomData': (stack) => {
      randomFillSync(bytes(long(stack + 8), long(stack + 16)));
    },
    'syscall/js.finalizeRef': () => {},
    'syscall/js.valueGet': (stack) => {
      writeValue(memory(), stack + 32, lookUp(memory().getUint32(stack + 8, true), text(stack + 16)));
    },
  };
  const imports = Object.fromEntries(importedNames(module).map((name) => [name, answered[name] ?? refuse(name)]));
  const go = instantiateWasm(module, { gojs: imports }) as GoExports;
  writeArguments(go);
  guarded(() => go.run(1, ARGUMENTS_AT + 8));

  return {
    answer(request) {
      return guarded(() => {
        const encoded = new TextEncoder().encode(request);
        const at = go.finops_request(encoded.length) >>> 0;
        bytes(at, encoded.length).set(encoded);
        const length = go.finops_answer(encoded.length);
        const from = go.finops_response() >>> 0;
        return new TextDecoder().decode(bytes(from, length));
      });
    },
  };
}

class GoExit extends Error {
  constructor(code: number, written: readonly Uint8Array[]) {
    const output = Buffer.concat(written).toString('utf8').split('\n').slice(0, 3).join(' ');
    super(`the policy engine ended with status ${code}: ${output}`);
  }
}

function refuse(name: string): () => never {
  return () => {
    throw new Error(`the policy engine asked its host for ${name}`);
  };
}

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new PolicyError(cause instanceof Error ? cause.message : 'the policy engine failed', { cause });
  }
}

/** `undefined` for whatever is not in the world; a constant of the file system is a number that nothing uses. */
function lookUp(reference: number, name: string): { readonly object: number } | { readonly number: number } | null {
  if (reference === CONSTANTS) return { number: name.length };
  const object = WORLD[reference]?.[name];
  return object === undefined ? null : { object };
}

/** A value is a float64; an object is a NaN whose low half is its reference and whose high half has its type. */
function writeValue(memory: DataView, at: number, value: ReturnType<typeof lookUp>): void {
  if (value === null) memory.setFloat64(at, 0, true);
  else if ('number' in value) memory.setFloat64(at, value.number, true);
  else {
    memory.setUint32(at, value.object, true);
    memory.setUint32(at + 4, NAN_HEAD | OBJECT_FLAG, true);
  }
}

/** The program's name as its one argument, and no environment. */
function writeArguments(go: GoExports): void {
  const memory = new Uint8Array(go.mem.buffer, ARGUMENTS_AT, 40);
  memory.set(new TextEncoder().encode('engine\0'));
  new DataView(go.mem.buffer).setUint32(ARGUMENTS_AT + 8, ARGUMENTS_AT, true);
}
