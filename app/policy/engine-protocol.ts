/** A fault as OPA states it: code, message, and where it is. */
export interface EngineFault {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly row?: number;
  readonly col?: number;
}

/** The METADATA block of a rule, a document or a package. */
export interface RegoAnnotations {
  readonly scope: string;
  readonly title?: string;
  readonly description?: string;
  readonly custom?: Readonly<Record<string, unknown>>;
}

/** One rule of the compiled modules. */
export interface RegoRule {
  /** Without `data.`: `finops.packs.tags`. */
  readonly package: string;
  readonly name: string;
  readonly kind: 'set' | 'object' | 'value' | 'function';
  readonly file: string;
  readonly row: number;
  /** Of the rule, then of its document, its package and the packages above. */
  readonly annotations: readonly RegoAnnotations[];
}

/** What every request may hold: Rego texts by file name, and what they may do. */
export interface EngineSources {
  readonly modules: Readonly<Record<string, string>>;
  /** The allow-list of built-ins; left out means all. */
  readonly builtins?: readonly string[];
  /** JSON Schema of `input`. */
  readonly schema?: unknown;
  readonly strict?: boolean;
  /** Rego v0 instead of v1. */
  readonly v0?: boolean;
}

export interface EvaluationRequest extends EngineSources {
  readonly op: 'eval';
  readonly query: string;
  readonly input?: unknown;
  readonly data?: unknown;
  readonly strictBuiltinErrors?: boolean;
  readonly nowNs?: string;
  readonly asText?: boolean;
}

/** A request of the engine; policies/engine/request.go is its other side. */
export type EngineRequest =
  | (EngineSources & { readonly op: 'check' | 'format' })
  | (EngineSources & { readonly op: 'build'; readonly entrypoints: readonly string[] })
  /** With the query as the one entry point, `eval`. */
  | (EngineSources & { readonly op: 'build'; readonly query: string })
  | (EngineSources & {
      readonly op: 'test';
      readonly coverage?: boolean;
      readonly filter?: string;
      readonly data?: unknown;
    })
  | EvaluationRequest
  | {
      readonly op: 'bundle';
      /** Base64. */
      readonly bundle: string;
      readonly key: {
        readonly id: string;
        readonly key: string;
        readonly algorithm: string;
        readonly scope: string;
      } | null;
    }
  | { readonly op: 'call'; readonly query: string; readonly operands: string; readonly builtins: readonly string[] };

export interface EngineTest {
  readonly package: string;
  readonly name: string;
  readonly outcome: 'pass' | 'fail' | 'error' | 'skip';
  readonly message?: string;
  readonly file: string;
  readonly row: number;
  readonly output?: string;
}

export interface EngineCoverage {
  readonly covered: number;
  readonly notCovered: number;
  readonly rows: readonly number[];
}

/** What each operation answers. */
export interface EngineResults {
  readonly check: { readonly rules: readonly RegoRule[] };
  readonly format: { readonly modules: Readonly<Record<string, string>> };
  /** `wasm` in base64. */
  readonly build: { readonly wasm: string };
  readonly eval: {
    readonly defined: boolean;
    readonly value?: unknown;
    readonly bindings?: Readonly<Record<string, unknown>>;
  };
  /** `wasm` in base64. */
  readonly bundle: {
    readonly modules: Readonly<Record<string, string>>;
    readonly entrypoints: readonly string[];
    readonly wasm: readonly string[];
    readonly data: Readonly<Record<string, unknown>> | null;
    readonly revision: string;
  };
  readonly call: { readonly defined: boolean; readonly value?: string };
  readonly test: {
    readonly tests: readonly EngineTest[];
    readonly coverage?: Readonly<Record<string, EngineCoverage>>;
  };
}
