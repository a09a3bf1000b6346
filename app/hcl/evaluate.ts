import { spendSteps } from './budget.ts';
import { BudgetError } from './budget-error.ts';
import { type HclDiagnostic, HclError } from './diagnostic.ts';
import { evaluateCall } from './evaluate-call.ts';
import { evaluateFor, evaluateObject, evaluateSplat, evaluateTuple } from './evaluate-collection.ts';
import { evaluateBinary, evaluateConditional } from './evaluate-operator.ts';
import { evaluateTemplate } from './evaluate-template.ts';
import { boundItem, boundName, type EvaluationContext, located, tooLarge } from './evaluation-context.ts';
import { isTooLong } from './number.ts';
import { applyUnary } from './operator.ts';
import type { Scope } from './scope.ts';
import type { Expression, Literal, ObjectConstructor, Traversal } from './syntax-tree.ts';
import { runTask, type Task } from './task.ts';
import { followSteps, getIndex } from './traverse.ts';
import { DYNAMIC } from './type.ts';
import {
  boolValue,
  NULL,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
  unknownValue,
  type Value,
} from './value.ts';

/** What an expression came to. With diagnostics, the value is unknown and gives them as its reasons. */
export interface Evaluation {
  readonly value: Value;
  readonly diagnostics: readonly HclDiagnostic[];
}

/**
 * The value of an expression in a scope. Never throws for what the expression holds: errors are diagnostics, and
 * depth and size are bounded by `scope.budget`. What the scope itself throws passes through.
 * An error in one entry of an object or one item of a tuple makes that part unknown and leaves the others.
 * Rules: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md (read 2026-11-25).
 */
export function evaluate(expression: Expression, scope: Scope): Evaluation {
  return evaluateParts(expression, { scope, depth: 0 });
}

interface PartContext {
  readonly scope: Scope;
  /** Around how many collections the part lies; deeper down an error spoils the collection. */
  readonly depth: number;
}

const MAX_PART_DEPTH = 16;

function evaluateParts(expression: Expression, { scope, depth }: PartContext): Evaluation {
  try {
    return { value: evaluateOrThrow(expression, scope), diagnostics: [] };
  } catch (error) {
    const found = error instanceof RangeError ? tooLarge(error) : error;
    if (!(found instanceof HclError)) throw error;
    const inner = { scope, depth: depth + 1 };
    if (depth < MAX_PART_DEPTH && !(found instanceof BudgetError)) {
      if (expression.kind === 'tuple') return evaluateItems(expression.items, inner);
      if (expression.kind === 'object') return evaluateEntries(expression, inner) ?? failed(expression, found);
    }
    return failed(expression, found);
  }
}

function failed(expression: Expression, error: HclError): Evaluation {
  const diagnostic: HclDiagnostic = { severity: 'error', message: error.message, span: error.span ?? expression };
  return { value: unknownValue(DYNAMIC, [error.message]), diagnostics: [diagnostic] };
}

function evaluateItems(items: readonly Expression[], context: PartContext): Evaluation {
  const results = items.map((item) => evaluateParts(item, context));
  return {
    value: tupleValue(results.map(({ value }) => value)),
    diagnostics: results.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Null where a key is not plain: then it is not known which entries there are. */
function evaluateEntries(expression: ObjectConstructor, context: PartContext): Evaluation | null {
  const entries = new Map<string, Value>();
  const diagnostics: HclDiagnostic[] = [];
  for (const { key, value } of expression.items) {
    const name = plainKey(key);
    if (name === null) return null;
    const result = evaluateParts(value, context);
    entries.set(name, result.value);
    diagnostics.push(...result.diagnostics);
  }
  return { value: objectValue(entries), diagnostics };
}

function plainKey(key: Expression): string | null {
  if (key.kind === 'traversal' && key.steps.length === 0) return key.root;
  const [part] = key.kind === 'template' && key.parts.length === 1 ? key.parts : [];
  return part?.kind === 'text' ? part.text : null;
}

/** As {@link evaluate}. @throws HclError at the first thing that is wrong. */
export function evaluateOrThrow(expression: Expression, scope: Scope): Value {
  const context: EvaluationContext = { scope, bindings: null, evaluate: evaluateNode };
  return evaluateSimple(expression, context) ?? runTask(evaluateNode(expression, context));
}

function evaluateNode(node: Expression, context: EvaluationContext): Task<Value> {
  spendSteps(context.scope.budget, 1);
  switch (node.kind) {
    case 'template':
      return evaluateTemplate(node, context);
    case 'interpolation':
    case 'parentheses':
      return evaluateInner(node.inner, context);
    case 'relative':
      return evaluateRelative(node, context);
    case 'index':
      return evaluateIndex(node, context);
    case 'splat':
      return evaluateSplat(node, context);
    case 'call':
      return evaluateCall(node, context);
    case 'conditional':
      return evaluateConditional(node, context);
    case 'binary':
      return evaluateBinary(node, context);
    case 'unary':
      return evaluateUnary(node, context);
    case 'tuple':
      return evaluateTuple(node, context);
    case 'object':
      return evaluateObject(node, context);
    case 'for':
      return evaluateFor(node, context);
    default:
      return finished(node, context);
  }
}

/** Literals, variables and plain strings, without a task. */
function evaluateSimple(node: Expression, context: EvaluationContext): Value | null {
  switch (node.kind) {
    case 'literal':
      return literalValue(node);
    case 'traversal':
      return traversalValue(node, context);
    case 'item':
      return boundItem(context);
    case 'template': {
      const part = node.parts[0];
      if (!part) return stringValue('');
      return node.parts.length === 1 && part.kind === 'text' ? stringValue(part.text) : null;
    }
    default:
      return null;
  }
}

// biome-ignore lint/correctness/useYield: a task that has nothing to wait for
function* finished(node: Expression, context: EvaluationContext): Task<Value> {
  return evaluateSimple(node, context) as Value;
}

function literalValue(node: Literal): Value {
  if (node.value === null) return NULL;
  if (typeof node.value === 'boolean') return boolValue(node.value);
  if (isTooLong(node.value)) throw new HclError('The number has more digits than are allowed', node);
  return numberValue(node.value);
}

function traversalValue(node: Traversal, context: EvaluationContext): Value {
  const { root, steps } = node;
  const bound = boundName(context, root);
  if (bound) return followSteps(bound, steps);
  const resolved = context.scope.resolve?.({ root, steps });
  if (resolved) return followSteps(resolved.value, steps.slice(resolved.used));
  const value = context.scope.lookup(root);
  if (!value) {
    const span = { start: node.start, end: node.rootEnd };
    throw new HclError(`Unknown variable: there is no variable named "${root}"`, span);
  }
  return followSteps(value, steps);
}

function* evaluateInner(inner: Expression, context: EvaluationContext): Task<Value> {
  return yield evaluateNode(inner, context);
}

function* evaluateRelative(node: Expression & { kind: 'relative' }, context: EvaluationContext): Task<Value> {
  return followSteps(yield evaluateNode(node.source, context), node.steps);
}

function* evaluateIndex(node: Expression & { kind: 'index' }, context: EvaluationContext): Task<Value> {
  const source = yield evaluateNode(node.source, context);
  const key = yield evaluateNode(node.key, context);
  return located(node.key, () => getIndex(source, key));
}

function* evaluateUnary(node: Expression & { kind: 'unary' }, context: EvaluationContext): Task<Value> {
  const operand = yield evaluateNode(node.operand, context);
  return located(node, () => applyUnary(node.operator, operand));
}
