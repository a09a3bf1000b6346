import { spendWalk } from './budget.ts';
import { BudgetError } from './budget-error.ts';
import { convertValue } from './convert.ts';
import { HclError } from './diagnostic.ts';
import { type EvaluationContext, located } from './evaluation-context.ts';
import { applyOperator } from './operator.ts';
import type { Binary, Conditional } from './syntax-tree.ts';
import type { Task } from './task.ts';
import { asCondition } from './traverse.ts';
import { BOOL, DYNAMIC, sameType, type Type } from './type.ts';
import { unifyTypes } from './unify.ts';
import { markedLike, unknownValue, type Value } from './value.ts';

/** A binary operator; `&&` and `||` by their own rules. */
export function* evaluateBinary(node: Binary, context: EvaluationContext): Task<Value> {
  if (node.operator === '&&' || node.operator === '||') return yield evaluateLogical(node, context);
  const left = yield context.evaluate(node.left, context);
  const right = yield context.evaluate(node.right, context);
  spendWalk(context.scope.budget, [left, right]);
  return located(node, () => applyOperator(node.operator, [left, right]));
}

/** One decisive operand decides, even where the other is an error; beside an unknown, an error stays unknown. */
function* evaluateLogical(node: Binary, context: EvaluationContext): Task<Value> {
  const operands: Value[] = [];
  const failures: HclError[] = [];
  for (const operand of [node.left, node.right]) {
    try {
      operands.push(yield context.evaluate(operand, context));
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
export function* evaluateConditional(node: Conditional, context: EvaluationContext): Task<Value> {
  const given = yield context.evaluate(node.condition, context);
  const failures: (HclError | undefined)[] = [];
  const branches: Value[] = [];
  for (const branch of [node.whenTrue, node.whenFalse]) {
    try {
      branches.push(yield context.evaluate(branch, context));
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
  // The marks of either branch stay on the result: https://github.com/hashicorp/hcl, ConditionalExpr (2026-11-25).
  return located(node, () => {
    const type = branchType(whenTrue, whenFalse);
    if (condition.kind === 'unknown') {
      const either = areAlike(whenTrue, whenFalse)
        ? convertValue(whenTrue, type)
        : unknownValue(type, condition.reasons);
      return markedLike(either, [condition, whenTrue, whenFalse]);
    }
    const taken = convertValue(condition.truth ? whenTrue : whenFalse, type);
    return markedLike(taken, [condition, whenTrue, whenFalse]);
  });
}

/** True when both branches are null, the same number or empty collections: the condition does not matter then. */
function areAlike(whenTrue: Value, whenFalse: Value): boolean {
  if (whenTrue.kind === 'null') return whenFalse.kind === 'null';
  if (!sameType(whenTrue.type, whenFalse.type)) return false;
  if (whenTrue.kind === 'number' && whenFalse.kind === 'number') return whenTrue.number.equals(whenFalse.number);
  if (!('element' in whenTrue.type)) return false;
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
