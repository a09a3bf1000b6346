import { convertValue, tryConvert } from './convert.ts';
import { HclError } from './diagnostic.ts';
import { sortedNames } from './set-value.ts';
import type { TraversalStep } from './syntax-tree.ts';
import { BOOL, type CollectionType, DYNAMIC, NUMBER, STRING, type TupleType, type Type } from './type.ts';
import { markedLike, numberValue, reasonsOf, retyped, stringValue, unknownValue, type Value } from './value.ts';

/** The value that literal steps lead to. @throws HclError with the step's span where one leads nowhere. */
export function followSteps(start: Value, steps: readonly TraversalStep[]): Value {
  let value = start;
  for (const step of steps) {
    try {
      value =
        step.kind === 'attribute'
          ? getAttribute(value, step.name)
          : getIndex(value, typeof step.key === 'string' ? stringValue(step.key) : numberValue(step.key));
    } catch (error) {
      if (error instanceof HclError && !error.span) throw new HclError(error.message, step);
      throw error;
    }
  }
  return value;
}

/** `value.name`. @throws HclError when there is no such attribute. */
function getAttribute(value: Value, name: string): Value {
  const { type } = value;
  if (value.kind === 'null') throw new HclError(`Attempt to get attribute "${name}" from a null value`, null);
  if (value.kind === 'unknown' && type.kind === 'dynamic') return value;
  if (type.kind === 'object') {
    const attribute = type.attributes.get(name);
    if (!attribute && type.open !== undefined)
      return markedLike(unknownValue(DYNAMIC, [`${type.open}.${name} is decided at apply`]), [value]);
    if (!attribute) throw new HclError(`Unsupported attribute: this object has no attribute named "${name}"`, null);
    if (value.kind === 'unknown') return retyped(value, attribute);
  } else if (type.kind === 'map') {
    if (value.kind === 'unknown') return retyped(value, type.element);
  } else throw new HclError(`Unsupported attribute: a ${type.kind} has no attribute "${name}"`, null);
  const entry = value.kind === 'mapping' ? value.entries.get(name) : undefined;
  if (!entry) throw new HclError(`Missing map element: this map has no element with the key "${name}"`, null);
  return markedLike(entry, [value]);
}

/** `value[key]`. @throws HclError when there is no such element. */
export function getIndex(value: Value, key: Value): Value {
  const { type } = value;
  if (value.kind === 'null') throw new HclError('Attempt to index a null value', null);
  if (key.kind === 'null') throw new HclError("Invalid index: the key is null and so can't be used as an index", null);
  if (value.kind === 'unknown' && type.kind === 'dynamic') return markedLike(value, [key]);
  if (type.kind === 'list' || type.kind === 'tuple') return getItem(value, key);
  if (type.kind === 'map' || type.kind === 'object') {
    const name = tryConvert(key, STRING);
    if (!name) throw new HclError('Invalid index: the key must be a string', null);
    if (name.kind !== 'string') return unknownElement(type.kind === 'map' ? type.element : DYNAMIC, [value, name]);
    if (key.sensitive && value.kind === 'mapping' && !value.entries.has(name.text))
      throw new HclError('Invalid index: the collection has no element with the key (sensitive)', null);
    return markedLike(getAttribute(value, name.text), [key]);
  }
  throw new HclError(`Invalid index: a ${type.kind} does not have any indices`, null);
}

function getItem(value: Value, key: Value): Value {
  const type = value.type as CollectionType | TupleType;
  const index = tryConvert(key, NUMBER);
  if (!index) throw new HclError('Invalid index: a number is required', null);
  if (key.kind === 'unknown' && key.type.kind === 'dynamic') return unknownElement(DYNAMIC, [value, key]);
  if (index.kind !== 'number')
    return unknownElement(type.kind === 'list' ? (type.element as Type) : DYNAMIC, [value, index]);
  const { number } = index;
  if (!number.isInteger()) throw new HclError('Invalid index: a whole number is required', null);
  if (number.isNegative() && !number.isZero())
    throw new HclError('Invalid index: a negative number is not a valid index', null);
  const at = number.toNumber();
  if (value.kind === 'unknown') {
    if (type.kind === 'list') return markedLike(retyped(value, type.element as Type), [key]);
    const element = (type as TupleType).elements[at];
    if (element) return markedLike(retyped(value, element), [key]);
  }
  const item = value.kind === 'sequence' ? value.items[at] : undefined;
  if (!item)
    throw new HclError(`Invalid index: the collection has no element ${key.sensitive ? '(sensitive)' : at}`, null);
  return markedLike(item, [value, key]);
}

function unknownElement(type: Type, sources: readonly Value[]): Value {
  return markedLike(unknownValue(type, reasonsOf(sources)), sources);
}

/**
 * Keys and values in the order of iteration: index of a list or tuple, the item itself for a set, sorted names of a
 * map or object. @throws HclError when it cannot be iterated over; an unknown is not for this function.
 */
export function iterate(value: Value): [Value, Value][] {
  if (value.kind === 'mapping') {
    const pairs: [Value, Value][] = [];
    for (const name of sortedNames(value.entries)) pairs.push([stringValue(name), value.entries.get(name) as Value]);
    return pairs;
  }
  if (value.kind !== 'sequence') {
    const what = value.kind === 'null' ? 'a null value' : `a ${value.type.kind}`;
    throw new HclError(`Iteration over ${what}: a collection is required`, null);
  }
  if (value.type.kind === 'set') return value.items.map((item) => [item, item]);
  return value.items.map((item, i) => [numberValue(i), item]);
}

/** The value as true or false, or unknown. @throws HclError when it is null or no bool. */
export function asCondition(value: Value): Value & { kind: 'bool' | 'unknown' } {
  if (value.kind === 'null') throw new HclError('The condition value is null: conditions must be true or false', null);
  return convertValue(value, BOOL) as Value & { kind: 'bool' | 'unknown' };
}
