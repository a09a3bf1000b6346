import { spendValue, spendWalk } from './budget.ts';
import { BudgetError } from './budget-error.ts';
import { convertValue } from './convert.ts';
import { HclError } from './diagnostic.ts';
import type { CallContext, HclFunction, Parameter } from './function.ts';
import { withoutMarks } from './set-value.ts';
import { isPrimitive } from './type.ts';
import {
  hasSensitive,
  isWhollyKnown,
  markedLike,
  reasonsOf,
  unknownValue,
  type Value,
  withCertainty,
  withSensitive,
} from './value.ts';

export interface FunctionCall {
  readonly name: string;
  readonly definition: HclFunction;
  readonly arguments: readonly Value[];
}

/** Arguments ready for the function, or the unknown that the call comes to because of them. */
export interface PreparedCall {
  readonly args: readonly Value[];
  readonly unknown: Value | null;
  /** True when marks were taken off that belong on the result. */
  readonly sensitive: boolean;
}

/**
 * The result of a call: arguments counted and converted, unknown arguments answered with an unknown, marks of
 * arguments put on the result.
 * @throws HclError without a span when the call is wrong.
 */
export function callFunction(call: FunctionCall, context: CallContext): Value {
  spendWalk(context.budget, call.arguments);
  const prepared = prepareCall(call);
  const result = prepared.unknown ?? withoutSecrets(call, () => call.definition.call(prepared.args, context));
  spendValue(context.budget, result);
  return prepared.sensitive ? withSensitive(result, true) : result;
}

/** What `compute` returns; an error of it does not quote arguments that are sensitive. */
export function withoutSecrets<Result>(call: FunctionCall, compute: () => Result): Result {
  try {
    return compute();
  } catch (error) {
    const mayQuote = error instanceof HclError && !(error instanceof BudgetError) && call.arguments.some(hasSensitive);
    if (!mayQuote) throw error;
    throw new HclError(`The call of "${call.name}" with a sensitive value failed`, error.span);
  }
}

/** The arguments counted, converted and freed of marks. @throws HclError without a span when the call is wrong. */
export function prepareCall(call: FunctionCall): PreparedCall {
  const { definition, name } = call;
  checkCount(call);
  const args: Value[] = [];
  let sensitive = false;
  let unknown = false;
  call.arguments.forEach((given, i) => {
    const parameter = parameterAt(definition, i);
    const plain = parameter.allowSensitive ? given : withoutMarks(given);
    if (plain !== given && hasSensitive(given)) sensitive = true;
    const converted = convertArgument(plain, { name, parameter });
    if (isUnknownArgument(converted, parameter)) unknown = true;
    args.push(converted);
  });
  return { args, sensitive, unknown: unknown ? unknownResult(definition, args) : null };
}

function unknownResult(definition: HclFunction, args: readonly Value[]): Value {
  const types = args.map((arg) => arg.type);
  const isOpen = args.some((arg) => arg.kind === 'unknown' && arg.type.kind === 'dynamic');
  const type = isOpen || !definition.resultType ? definition.returns : definition.resultType(types);
  const unknown = unknownValue(type, reasonsOf(args));
  // Functions of one simple type give no null.
  return markedLike(isPrimitive(definition.returns) ? withCertainty(unknown, { notNull: true }) : unknown, args);
}

function parameterAt(definition: HclFunction, index: number): Parameter {
  return (definition.parameters[index] ?? definition.rest) as Parameter;
}

function isUnknownArgument(value: Value, parameter: Parameter): boolean {
  if (parameter.whollyKnown) return !isWhollyKnown(value);
  return value.kind === 'unknown' && !parameter.allowUnknown;
}

function checkCount({ name, definition, arguments: args }: FunctionCall): void {
  const least = definition.parameters.length;
  const missing = definition.parameters[args.length];
  if (missing)
    throw new HclError(
      `Not enough function arguments: "${name}" expects ${definition.rest ? 'at least ' : ''}${least}, missing "${missing.name}"`,
      null,
    );
  if (args.length > least && !definition.rest)
    throw new HclError(`Too many function arguments: "${name}" expects ${least}, got ${args.length}`, null);
}

function convertArgument(value: Value, place: { readonly name: string; readonly parameter: Parameter }): Value {
  const { name, parameter } = place;
  if (value.kind === 'null' && !parameter.allowNull)
    throw new HclError(`Invalid function argument: "${parameter.name}" of "${name}" must not be null`, null);
  try {
    return convertValue(value, parameter.type);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    throw new HclError(`Invalid function argument: "${parameter.name}" of "${name}": ${error.message}`, null);
  }
}
