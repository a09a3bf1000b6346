import { BudgetError } from './budget.ts';
import { callFunction } from './call-function.ts';
import { HclError } from './diagnostic.ts';
import { callContext, type EvaluationContext, located } from './evaluation-context.ts';
import type { Call } from './syntax-tree.ts';
import type { Task } from './task.ts';
import { BOOL, DYNAMIC, isSequence } from './type.ts';
import { boolValue, isWhollyKnown, markedLike, reasonsOf, unknownValue, type Value } from './value.ts';

/** A function call. Functions of providers are not here: their results are unknown. */
export function* evaluateCall(node: Call, context: EvaluationContext): Task<Value> {
  const name = node.name.startsWith('core::') ? node.name.slice('core::'.length) : node.name;
  const definition = context.scope.functions.get(name);
  const nameSpan = { start: node.start, end: node.nameEnd };
  if (definition?.lazy === 'try') return yield evaluateTry(node, context);
  if (definition?.lazy === 'can') return yield evaluateCan(node, context);
  if (!definition && !name.startsWith('provider::'))
    throw new HclError(`Call to unknown function: there is no function named "${name}"`, nameSpan);
  const args: Value[] = [];
  for (const argument of node.arguments) args.push(yield context.evaluate(argument, context));
  if (!definition) return markedLike(unknownValue(DYNAMIC, [`${name}() is a function of a provider`]), args);
  if (node.expand) {
    const last = args.pop() as Value;
    if (last.kind === 'unknown') return markedLike(unknownValue(DYNAMIC, last.reasons), [last, ...args]);
    const items = located(node.arguments.at(-1) ?? node, () => expanded(last));
    for (const item of items) args.push(markedLike(item, [last]));
  }
  return located(node, () => callFunction({ name, definition, arguments: args }, callContext(context.scope)));
}

function expanded(value: Value): readonly Value[] {
  if (value.kind === 'null') throw new HclError('Invalid expanding argument value: it must not be null', null);
  if (value.kind !== 'sequence' || !isSequence(value.type))
    throw new HclError('Invalid expanding argument value: a list, tuple or set is required', null);
  return value.items;
}

/** `try(…)`: the first argument that evaluates. One that is not wholly known might fail later: unknown. */
function* evaluateTry(node: Call, context: EvaluationContext): Task<Value> {
  if (node.arguments.length === 0) throw new HclError('try needs at least one argument', node);
  let lastError = '';
  for (const argument of node.arguments) {
    try {
      const value = yield context.evaluate(argument, context);
      return isWhollyKnown(value) ? value : markedLike(unknownValue(DYNAMIC, reasonsOf([value])), [value]);
    } catch (error) {
      if (!(error instanceof HclError) || error instanceof BudgetError) throw error;
      lastError = error.message;
    }
  }
  throw new HclError(`No expression given to "try" succeeded; the last: ${lastError}`, node);
}

function* evaluateCan(node: Call, context: EvaluationContext): Task<Value> {
  const argument = node.arguments[0];
  if (!argument || node.arguments.length > 1) throw new HclError('can needs exactly one argument', node);
  try {
    const value = yield context.evaluate(argument, context);
    return isWhollyKnown(value) ? boolValue(true) : unknownValue(BOOL, reasonsOf([value]));
  } catch (error) {
    if (!(error instanceof HclError) || error instanceof BudgetError) throw error;
    return boolValue(false);
  }
}
