import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import { sortedNames, valueKey } from '../set-value.ts';
import { DYNAMIC, isMapping, isSequence, listType, NUMBER, STRING, type Type } from '../type.ts';
import { unifyTypes } from '../unify.ts';
import { listValue, markedLike, numberValue, objectValue, tupleValue, unknownValue, type Value } from '../value.ts';
import {
  anyParameter,
  elementOf,
  entriesOf,
  type FunctionFamily,
  integerOf,
  itemsOf,
  numberOf,
  numberParameter,
} from './argument.ts';

/** As Terraform has it: a longer range is an error. */
const MAX_RANGE = 1024;
const ANY_LIST = { name: 'list', type: listType(DYNAMIC) } as const;
const PARTS = { ...anyParameter('collections'), allowSensitive: true } as const;

/** Functions that make new collections (https://developer.hashicorp.com/terraform/language/functions, 2026-11-25). */
export const COMBINING_FUNCTIONS: FunctionFamily = {
  concat: { parameters: [], rest: PARTS, returns: DYNAMIC, call: (args) => markedLike(concat(args), args) },
  merge: {
    parameters: [],
    rest: { ...PARTS, allowNull: true },
    returns: DYNAMIC,
    resultType: (types) => mapOfAll(types) ?? DYNAMIC,
    call: (args) => markedLike(merge(args), args),
  },
  flatten: { parameters: [PARTS], returns: DYNAMIC, call: ([list]) => flatten(list as Value) },
  distinct: {
    parameters: [{ ...ANY_LIST, whollyKnown: true }],
    returns: DYNAMIC,
    resultType: ([type = DYNAMIC]) => type,
    call([list]) {
      const kept = new Map<string, Value>();
      for (const item of itemsOf(list)) if (!kept.has(valueKey(item))) kept.set(valueKey(item), item);
      return listValue(elementOf((list as Value).type), [...kept.values()]);
    },
  },
  compact: {
    parameters: [{ name: 'list', type: listType(STRING), whollyKnown: true }],
    returns: listType(STRING),
    call: ([list]) =>
      listValue(
        STRING,
        itemsOf(list).filter((item) => item.kind === 'string' && item.text !== ''),
      ),
  },
  chunklist: {
    parameters: [{ ...ANY_LIST, allowSensitive: true }, numberParameter('size')],
    returns: DYNAMIC,
    resultType: ([type = DYNAMIC]) => listType(type),
    call: ([list, size]) => markedLike(chunk(list as Value, integerOf(size)), [list as Value]),
  },
  range: {
    parameters: [],
    rest: numberParameter('params'),
    returns: listType(NUMBER),
    call: (args) => range(args),
  },
};

function concat(lists: readonly Value[]): Value {
  if (lists.length === 0) throw new HclError('at least one argument is required', null);
  for (const list of lists)
    if (list.type.kind !== 'list' && list.type.kind !== 'tuple')
      throw new HclError('all arguments must be lists or tuples', null);
  const items = lists.flatMap((list) => itemsOf(list));
  const types = lists.map((list) => elementOf(list.type)).filter((type) => type.kind !== 'dynamic');
  const common = lists.every((list) => list.type.kind === 'list') ? unifyTypes(types) : null;
  if (!common) return tupleValue(items);
  return listValue(
    common,
    items.map((item) => convertValue(item, common)),
  );
}

function merge(maps: readonly Value[]): Value {
  const entries = new Map<string, Value>();
  const types: Type[] = [];
  for (const map of maps) {
    if (map.type.kind !== 'dynamic' && !isMapping(map.type))
      throw new HclError('arguments must be maps or objects', null);
    if (map.type.kind !== 'dynamic') types.push(map.type);
    if (map.kind === 'null') continue;
    for (const [name, entry] of entriesOf(map)) entries.set(name, entry);
  }
  const common = mapOfAll(types);
  if (common) return convertValue(objectValue(entries), common);
  return objectValue(new Map(sortedNames(entries).map((name) => [name, entries.get(name) as Value])));
}

function mapOfAll(types: readonly Type[]): Type | null {
  const common = types.every((type) => type.kind === 'map') && types.length > 0 ? unifyTypes(types) : null;
  return common?.kind === 'map' ? common : null;
}

/** All lists within lists laid out flat; unknown as a whole where an unknown might be a list. */
function flatten(list: Value): Value {
  if (!isSequence(list.type)) throw new HclError('can only flatten lists, sets and tuples', null);
  const flat: Value[] = [];
  const marks: Value[] = [list];
  const pending: Value[] = [...itemsOf(list)].reverse();
  for (let item = pending.pop(); item; item = pending.pop()) {
    if (item.kind === 'unknown' && (isSequence(item.type) || item.type.kind === 'dynamic'))
      return markedLike(unknownValue(DYNAMIC, item.reasons), marks);
    if (item.kind === 'sequence') {
      marks.push(item);
      for (let i = item.items.length - 1; i >= 0; i--) pending.push(item.items[i] as Value);
    } else flat.push(item);
  }
  return markedLike(tupleValue(flat), marks);
}

function chunk(list: Value, size: number): Value {
  if (size < 0) throw new HclError('the size argument must be positive', null);
  const element = elementOf(list.type);
  const items = itemsOf(list);
  if (items.length === 0) return listValue(listType(element), []);
  const chunks: Value[] = [];
  const step = size === 0 ? Math.max(1, items.length) : size;
  for (let at = 0; at < items.length; at += step) chunks.push(listValue(element, items.slice(at, at + step)));
  return listValue(listType(element), chunks);
}

function range(args: readonly Value[]): Value {
  const [first, second, third] = args;
  if (args.length === 0 || args.length > 3) throw new HclError('must have one, two, or three arguments', null);
  const zero = numberValue(0);
  const start = numberOf(second ? first : zero);
  const end = numberOf(second ?? first);
  const step = third ? numberOf(third) : numberOf(numberValue(end.lessThan(start) ? -1 : 1));
  if (step.isZero()) throw new HclError('step must not be zero', null);
  if (step.isPositive() && end.lessThan(start))
    throw new HclError('end must be greater than start when step is positive', null);
  if (step.isNegative() && end.greaterThan(start))
    throw new HclError('end must be less than start when step is negative', null);
  const numbers: Value[] = [];
  for (let at = start; step.isPositive() ? at.lessThan(end) : at.greaterThan(end); at = at.plus(step)) {
    if (numbers.length >= MAX_RANGE)
      throw new HclError(`more than ${MAX_RANGE} values were generated; use a smaller step or range`, null);
    numbers.push(numberValue(at));
  }
  return listValue(NUMBER, numbers);
}
