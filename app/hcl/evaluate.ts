import { spendSteps } from './budget.ts';
import { BudgetError } from './budget-error.ts';
import { convertValue } from './convert.ts';
import { type HclDiagnostic, HclError } from './diagnostic.ts';
import { evaluateCall } from './evaluate-call.ts';
import { evaluateFor, evaluateObject, evaluateSplat, evaluateTuple } from './evaluate-collection.ts';
import { evaluateTemplate } from './evaluate-template.ts';
import { boundItem, boundName, type EvaluationContext, located, tooLarge } from './evaluation-context.ts';
import { isTooLong } from './number.ts';
import { applyOperator, applyUnary } from './operator.ts';
import type { Scope } from './scope.ts';
import type { Binary, Conditional, Expression, Literal, Traversal } from './syntax-tree.ts';
import { runTask, type Task } from './task.ts';
import { asCondition, followSteps, getIndex } from './traverse.ts';
import { BOOL, DYNAMIC, sameType, type Type } from './type.ts';
import { unifyTypes } from './unify.ts';
import { boolValue, markedLike, NULL, numberValue, stringValue, unknownValue, type Value } from './value.ts';

/** What an expression came to. With diagnostics, the value is unknown and gives them as its reasons. */
export interface Evaluation {
  readonly value: Value;
  readonly diagnostics: readonly HclDiagnostic[];
}

/**
 * The value of an expression in a scope. Never throws for what the expression holds: errors are diagnostics, and
 * depth and size are bounded by `scope.budget`. What the scope itself throws passes through.
 * Rules: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md (read 2026-11-25).
 */
export function evaluate(expression: Expression, scope: Scope): Evaluation {
  try {
    return { value: evaluateOrThrow(expression, scope), diagnostics: [] };
  } catch (error) {
    const found = error instanceof RangeError ? tooLarge(error) : error;
    if (!(found instanceof HclError)) throw error;
    const diagnostic: HclDiagnostic = { severity: 'error', message: found.message, span: found.span ?? expression };
    return { value: unknownValue(DYNAMIC, [found.message]), diagnostics: [diagnostic] };
  }
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

function* evaluateBinary(node: Binary, context: EvaluationContext): Task<Value> {
  if (node.operator === '&&' || node.operator === '||') return yield evaluateLogical(node, context);
  const left = yield evaluateNode(node.left, context);
  const right = yield evaluateNode(node.right, context);
  return located(node, () => applyOperator(node.operator, [left, right]));
}

/** One decisive operand decides, even where the other is an error; beside an unknown, an error stays unknown. */
function* evaluateLogical(node: Binary, context: EvaluationContext): Task<Value> {
  const operands: Value[] = [];
  const failures: HclError[] = [];
  for (const operand of [node.left, node.right]) {
    try {
      operands.push(yield evaluateNode(operand, context));
    } catch (error) {
      if (!(error instanceof HclError) || error instanceof BudgetError) throw error;
      failures.push(error);
      operands.push(unknownValue(BOOL, [error.message]));
    }
  }
  const [left, right] = operands as [Value, Value];
  const result = located(node, () => applyOperator(node.operator, [left, right]));
  const [failure] = failures;
  if (!failure || result.kind === 'bool') return result;
  const failedRight = right.kind === 'unknown' && right.reasons[0] === failure.message;
  if (failures.length === 1 && failedRight && left.kind === 'unknown') return result;
  throw failure;
}

/** Both branches are evaluated for their common type; an error in the branch not taken does not count. */
function* evaluateConditional(node: Conditional, context: EvaluationContext): Task<Value> {
  const given = yield evaluateNode(node.condition, context);
  const failures: (HclError | undefined)[] = [];
  const branches: Value[] = [];
  for (const branch of [node.whenTrue, node.whenFalse]) {
    try {
      branches.push(yield evaluateNode(branch, context));
      failures.push(undefined);
    } catch (error) {
      if (!(error instanceof HclError) || error instanceof BudgetError) throw error;
      branches.push(unknownValue(DYNAMIC, [error.message]));
      failures.push(error);
    }
  }
  const condition = located(node.condition, () => asCondition(given));
  const [whenTrue, whenFalse] = branches as [Value, Value];
  const failure = condition.kind === 'bool' ? failures[condition.truth ? 0 : 1] : (failures[0] ?? failures[1]);
  if (failure) throw failure;
  return located(node, () => {
    const type = branchType(whenTrue, whenFalse);
    if (condition.kind === 'unknown') {
      const either = isEmptyAlike(whenTrue, whenFalse)
        ? convertValue(whenTrue, type)
        : unknownValue(type, condition.reasons);
      return markedLike(either, [condition, whenTrue, whenFalse]);
    }
    return markedLike(convertValue(condition.truth ? whenTrue : whenFalse, type), [condition]);
  });
}

/** True when both branches are null, or both empty, so that the condition does not matter. */
function isEmptyAlike(whenTrue: Value, whenFalse: Value): boolean {
  if (whenTrue.kind === 'null') return whenFalse.kind === 'null';
  if (!sameType(whenTrue.type, whenFalse.type)) return false;
  if (whenTrue.kind === 'sequence' && whenFalse.kind === 'sequence')
    return whenTrue.items.length === 0 && whenFalse.items.length === 0;
  if (whenTrue.kind !== 'mapping' || whenFalse.kind !== 'mapping') return false;
  return whenTrue.entries.size === 0 && whenFalse.entries.size === 0;
}

function branchType(whenTrue: Value, whenFalse: Value): Type {
  if (whenTrue.kind === 'null' && whenTrue.type.kind === 'dynamic') return whenFalse.type;
  if (whenFalse.kind === 'null' && whenFalse.type.kind === 'dynamic') return whenTrue.type;
  if (whenTrue.type.kind === 'dynamic' || whenFalse.type.kind === 'dynamic') return DYNAMIC;
  const type = unifyTypes([whenTrue.type, whenFalse.type]);
  if (!type) throw new HclError('Inconsistent conditional result types: the two results have no common type', null);
  return type;
}
