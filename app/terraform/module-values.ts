import { HclError } from '#app/hcl/diagnostic.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import { readTypeConstraint, type TypeConstraint } from '#app/hcl/type-constraint.ts';
import { applyTypeConstraint } from '#app/hcl/type-defaults.ts';
import { hasSensitive, unknownValue, type Value, withSensitive } from '#app/hcl/value.ts';
import { evaluateIn, NO_NAMES } from './evaluate-in.ts';
import type { Steps } from './evaluation-graph.ts';
import { attributeOf, lineOf, type SourcedBlock, sourceOf } from './module-files.ts';
import type { ModuleInstance } from './module-instance.ts';
import { needsOfExpression } from './needs.ts';
import { readInputText } from './read-variables.ts';

/**
 * The value of a variable: what the caller gives or its default, converted to its type.
 * https://developer.hashicorp.com/terraform/language/values/variables (read 2026-08-21).
 */
export function* computeVariable(module: ModuleInstance, name: string): Steps<Value> {
  const declared = module.files.byName.get(`variable.${name}`);
  if (!declared) return unknown(`var.${name} is not declared`);
  const constraint = constraintOf(declared, module);
  const given = yield* givenValue(module, { name, constraint });
  const fallback = attributeOf(declared.block, 'default');
  const useDefault = given === null || (given.kind === 'null' && isLiteral(declared, 'nullable', false));
  const raw = !useDefault
    ? given
    : fallback
      ? evaluateIn(fallback.expression, { module, names: NO_NAMES, source: sourceOf(declared, fallback) })
      : unknown(`${module.qualified(`var.${name}`)} has no value`);
  const isSensitive = isLiteral(declared, 'sensitive', true);
  const value = typed(isSensitive ? withSensitive(raw, true) : raw, { declared, constraint, module });
  return isSensitive ? withSensitive(value, true) : value;
}

function* givenValue(
  module: ModuleInstance,
  { name, constraint }: { readonly name: string; readonly constraint: TypeConstraint | null },
): Steps<Value | null> {
  const { caller } = module;
  if (!caller) {
    const input = module.rootInputs.get(name);
    if (!input) return null;
    return 'value' in input ? input.value : withSensitive(readInputText(input.text, constraint), input.sensitive);
  }
  const argument = attributeOf(caller.sourced.block, name);
  if (!argument) return null;
  yield* needsOfExpression(argument.expression, caller.module);
  const source = sourceOf(caller.sourced, argument);
  return evaluateIn(argument.expression, { module: caller.module, names: caller.repetition.names, source });
}

/** The declared type; null where there is none, or none that makes sense, which is reported. */
function constraintOf(declared: SourcedBlock, module: ModuleInstance): TypeConstraint | null {
  const type = attributeOf(declared.block, 'type');
  if (!type) return null;
  try {
    return readTypeConstraint(type.expression);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    const place = { file: declared.source.file, line: lineOf(declared) };
    module.project.report({ severity: 'error', message: error.message, place, remedy: 'correct the type' });
    return null;
  }
}

function typed(
  value: Value,
  declaration: {
    readonly declared: SourcedBlock;
    readonly constraint: TypeConstraint | null;
    readonly module: ModuleInstance;
  },
): Value {
  const { declared, constraint, module } = declaration;
  if (!constraint) return value;
  try {
    const evaluateDefault = (expression: Expression): Value =>
      evaluateIn(expression, { module, names: NO_NAMES, source: declared.source });
    return applyTypeConstraint(value, { ...constraint, evaluateDefault });
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    const name = module.qualified(`var.${declared.block.labels[0]?.text}`);
    // The message may quote the value.
    const what = hasSensitive(value) ? 'it is sensitive and not shown' : error.message;
    module.project.report({
      severity: 'error',
      message: `the value of ${name} does not fit its type: ${what}`,
      place: { file: declared.source.file, line: lineOf(declared) },
      remedy: 'correct the value or the type',
    });
    return unknown(`${name} does not fit its type`);
  }
}

/** The value of a local. */
export function* computeLocal(module: ModuleInstance, name: string): Steps<Value> {
  const found = module.files.locals.get(name);
  if (!found) return unknown(`${module.qualified(`local.${name}`)} is not declared`);
  const { attribute, source } = found;
  yield* needsOfExpression(attribute.expression, module);
  return evaluateIn(attribute.expression, { module, names: NO_NAMES, source });
}

/** The value of an output. */
export function* computeOutput(module: ModuleInstance, name: string): Steps<Value> {
  const declared = module.files.byName.get(`output.${name}`);
  const value = declared && attributeOf(declared.block, 'value');
  if (!value || !declared) return unknown(`${module.address} has no output ${name}`);
  yield* needsOfExpression(value.expression, module);
  const found = evaluateIn(value.expression, { module, names: NO_NAMES, source: sourceOf(declared, value) });
  return isLiteral(declared, 'sensitive', true) ? withSensitive(found, true) : found;
}

function isLiteral({ block }: SourcedBlock, name: string, wanted: boolean): boolean {
  const expression = attributeOf(block, name)?.expression;
  return expression?.kind === 'literal' && expression.value === wanted;
}

function unknown(reason: string): Value {
  return unknownValue(DYNAMIC, [reason]);
}
