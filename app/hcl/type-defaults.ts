import { convertValue, tryConvert } from './convert.ts';
import type { Expression } from './syntax-tree.ts';
import type { ObjectType, Type } from './type.ts';
import type { TypeConstraint, TypeDefaults } from './type-constraint.ts';
import { mappingValue, markedLike, objectValue, tupleValue, type Value } from './value.ts';

/** How a default expression is evaluated: it refers to nothing. */
export type EvaluateDefault = (expression: Expression) => Value;

/**
 * The value as the constraint asks for it: defaults of `optional()` filled in for attributes that are missing or null,
 * then converted (https://developer.hashicorp.com/terraform/language/expressions/type-constraints, read 2026-11-25).
 * @throws HclError without a span when the value does not convert.
 */
export function applyTypeConstraint(
  value: Value,
  constraint: TypeConstraint & { readonly evaluateDefault: EvaluateDefault },
): Value {
  const { type, defaults, evaluateDefault } = constraint;
  const filled = defaults ? fillDefaults(value, { type, defaults, evaluateDefault }) : value;
  return convertValue(filled, type);
}

/** All default expressions of a constraint. */
export function defaultExpressions(defaults: TypeDefaults | null): readonly Expression[] {
  if (!defaults) return [];
  const inner = [...defaults.children.values()].flatMap(defaultExpressions);
  return [...defaults.attributes.values(), ...inner];
}

interface Filling {
  readonly type: Type;
  readonly defaults: TypeDefaults;
  readonly evaluateDefault: EvaluateDefault;
}

/** The value with defaults filled in; parts keep their types, the conversion comes after. */
function fillDefaults(value: Value, filling: Filling): Value {
  const { type } = filling;
  if (value.kind === 'sequence') {
    const items = value.items.map((item, i) => {
      const inner = innerFilling(filling, type.kind === 'tuple' ? String(i) : '');
      return inner ? fillDefaults(item, inner) : item;
    });
    return markedLike(tupleValue(items), [value]);
  }
  if (value.kind !== 'mapping') return value;
  const entries = new Map<string, Value>();
  for (const [name, entry] of value.entries) {
    const inner = innerFilling(filling, type.kind === 'object' ? name : '');
    entries.set(name, inner ? fillDefaults(entry, inner) : entry);
  }
  // What an open object does not show it may have all the same: no default takes its place.
  const open = value.type.kind === 'object' ? value.type.open : undefined;
  if (type.kind === 'object' && open === undefined) addMissing(entries, { ...filling, type });
  const filled = objectValue(entries);
  const kept = open === undefined ? filled : mappingValue({ ...(filled.type as ObjectType), open }, entries);
  return markedLike(kept, [value]);
}

function innerFilling({ type, defaults, evaluateDefault }: Filling, name: string): Filling | null {
  const child = defaults.children.get(name);
  if (!child) return null;
  const inner =
    type.kind === 'object' ? type.attributes.get(name) : type.kind === 'tuple' ? type.elements[Number(name)] : null;
  const element = 'element' in type ? type.element : inner;
  return element ? { type: element, defaults: child, evaluateDefault } : null;
}

function addMissing(
  entries: Map<string, Value>,
  filling: Filling & { readonly type: Type & { kind: 'object' } },
): void {
  for (const [name, expression] of filling.defaults.attributes) {
    const given = entries.get(name);
    if (given && given.kind !== 'null') continue;
    const type = filling.type.attributes.get(name);
    const fallback = filling.evaluateDefault(expression);
    const inner = innerFilling(filling, name);
    const filled = inner ? fillDefaults(fallback, inner) : fallback;
    entries.set(name, type ? (tryConvert(filled, type) ?? filled) : filled);
  }
}
