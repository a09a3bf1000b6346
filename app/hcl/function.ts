import type { Budget } from './budget.ts';
import type { SourceText } from './source-text.ts';
import type { Expression } from './syntax-tree.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

/**
 * Files that functions may read. Paths are relative to the directory of the root module, as `${path.module}` is;
 * whoever hands the access in keeps it inside the project's root and follows no link out of it.
 */
export interface FileAccess {
  /** Content of a file, null where there is none or where it lies outside the root. */
  readFile(path: string): Uint8Array | null;
  /** Paths of all files below a directory, relative to it, with `/`; null where there is no such directory. */
  listFiles(directory: string): readonly string[] | null;
}

/** What a function may use besides its arguments. */
export interface CallContext {
  readonly files: FileAccess | null;
  readonly budget: Budget;
  readonly functions: FunctionTable;
  /** How many `templatefile`/`templatestring` calls this one is inside of. */
  readonly templateDepth: number;
}

/** An expression that a function wants evaluated in a scope of variables. */
export interface TemplateRequest {
  readonly kind: 'request';
  readonly source: SourceText;
  readonly expression: Expression;
  readonly variables: Value;
  readonly context: CallContext;
}

export type FunctionTable = ReadonlyMap<string, HclFunction>;

export interface Parameter {
  readonly name: string;
  /** Arguments are converted to it; `dynamic` takes them as they are. */
  readonly type: Type;
  /** Without it a null argument is an error. */
  readonly allowNull?: true;
  /** Without it an unknown argument makes the result unknown. */
  readonly allowUnknown?: true;
  /** With it an argument that is unknown in part makes the result unknown, too. */
  readonly whollyKnown?: true;
  /** Without it marks are taken off the argument and put on the result. */
  readonly allowSensitive?: true;
}

/** One function of the language, after cty's `function.Spec`. */
export interface HclFunction {
  readonly parameters: readonly Parameter[];
  /** Further arguments of one kind. */
  readonly rest?: Parameter;
  /** Type of the result where it is always the same, else `dynamic`. */
  readonly returns: Type;
  /** The type of an unknown result, from the types of the arguments; `returns` where it is left out. */
  resultType?(types: readonly Type[]): Type;
  /** What to evaluate in place of {@link call}: a template with its variables. */
  template?(args: readonly Value[], context: CallContext): TemplateRequest | Value;
  /** `try`, `can` and `convert` get their arguments unevaluated: the evaluator knows them. */
  readonly lazy?: 'try' | 'can' | 'convert';
  /** @throws HclError without a span when the arguments make no sense. */
  call(args: readonly Value[], context: CallContext): Value;
}
