import type { Budget } from './budget.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

/** Files that functions may read; whoever hands it in keeps it inside the project's root. */
export interface FileAccess {
  /** Content of a file, null where there is none or where it lies outside the root. Relative to the module. */
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
  /** `try` and `can` get their arguments unevaluated: the evaluator knows them. */
  readonly lazy?: 'try' | 'can';
  /** @throws HclError without a span when the arguments make no sense. */
  call(args: readonly Value[], context: CallContext): Value;
}
