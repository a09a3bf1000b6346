import { type HclDiagnostic, toDiagnostic } from '#app/hcl/diagnostic.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import type { SourceText } from '#app/hcl/source-text.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import { unknownValue, type Value } from '#app/hcl/value.ts';
import type { ModuleInstance } from './module-instance.ts';
import { resolveReference } from './resolve-reference.ts';

/** Names that only one instance of a block sees: `each`, `count`, the iterators of `dynamic` blocks. */
export type LocalNames = ReadonlyMap<string, Value>;

/** Where an expression stands. */
export interface ExpressionPlace {
  readonly module: ModuleInstance;
  readonly names: LocalNames;
  readonly source: SourceText;
}

/** No names beside those of the module. */
export const NO_NAMES: LocalNames = new Map();

/**
 * The value of an expression. What is wrong in it is reported as a warning, because a value that is then unknown is
 * counted as such; that the project takes more evaluation than is allowed is an error.
 */
export function evaluateIn(expression: Expression, place: ExpressionPlace): Value {
  const { module, names, source } = place;
  const { functions, files, budget, report } = module.project;
  if (budget.steps < 0) return unknownValue(DYNAMIC, ['evaluation was stopped: it takes too many steps']);
  const { value, diagnostics } = evaluate(expression, {
    functions,
    files,
    budget,
    lookup: (name) => names.get(name) ?? unknownValue(DYNAMIC, [`${name} has no value of its own`]),
    resolve: (reference) => (names.has(reference.root) ? undefined : resolveReference(reference, module)),
  });
  for (const found of diagnostics) report(toDiagnostic(withSeverity(found, budget.steps < 0), source));
  return value;
}

function withSeverity(found: HclDiagnostic, isStopped: unknown): HclDiagnostic {
  return { ...found, severity: isStopped === true ? 'error' : 'warning' };
}
