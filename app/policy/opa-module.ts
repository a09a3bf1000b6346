import { PolicyError } from '#app/errors.ts';
import { encodeRego, parseRegoText } from './rego-text.ts';
import type { RegoValue } from './rego-value.ts';
import { createMemory, instantiateWasm, type WasmMemory, type WasmModule } from './web-assembly.ts';

/** A built-in that the module leaves to its host. Null result: undefined. */
export type HostBuiltin = (args: readonly RegoValue[]) => RegoValue | undefined;

/** The part of OPA's ABI 1.3 that is used. https://www.openpolicyagent.org/docs/wasm (read 2026-11-25). */
interface OpaExports {
  readonly opa_wasm_abi_version: { readonly value: number };
  builtins(): number;
  entrypoints(): number;
  opa_eval(
    reserved: number,
    entrypoint: number,
    data: number,
    input: number,
    inputLength: number,
    heap: number,
    format: number,
  ): number;
  opa_malloc(size: number): number;
  opa_heap_ptr_get(): number;
  opa_heap_ptr_set(address: number): void;
  opa_json_parse(address: number, length: number): number;
  opa_json_dump(value: number): number;
  opa_value_parse(address: number, length: number): number;
  opa_value_dump(value: number): number;
}

export interface OpaModuleOptions {
  readonly builtins: Readonly<Record<string, HostBuiltin>>;
  /** In pages of 64 KiB. */
  readonly maximumPages: number;
  /** Length of the input that will be evaluated, so that memory is there from the beginning; 0 when it is small. */
  readonly inputLength?: number;
}

/** A policy compiled to WASM, with its base documents. */
export interface OpaModule {
  readonly entrypoints: readonly string[];
  /**
   * The result set of an entry point over `input` (JSON text): `[{result: …}]`, empty when undefined. Sets are arrays.
   * @throws PolicyError when a built-in fails, memory ends or the policy aborts.
   */
  evaluate(entrypoint: string, input: string): unknown;
}

const PAGE = 65_536;
/** More than the constants of any pack take. */
const INITIAL_PAGES = 64;
/**
 * Memory that is set aside for each byte of input; 32 were used for a plan of 10,000 resources. Left to itself the
 * module asks for 64 KiB at a time, thousands of times, and each time costs a collection of garbage: 31 s instead of 1 s.
 * What is set aside and never touched takes no memory of the machine.
 */
const BYTES_FOR_EACH_OF_INPUT = 48;
/** Left free behind a text that is written into memory; the heap grows by itself from there. */
const HEADROOM_PAGES = 32;

/**
 * Makes a compiled policy ready. `data` is JSON text.
 * @throws PolicyError when the module is not OPA's ABI 1, or needs a built-in that is not supplied.
 */
export function loadOpaModule(module: WasmModule, options: OpaModuleOptions, data: string): OpaModule {
  const wanted = INITIAL_PAGES + Math.ceil(((options.inputLength ?? 0) * BYTES_FOR_EACH_OF_INPUT) / PAGE);
  const memory = createMemory({
    initial: Math.min(wanted, options.maximumPages),
    maximum: options.maximumPages,
  });
  const host = new OpaHost(memory, options.builtins);
  const opa = instantiateWasm(module, { env: { memory, ...host.imports() } }) as OpaExports;
  if (opa.opa_wasm_abi_version?.value !== 1) throw new PolicyError('the compiled policy is not of OPA ABI 1');
  host.start(opa);
  const entrypoints = host.json(opa.entrypoints()) as Readonly<Record<string, number>>;
  const dataAddress = host.parse(data);
  const heap = opa.opa_heap_ptr_get();
  return {
    entrypoints: Object.keys(entrypoints),
    evaluate(entrypoint, input) {
      const id = entrypoints[entrypoint];
      if (id === undefined) throw new PolicyError(`the compiled policy has no entry point ${entrypoint}`);
      return host.guarded(() => {
        opa.opa_heap_ptr_set(heap);
        const { address, length, next } = host.write(input, heap);
        const result = opa.opa_eval(0, id, dataAddress, address, length, next, 0);
        return JSON.parse(host.text(result)) as unknown;
      });
    },
  };
}

class OpaHost {
  readonly #memory: WasmMemory;
  readonly #builtins: Readonly<Record<string, HostBuiltin>>;
  #byId: readonly (HostBuiltin & { readonly regoName?: string })[] = [];
  #opa: OpaExports | undefined;

  constructor(memory: WasmMemory, builtins: Readonly<Record<string, HostBuiltin>>) {
    this.#memory = memory;
    this.#builtins = builtins;
  }

  imports(): Readonly<Record<string, unknown>> {
    const call = (id: number, _context: number, ...args: number[]): number => this.#call(id, args);
    return {
      opa_abort: (address: number) => {
        throw new PolicyError(`the policy stopped: ${this.text(address)}`);
      },
      opa_println: () => {},
      opa_builtin0: call,
      opa_builtin1: call,
      opa_builtin2: call,
      opa_builtin3: call,
      opa_builtin4: call,
    };
  }

  start(opa: OpaExports): void {
    this.#opa = opa;
    const wanted = this.json(opa.builtins()) as Readonly<Record<string, number>>;
    const byId: HostBuiltin[] = [];
    for (const [name, id] of Object.entries(wanted)) {
      const builtin = this.#builtins[name];
      if (!Object.hasOwn(this.#builtins, name) || !builtin) {
        throw new PolicyError(`the compiled policy calls ${name}, which no policy may call`);
      }
      byId[id] = (args) => {
        try {
          return builtin(args);
        } catch (cause) {
          if (cause instanceof PolicyError) throw cause;
          throw new PolicyError(`${name}: ${cause instanceof Error ? cause.message : 'failed'}`, { cause });
        }
      };
    }
    this.#byId = byId;
  }

  guarded<T>(run: () => T): T {
    try {
      return run();
    } catch (cause) {
      if (cause instanceof PolicyError) throw cause;
      throw new PolicyError(`the policy could not be evaluated: ${cause instanceof Error ? cause.message : 'fault'}`, {
        cause,
      });
    }
  }

  /** The zero-terminated text at the address. */
  text(address: number): string {
    const bytes = new Uint8Array(this.#memory.buffer);
    return Buffer.from(bytes.buffer, address, bytes.indexOf(0, address) - address).toString('utf8');
  }

  json(value: number): unknown {
    return JSON.parse(this.text(this.#started().opa_json_dump(value)));
  }

  parse(json: string): number {
    const opa = this.#started();
    const { address, length } = this.#allocate(json);
    const value = opa.opa_json_parse(address, length);
    if (value === 0) throw new PolicyError('the data of the policies is not JSON');
    return value;
  }

  /** Writes the text at an address beyond the heap; `next` is where the heap may go on. */
  write(text: string, at: number): { readonly address: number; readonly length: number; readonly next: number } {
    const bytes = Buffer.from(text, 'utf8');
    this.#grow(at + bytes.length);
    new Uint8Array(this.#memory.buffer).set(bytes, at);
    return { address: at, length: bytes.length, next: (at + bytes.length + 7) & ~7 };
  }

  #call(id: number, args: readonly number[]): number {
    const opa = this.#started();
    const builtin = this.#byId[id];
    if (!builtin) throw new PolicyError(`the compiled policy calls a built-in without a name: ${id}`);
    const result = builtin(args.map((address) => parseRegoText(this.text(opa.opa_value_dump(address)))));
    if (result === undefined) return 0;
    const { address, length } = this.#allocate(encodeRego(result));
    return opa.opa_value_parse(address, length);
  }

  #allocate(text: string): { readonly address: number; readonly length: number } {
    const bytes = Buffer.from(text, 'utf8');
    const address = this.#started().opa_malloc(bytes.length);
    new Uint8Array(this.#memory.buffer).set(bytes, address);
    return { address, length: bytes.length };
  }

  #grow(end: number): void {
    const pages = Math.ceil(end / PAGE) + HEADROOM_PAGES - this.#memory.buffer.byteLength / PAGE;
    if (pages > 0) this.#memory.grow(pages);
  }

  #started(): OpaExports {
    if (!this.#opa) throw new PolicyError('the compiled policy has not been started');
    return this.#opa;
  }
}
