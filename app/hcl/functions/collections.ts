import { tryConvert } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import type { HclFunction } from '../function.ts';
import { graphemeCount } from '../graphemes.ts';
import { equalValues } from '../operator.ts';
import { sortedNames } from '../set-value.ts';
import { BOOL, DYNAMIC, isMapping, isSequence, listType, NUMBER, STRING, type Type, tupleType } from '../type.ts';
import {
  boolValue,
  listValue,
  markedLike,
  nullValue,
  numberValue,
  reasonsOf,
  stringValue,
  tupleValue,
  unknownValue,
  type Value,
  withCertainty,
} from '../value.ts';
import {
  anyParameter,
  argumentAt,
  elementOf,
  entriesOf,
  type FunctionFamily,
  integerOf,
  itemsOf,
  numberParameter,
  stringParameter,
  textOf,
} from './argument.ts';

/** A collection whose parts keep their own marks. */
const COLLECTION = { ...anyParameter('collection'), allowSensitive: true } as const;

/** Functions that look into one collection (https://developer.hashicorp.com/terraform/language/functions, 2026-11-25). */
export const COLLECTION_FUNCTIONS: FunctionFamily = {
  length: {
    parameters: [{ ...COLLECTION, allowUnknown: true }],
    returns: NUMBER,
    call: ([value]) => markedLike(lengthOf(value as Value), [value as Value]),
  },
  element: inCollection([numberParameter('index')], ([list, index]) => elementAt(list as Value, integerOf(index))),
  contains: {
    parameters: [anyParameter('list'), { ...anyParameter('value'), allowNull: true, allowUnknown: true }],
    returns: BOOL,
    call: ([list, value]) => contains(itemsOf(list), value as Value),
  },
  index: {
    parameters: [anyParameter('list'), { ...anyParameter('value'), whollyKnown: true }],
    returns: NUMBER,
    call: ([list, value]) => indexOf(list as Value, value as Value),
  },
  keys: {
    parameters: [{ ...COLLECTION, allowUnknown: true }],
    returns: DYNAMIC,
    call: ([map]) => markedLike(keysOf(map as Value), [map as Value]),
  },
  values: {
    ...inCollection([], ([map]) => valuesOf(map as Value)),
    resultType: ([type = DYNAMIC]) => valuesType(type),
  },
  lookup: {
    parameters: [COLLECTION, stringParameter('key')],
    rest: { ...anyParameter('default'), allowNull: true, allowUnknown: true, allowSensitive: true },
    returns: DYNAMIC,
    call: (args) => lookUp(args),
  },
  one: { ...inCollection([], ([list]) => one(list as Value)), resultType: ([type = DYNAMIC]) => oneType(type) },
  slice: inCollection([numberParameter('start_index'), numberParameter('end_index')], ([list, start, end]) =>
    slice(list as Value, [integerOf(start), integerOf(end)]),
  ),
  reverse: {
    ...inCollection([], ([list]) => reverse(list as Value)),
    resultType: ([type = DYNAMIC]) => reversedType(type),
  },
  alltrue: boolTest('all'),
  anytrue: boolTest('any'),
};

function inCollection(further: HclFunction['parameters'], compute: (args: readonly Value[]) => Value): HclFunction {
  return {
    parameters: [COLLECTION, ...further],
    returns: DYNAMIC,
    call: (args) => markedLike(compute(args), args.slice(0, 1)),
  };
}

function lengthOf(value: Value): Value {
  const { type } = value;
  if (type.kind === 'tuple') return numberValue(type.elements.length);
  if (type.kind === 'object') return numberValue(type.attributes.size);
  if (value.kind === 'unknown') {
    if (type.kind === 'number' || type.kind === 'bool')
      throw new HclError('argument must be a string or a collection', null);
    if (value.certain?.entries) return numberValue(value.certain.entries.length);
    const atLeast = type.kind === 'string' ? graphemeCount(value.certain?.prefix ?? '') : 0;
    return withCertainty(unknownValue(NUMBER, value.reasons), { notNull: true, atLeast });
  }
  if (value.kind === 'string') return numberValue(graphemeCount(value.text));
  if (value.kind === 'sequence') return numberValue(value.items.length);
  if (value.kind === 'mapping') return numberValue(value.entries.size);
  throw new HclError('argument must be a string, a collection type, or a structural type', null);
}

function elementAt(list: Value, index: number): Value {
  if (list.type.kind === 'set' || !isSequence(list.type))
    throw new HclError('cannot read elements from this type: a list is required', null);
  const items = itemsOf(list);
  if (items.length === 0) throw new HclError('cannot use element function with an empty list', null);
  const at = ((index % items.length) + items.length) % items.length;
  return argumentAt(items, at);
}

function contains(items: readonly Value[], wanted: Value): Value {
  const unknowns: Value[] = [];
  for (const item of items) {
    const same = equalValues(item, wanted);
    if (same.kind === 'unknown') unknowns.push(same);
    else if (same.kind === 'bool' && same.truth) return same;
  }
  return unknowns.length > 0 ? unknownValue(BOOL, reasonsOf(unknowns)) : boolValue(false);
}

function indexOf(list: Value, wanted: Value): Value {
  if (list.type.kind === 'set' || !isSequence(list.type)) throw new HclError('argument must be a list or tuple', null);
  const items = itemsOf(list);
  if (items.length === 0) throw new HclError('cannot search an empty list', null);
  for (const [i, item] of items.entries()) {
    const same = equalValues(item, wanted);
    if (same.kind === 'unknown') return unknownValue(NUMBER, reasonsOf([same]));
    if (same.kind === 'bool' && same.truth) return numberValue(i);
  }
  throw new HclError('item not found', null);
}

function keysOf(map: Value): Value {
  const { type } = map;
  if (type.kind === 'object') return tupleValue(sortedNames(type.attributes).map(stringValue));
  if (map.kind === 'unknown') {
    if (type.kind !== 'map' && type.kind !== 'dynamic') throw new HclError('must be a map or object', null);
    return unknownValue(type.kind === 'map' ? listType(STRING) : DYNAMIC, map.reasons);
  }
  return listValue(STRING, sortedNames(entriesOf(map)).map(stringValue));
}

function valuesOf(map: Value): Value {
  const entries = entriesOf(map);
  const values = sortedNames(entries).map((name) => entries.get(name) as Value);
  return map.type.kind === 'object' ? tupleValue(values) : listValue(elementOf(map.type), values);
}

function lookUp(args: readonly Value[]): Value {
  const [map, key, fallback] = args;
  const given = map as Value;
  if (args.length > 3) throw new HclError('lookup() takes two or three arguments', null);
  if (!isMapping(given.type)) throw new HclError('lookup() requires a map as the first argument', null);
  const entry = entriesOf(given).get(textOf(key));
  if (entry) return markedLike(entry, [given]);
  if (!fallback) throw new HclError('the given key does not identify an element in this map', null);
  const converted = given.type.kind === 'map' ? tryConvert(fallback, given.type.element) : fallback;
  if (!converted) throw new HclError('the default value must have the same type as the map elements', null);
  return markedLike(converted, [given]);
}

function valuesType(type: Type): Type {
  if (type.kind === 'object')
    return tupleType(sortedNames(type.attributes).map((name) => type.attributes.get(name) ?? DYNAMIC));
  return type.kind === 'map' ? listType(type.element) : DYNAMIC;
}

function reversedType(type: Type): Type {
  if (type.kind === 'tuple') return tupleType([...type.elements].reverse());
  return type.kind === 'list' || type.kind === 'set' ? listType(type.element) : DYNAMIC;
}

function oneType(type: Type): Type {
  if (type.kind === 'list' || type.kind === 'set') return type.element;
  if (type.kind === 'tuple' && type.elements.length < 2) return type.elements[0] ?? DYNAMIC;
  throw new HclError('must be a list, set, or tuple value with either zero or one elements', null);
}

function one(list: Value): Value {
  const items = itemsOf(list);
  const element: Type = list.type.kind === 'tuple' ? DYNAMIC : elementOf(list.type);
  if (items.length > 1)
    throw new HclError('must be a list, set, or tuple value with either zero or one elements', null);
  return items[0] ?? nullValue(element);
}

function slice(list: Value, [start, end]: readonly [number, number]): Value {
  const items = itemsOf(list);
  if (list.type.kind === 'set')
    throw new HclError('cannot slice a set, because its elements do not have indices', null);
  if (start < 0 || end > items.length || start > end)
    throw new HclError('start and end index must lie within the list, start not behind end', null);
  const part = items.slice(start, end);
  return list.type.kind === 'tuple' ? tupleValue(part) : listValue(elementOf(list.type), part);
}

function reverse(list: Value): Value {
  const items = [...itemsOf(list)].reverse();
  if (list.type.kind === 'tuple') return tupleValue(items);
  return listValue(elementOf(list.type), items);
}

/** `alltrue` and `anytrue`: null counts as false; an unknown item leaves it open unless another decides. */
function boolTest(wanted: 'all' | 'any'): HclFunction {
  const decisive = wanted === 'any';
  return {
    parameters: [{ name: 'list', type: listType(BOOL) }],
    returns: BOOL,
    call([list]) {
      const unknowns: Value[] = [];
      for (const item of itemsOf(list)) {
        if (item.kind === 'unknown') unknowns.push(item);
        else if ((item.kind === 'bool' && item.truth) === decisive) return boolValue(decisive);
      }
      return unknowns.length > 0 ? unknownValue(BOOL, reasonsOf(unknowns)) : boolValue(!decisive);
    },
  };
}
