import type { SourceText } from '#app/hcl/source-text.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import type { Tree } from '#app/source/tree.ts';
import { type LocalNames, NO_NAMES } from './evaluate-in.ts';
import type { SourcedBlock } from './module-files.ts';
import type { ModuleInstance } from './module-instance.ts';
import type { VariableSources } from './read-variables.ts';

/** Names and indexes that lead into a value. */
export type Path = readonly (string | number)[];

/** Where an expression stands, and what its `each` is. */
export interface TracePlace {
  readonly module: ModuleInstance;
  readonly names: LocalNames;
  readonly source: SourceText;
  /** The block whose `for_each` gives `each`; null outside of one. */
  readonly block: SourcedBlock | null;
  readonly index: string | number | null;
}

/** A part of an expression to be traced. */
export interface Traced {
  readonly expression: Expression;
  readonly path: Path;
  readonly place: TracePlace;
}

/** Where the values of the root module come from. */
export interface Origin {
  readonly request: VariableSources & { readonly path: string };
  readonly tree: Tree;
}

/** A part of an expression that belongs to a module as a whole. */
export function standing(
  expression: Expression,
  place: { readonly module: ModuleInstance; readonly source: SourceText; readonly path: Path },
): Traced {
  const { module, source, path } = place;
  return { expression, path, place: { module, names: NO_NAMES, source, block: null, index: null } };
}
