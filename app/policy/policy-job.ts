import type { Place } from '#app/errors.ts';
import type { EngineFault, EngineRequest, EngineResults, RegoRule } from './engine-protocol.ts';

/** How much memory a compiled policy may take: 512 MiB in pages of 64 KiB. */
export const MAXIMUM_PAGES = 8192;

/** A compiled policy to be evaluated over an input. */
export interface WasmJob {
  readonly kind: 'wasm';
  readonly wasm: Uint8Array;
  readonly entrypoint: string;
  /** JSON texts. */
  readonly data: string;
  readonly input: string;
  readonly nowNs: string;
  readonly maximumPages: number;
  /** Set when the policy may call what only the engine answers. */
  readonly engine?: Uint8Array;
}

/** Custom policies to be checked, compiled, and evaluated both ways. */
export interface CustomJob {
  readonly kind: 'custom';
  readonly engine: Uint8Array;
  readonly modules: Readonly<Record<string, string>>;
  /** JSON Schema of the input. */
  readonly schema: unknown;
  readonly data: string;
  readonly input: string;
  readonly nowNs: string;
  readonly maximumPages: number;
}

/** One request to the engine. */
export interface EngineJob {
  readonly kind: 'engine';
  readonly engine: Uint8Array;
  readonly request: EngineRequest;
}

export type PolicyJob = WasmJob | CustomJob | EngineJob;

/** What the rules of custom policies gave, by `package.rule`. */
export interface CustomOutcome {
  readonly rules: readonly RegoRule[];
  readonly findings: Readonly<Record<string, unknown>>;
}

export interface PolicyJobResults {
  readonly wasm: unknown;
  readonly custom: CustomOutcome;
  readonly engine: EngineResults[EngineRequest['op']];
}

/** What a worker says: first that the engine stands and the policies' own time begins, then its answer. */
export type WorkerMessage = { readonly started: true } | WorkerAnswer;

export type WorkerAnswer =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly message: string;
      readonly faults?: readonly EngineFault[];
      readonly place?: Place;
      readonly remedy?: string;
    };
