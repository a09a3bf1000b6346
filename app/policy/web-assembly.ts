/** The part of WebAssembly's JavaScript interface that is used: TypeScript declares it only together with a browser's. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** A compiled module; it can be handed to a worker. */
export interface WasmModule {
  readonly __wasmModule: never;
}

export type WasmImports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface WasmInterface {
  readonly Module: {
    new (bytes: Uint8Array): WasmModule;
    imports(module: WasmModule): readonly { readonly module: string; readonly name: string; readonly kind: string }[];
  };
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => WasmMemory;
  readonly Instance: new (module: WasmModule, imports: WasmImports) => { readonly exports: unknown };
}

function wasmInterface(): WasmInterface {
  return (globalThis as unknown as { readonly WebAssembly: WasmInterface }).WebAssembly;
}

/** Compiles the bytes. @throws CompileError when they are no WASM module. */
export function compileWasm(bytes: Uint8Array): WasmModule {
  return new (wasmInterface().Module)(bytes);
}

/** Names of the functions, memories and globals that the module imports. */
export function importedNames(module: WasmModule): readonly string[] {
  return wasmInterface()
    .Module.imports(module)
    .map(({ name }) => name);
}

/** A memory with a maximum, both in pages of 64 KiB. */
export function createMemory(limits: { readonly initial: number; readonly maximum: number }): WasmMemory {
  return new (wasmInterface().Memory)(limits);
}

/** What an instance of the module exports. @throws LinkError when an import is missing. */
export function instantiateWasm(module: WasmModule, imports: WasmImports): unknown {
  return new (wasmInterface().Instance)(module, imports).exports;
}
