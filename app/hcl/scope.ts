import type { Budget } from './budget.ts';
import type { FileAccess, FunctionTable } from './function.ts';
import type { TraversalStep } from './syntax-tree.ts';
import type { Value } from './value.ts';

/** The name of a variable and the literal steps behind it, as they stand in an expression. */
export interface Reference {
  readonly root: string;
  readonly steps: readonly TraversalStep[];
}

/** What an expression can see. */
export interface Scope {
  /** The variable of this name, undefined where there is none. Called for each use: answers are not kept. */
  lookup(name: string): Value | undefined;
  /**
   * Answers a whole reference at once, so that `aws_instance.web[0].id` need not build all of `aws_instance`:
   * the value and how many of the steps it has used. Undefined: go by {@link lookup}.
   */
  resolve?(reference: Reference): { readonly value: Value; readonly used: number } | undefined;
  readonly functions: FunctionTable;
  readonly files: FileAccess | null;
  readonly budget: Budget;
  /** How many `templatefile` calls surround this scope; 0 where it is left out. */
  readonly templateDepth?: number;
}
