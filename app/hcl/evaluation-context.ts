import { BudgetError } from './budget-error.ts';
import { HclError } from './diagnostic.ts';
import type { CallContext } from './function.ts';
import type { Scope } from './scope.ts';
import type { Expression, Span } from './syntax-tree.ts';
import type { Task } from './task.ts';
import type { Value } from './value.ts';

/** Names that a `for` binds, or the item of a splat, over what surrounds them. */
interface Bindings {
  readonly names: ReadonlyMap<string, Value>;
  readonly item: Value | null;
  readonly outer: Bindings | null;
}

/** Everything a node needs to be evaluated. */
export interface EvaluationContext {
  readonly scope: Scope;
  readonly bindings: Bindings | null;
  /** Task for a node within; handed in, because nodes hold nodes. */
  readonly evaluate: (node: Expression, context: EvaluationContext) => Task<Value>;
}

/** The context with names bound. */
export function bindNames(context: EvaluationContext, names: ReadonlyMap<string, Value>): EvaluationContext {
  return { ...context, bindings: { names, item: null, outer: context.bindings } };
}

/** The context in which a node `item` is this value. */
export function bindItem(context: EvaluationContext, item: Value): EvaluationContext {
  return { ...context, bindings: { names: new Map(), item, outer: context.bindings } };
}

/** The variable that a `for` binds, undefined where none does. */
export function boundName(context: EvaluationContext, name: string): Value | undefined {
  for (let bindings = context.bindings; bindings; bindings = bindings.outer) {
    const value = bindings.names.get(name);
    if (value) return value;
  }
  return undefined;
}

/** The item of the innermost splat. */
export function boundItem(context: EvaluationContext): Value {
  for (let bindings = context.bindings; bindings; bindings = bindings.outer) if (bindings.item) return bindings.item;
  throw new HclError('There is no splat around this', null);
}

/** What `compute` returns; an error of it that has no place gets this one. */
export function located<Result>(span: Span, compute: () => Result): Result {
  try {
    return compute();
  } catch (error) {
    throw locatedError(span, error);
  }
}

/** The error with this place when it has none. */
function locatedError(span: Span, error: unknown): unknown {
  if (error instanceof RangeError) return Object.assign(tooLarge(error), { span });
  if (!(error instanceof HclError) || error.span) return error;
  Object.defineProperty(error, 'span', { value: span });
  return error;
}

/**
 * What a RangeError of the engine means here: a value nested deeper than the stack lets a function walk (some 1,000
 * levels; expressions themselves may nest deeper), or a text longer than a string can be.
 */
export function tooLarge(error: RangeError): BudgetError {
  const isDepth = /call stack/i.test(error.message);
  return new BudgetError(isDepth ? 'The value is nested too deeply' : `The value is too large: ${error.message}`);
}

/** What a function may use in this scope. */
export function callContext(scope: Scope): CallContext {
  const { files, budget, functions } = scope;
  return { files, budget, functions, templateDepth: scope.templateDepth ?? 0 };
}
