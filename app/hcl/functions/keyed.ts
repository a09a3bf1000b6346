import { spendSteps } from '../budget.ts';
import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import type { CallContext } from '../function.ts';
import { equalValues } from '../operator.ts';
import { sortedNames } from '../set-value.ts';
import { DYNAMIC, listType, mapType, STRING, type Type } from '../type.ts';
import { unifyTypes } from '../unify.ts';
import {
  listValue,
  mapValue,
  markedLike,
  objectValue,
  reasonsOf,
  stringValue,
  unknownValue,
  type Value,
} from '../value.ts';
import { anyParameter, elementOf, entriesOf, type FunctionFamily, itemsOf, textOf } from './argument.ts';

const ANY_LIST = { name: 'list', type: listType(DYNAMIC) } as const;

/** Functions that pair keys with values (https://developer.hashicorp.com/terraform/language/functions, 2026-11-25). */
export const KEYED_FUNCTIONS: FunctionFamily = {
  zipmap: {
    parameters: [
      { name: 'keys', type: listType(STRING), whollyKnown: true },
      { ...anyParameter('values'), allowSensitive: true },
    ],
    returns: DYNAMIC,
    resultType: ([, values = DYNAMIC]) => zippedType(values),
    call: ([keys, values]) => markedLike(zipMap(keys as Value, values as Value), [values as Value]),
  },
  transpose: {
    parameters: [{ name: 'values', type: mapType(listType(STRING)), whollyKnown: true }],
    returns: mapType(listType(STRING)),
    call: ([values]) => transpose(values as Value),
  },
  matchkeys: {
    parameters: [{ ...ANY_LIST, whollyKnown: true }, ANY_LIST, ANY_LIST],
    returns: DYNAMIC,
    resultType: ([list = DYNAMIC]) => list,
    call: (args, context) => matchKeys(args, context),
  },
};

function zippedType(values: Type): Type {
  if (values.kind === 'list' || values.kind === 'set') return mapType(values.element);
  return DYNAMIC;
}

function zipMap(keys: Value, values: Value): Value {
  const names = itemsOf(keys).map(textOf);
  if (values.type.kind === 'set') throw new HclError('values argument must be a list or tuple value', null);
  const items = itemsOf(values);
  if (names.length !== items.length)
    throw new HclError(`number of keys (${names.length}) does not match number of values (${items.length})`, null);
  const entries = new Map<string, Value>();
  names.forEach((name, i) => {
    entries.set(name, items[i] as Value);
  });
  const sorted = new Map(sortedNames(entries).map((name) => [name, entries.get(name) as Value]));
  return values.type.kind === 'tuple' ? objectValue(sorted) : mapValue(elementOf(values.type), sorted);
}

function transpose(values: Value): Value {
  const lists = new Map<string, string[]>();
  const entries = entriesOf(values);
  for (const name of sortedNames(entries)) {
    for (const item of itemsOf(entries.get(name))) {
      const key = textOf(item);
      const list = lists.get(key) ?? [];
      list.push(name);
      lists.set(key, list);
    }
  }
  const result = new Map<string, Value>();
  for (const key of sortedNames(lists)) result.set(key, listValue(STRING, (lists.get(key) ?? []).map(stringValue)));
  return mapValue(listType(STRING), result);
}

function matchKeys([values, keys, searched]: readonly Value[], context: CallContext): Value {
  const items = itemsOf(values);
  const names = itemsOf(keys);
  if (items.length !== names.length) throw new HclError('length of keys and values should be equal', null);
  const type = elementOf((values as Value).type);
  const common = unifyTypes([(keys as Value).type, (searched as Value).type]);
  if (!common) throw new HclError('keys and searchset must be of the same type', null);
  const wanted = itemsOf(convertValue(searched as Value, common));
  spendSteps(context.budget, Math.floor((wanted.length * names.length) / 10));
  const found: Value[] = [];
  for (const [i, name] of itemsOf(convertValue(keys as Value, common)).entries()) {
    for (const one of wanted) {
      const same = equalValues(name, one);
      if (same.kind === 'unknown') return unknownValue(listType(type), reasonsOf([same]));
      if (same.kind === 'bool' && same.truth) {
        found.push(items[i] as Value);
        break;
      }
    }
  }
  return listValue(type, found);
}
