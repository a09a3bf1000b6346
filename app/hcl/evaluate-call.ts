import { BudgetError } from './budget-error.ts';
import { callFunction, type FunctionCall, prepareCall, withoutSecrets } from './call-function.ts';
import { HclError } from './diagnostic.ts';
import { callContext, type EvaluationContext, located } from './evaluation-context.ts';
import { positionAt } from './source-text.ts';
import type { Call, Expression } from './syntax-tree.ts';
import type { Task } from './task.ts';
import { BOOL, DYNAMIC, isSequence } from './type.ts';
import { readTypeConstraint } from './type-constraint.ts';
import { applyTypeConstraint, defaultExpressions } from './type-defaults.ts';
import {
  boolValue,
  isWhollyKnown,
  markedLike,
  NULL,
  reasonsOf,
  unknownValue,
  type Value,
  withCertainty,
  withSensitive,
} from './value.ts';

/** A function call. Functions of providers are not here: their results are unknown. */
export function* evaluateCall(node: Call, context: EvaluationContext): Task<Value> {
  const name = node.name.startsWith('core::') ? node.name.slice('core::'.length) : node.name;
  const definition = context.scope.functions.get(name);
  const nameSpan = { start: node.start, end: node.nameEnd };
  if (definition?.lazy === 'try') return yield evaluateTry(node, context);
  if (definition?.lazy === 'can') return yield evaluateCan(node, context);
  if (definition?.lazy === 'convert') return yield evaluateConvert(node, context);
  const missing = definition ? null : missingFunction(node.name);
  if (missing !== null) throw new HclError(missing, nameSpan);
  const args: Value[] = [];
  for (const argument of node.arguments) args.push(yield context.evaluate(argument, context));
  if (!definition) return markedLike(unknownValue(DYNAMIC, [`${name}() is a function of a provider`]), args);
  if (node.expand) {
    const last = args.pop() as Value;
    if (last.kind === 'unknown') return markedLike(unknownValue(DYNAMIC, last.reasons), [last, ...args]);
    const items = located(node.arguments.at(-1) ?? node, () => expanded(last));
    for (const item of items) args.push(markedLike(item, [last]));
  }
  const call = { name, definition, arguments: args };
  if (definition.template) return yield evaluateTemplateCall(node, { call, context });
  return located(node, () => callFunction(call, callContext(context.scope)));
}

/** What is wrong with the name of a function that is not in the language; null where a provider may have it. */
function missingFunction(name: string): string | null {
  const [namespace, ...rest] = name.split('::');
  if (rest.length === 0) return `Call to unknown function: there is no function named "${name}"`;
  if (namespace === 'core')
    return `Call to unknown function: there is no builtin (core::) function named "${rest.join('::')}"`;
  if (namespace !== 'provider')
    return `Unknown function namespace: function "${name}" does not exist within a valid namespace (provider,core)`;
  if (rest.length === 2 || rest.length === 3) return null;
  const forms = 'provider::<name>::<function> or provider::<name>::<alias>::<function>';
  return `Invalid function format: invalid provider function "${name}": expected ${forms}`;
}

/** `templatefile` and `templatestring`: the template is evaluated as a part of this evaluation. */
function* evaluateTemplateCall(
  node: Call,
  given: { readonly call: FunctionCall; readonly context: EvaluationContext },
): Task<Value> {
  const { call, context } = given;
  const prepared = located(node, () => prepareCall(call));
  if (prepared.unknown) return prepared.unknown;
  const request = located(node, () =>
    withoutSecrets(call, () => call.definition.template?.(prepared.args, callContext(context.scope))),
  );
  if (!request) throw new HclError(`${call.name} renders no template`, node);
  if (request.kind !== 'request') return request;
  const { expression, source, variables } = request;
  const entries = variables.kind === 'mapping' ? variables.entries : new Map<string, Value>();
  const scope = { ...request.context, lookup: (name: string) => entries.get(name) };
  try {
    const value = yield context.evaluate(expression, { ...context, scope, bindings: null });
    return prepared.sensitive ? withSensitive(value, true) : markedLike(value, [variables]);
  } catch (error) {
    if (!(error instanceof HclError) || error instanceof BudgetError) throw error;
    const { line, column } = positionAt(source, error.span?.start ?? 0);
    // Only the innermost template is named: a thousand of them within each other would make a long message.
    const isNamed = error instanceof TemplateError;
    throw new TemplateError(isNamed ? error.message : `${source.file}:${line}:${column}: ${error.message}`, node);
  }
}

class TemplateError extends HclError {}

/** `convert(value, type)`: the second argument is a type constraint. */
function* evaluateConvert(node: Call, context: EvaluationContext): Task<Value> {
  const [argument, type] = node.arguments;
  if (!argument || !type || node.arguments.length > 2) throw new HclError('convert needs a value and a type', node);
  const constraint = readTypeConstraint(type);
  const value = yield context.evaluate(argument, context);
  const fallbacks = new Map<Expression, Value>();
  for (const expression of defaultExpressions(constraint.defaults))
    fallbacks.set(expression, yield context.evaluate(expression, context));
  const evaluateDefault = (expression: Expression): Value => fallbacks.get(expression) ?? NULL;
  return located(argument, () => applyTypeConstraint(value, { ...constraint, evaluateDefault }));
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
      if (isWhollyKnown(value)) return value;
      const unknown = unknownValue(DYNAMIC, reasonsOf([value]));
      // A reference that has led somewhere leads there later, too; a call may still fail.
      const certain = argument.kind === 'traversal' && value.kind === 'unknown' ? value.certain : undefined;
      return markedLike(certain ? withCertainty(unknown, certain) : unknown, [value]);
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
