import { checkConvertible, concreteType, mismatch, withoutOptional } from './convert-type.ts';
import { HclError } from './diagnostic.ts';
import { hclNumber } from './number.ts';
import { primitiveText, setValue } from './set-value.ts';
import {
  type CollectionType,
  hasDynamic,
  hasOptional,
  isMapping,
  isPrimitive,
  isSequence,
  type ObjectType,
  sameType,
  type Type,
} from './type.ts';
import { unifyTypes } from './unify.ts';
import {
  boolValue,
  listValue,
  type MappingValue,
  mappingValue,
  mapValue,
  nullValue,
  numberValue,
  objectValue,
  type SequenceValue,
  stringValue,
  tupleValue,
  type UnknownValue,
  unknownValue,
  type Value,
  withCertainty,
} from './value.ts';

const NUMBER_TEXT = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The value as a value of the type, its marks kept. Rules of cty's conversions
 * (https://github.com/zclconf/go-cty/blob/main/docs/convert.md, read 2026-11-25).
 * @throws HclError without a span when there is no such conversion.
 */
export function convertValue(value: Value, type: Type): Value {
  if (type.kind === 'dynamic' || value.type === type) return value;
  if (sameType(value.type, type) && !hasDynamic(type) && !hasOptional(type)) return value;
  const converted = convertPlain(value, type);
  return value.sensitive && !converted.sensitive ? { ...converted, sensitive: true } : converted;
}

/** The converted value, or null where {@link convertValue} throws. */
export function tryConvert(value: Value, type: Type): Value | null {
  try {
    return convertValue(value, type);
  } catch (error) {
    if (error instanceof HclError) return null;
    throw error;
  }
}

function convertPlain(value: Value, type: Type): Value {
  if (value.kind === 'null') return nullValue(concreteType(value.type, type));
  if (value.kind === 'unknown') {
    if (value.type.kind !== 'dynamic') checkConvertible(value.type, type);
    return partsKnownOf(value, type) ?? sameCertainty(value, concreteType(value.type, type));
  }
  if (isPrimitive(type)) return convertPrimitive(value, type);
  if (value.kind === 'sequence' && isSequence(type)) return convertSequence(value, type);
  if (value.kind === 'mapping' && isMapping(type)) return convertMapping(value, type);
  throw mismatch(value.type, type);
}

/** A tuple or empty object that is not null has parts that are known in number: as a collection it has as many. */
function partsKnownOf(value: UnknownValue, type: Type): Value | null {
  if (!value.certain?.notNull) return null;
  if (value.type.kind === 'object' && value.type.attributes.size === 0 && type.kind === 'map')
    return convertMapping(objectValue(new Map()), type);
  if (value.type.kind !== 'tuple' || (type.kind !== 'list' && type.kind !== 'set')) return null;
  // How many elements a set has is open when there are several that are not known.
  if (type.kind === 'set' && value.type.elements.length > 1) return null;
  return convertSequence(tupleValue(value.type.elements.map((each) => unknownValue(each, value.reasons))), type);
}

function sameCertainty(value: UnknownValue, type: Type): Value {
  const unknown = unknownValue(type, value.reasons);
  if (!value.certain) return unknown;
  const { notNull, prefix, entries } = value.certain;
  if (entries && type.kind === 'map') {
    const converted = entries.map(([key, entry]) => [key, convertValue(entry, type.element)] as const);
    return withCertainty(unknown, { ...value.certain, entries: converted });
  }
  if (prefix !== undefined && type.kind === value.type.kind) return withCertainty(unknown, value.certain);
  return notNull ? withCertainty(unknown, { notNull }) : unknown;
}

function convertPrimitive(value: Value, type: Type): Value {
  const text = primitiveText(value);
  if (text === null) throw mismatch(value.type, type);
  if (type.kind === 'string') return stringValue(text);
  if (value.kind === 'string' && type.kind === 'number') {
    if (!NUMBER_TEXT.test(text)) throw new HclError('a number is required', null);
    return numberValue(hclNumber(text.replace(/^\+/, '')));
  }
  if (value.kind === 'string' && type.kind === 'bool') {
    if (text === 'true' || text === '1') return boolValue(true);
    if (text === 'false' || text === '0') return boolValue(false);
    throw new HclError('a bool is required', null);
  }
  throw mismatch(value.type, type);
}

function convertSequence(value: SequenceValue, type: Type): Value {
  if (type.kind === 'tuple') {
    if (value.items.length !== type.elements.length || value.type.kind === 'set')
      throw new HclError(`a tuple of ${type.elements.length} elements is required`, null);
    const items: Value[] = [];
    for (let i = 0; i < value.items.length; i++)
      items.push(convertValue(value.items[i] as Value, type.elements[i] as Type));
    return tupleValue(items);
  }
  const wanted = (type as CollectionType).element;
  if (value.items.length === 0) checkConvertible(value.type, type);
  const items: Value[] = [];
  for (const item of value.items) items.push(convertValue(item, wanted));
  const element = hasDynamic(wanted) ? commonElement(value, { items, wanted }) : withoutOptional(wanted);
  const same = sameType(element, wanted) ? items : items.map((item) => convertValue(item, element));
  if (type.kind === 'set') return setValue(element, same);
  return listValue(element, same);
}

function commonElement(
  value: SequenceValue | MappingValue,
  parts: { readonly items: readonly Value[]; readonly wanted: Type },
): Type {
  const { items, wanted } = parts;
  if (items.length === 0) {
    if (wanted.kind !== 'dynamic' || value.type.kind === 'tuple' || value.type.kind === 'object') return wanted;
    return (value.type as CollectionType).element;
  }
  const typed = items.filter((item) => item.kind !== 'null' || item.type.kind !== 'dynamic');
  const common = unifyTypes(typed.map((item) => item.type));
  if (!common) throw new HclError('all elements must have the same type', null);
  return common;
}

function convertMapping(value: MappingValue, type: Type): Value {
  if (type.kind === 'object') return convertToObject(value, type);
  const wanted = (type as CollectionType).element;
  if (value.entries.size === 0) checkConvertible(value.type, type);
  const entries = new Map<string, Value>();
  for (const [name, entry] of value.entries) entries.set(name, convertValue(entry, wanted));
  const element = hasDynamic(wanted)
    ? commonElement(value, { items: [...entries.values()], wanted })
    : withoutOptional(wanted);
  if (!sameType(element, wanted)) for (const [name, entry] of entries) entries.set(name, convertValue(entry, element));
  return mapValue(element, entries);
}

function convertToObject(value: MappingValue, type: ObjectType): Value {
  const entries = new Map<string, Value>();
  for (const [name, wanted] of type.attributes) {
    const entry = value.entries.get(name);
    if (entry) {
      entries.set(name, convertAttribute(entry, { name, type: wanted }));
    } else if (value.type.kind === 'object' && value.type.open !== undefined)
      entries.set(name, unknownValue(wanted, [`${value.type.open}.${name} is decided at apply`]));
    else if (type.optional?.has(name)) entries.set(name, nullValue(wanted));
    else throw new HclError(`attribute "${name}" is required`, null);
  }
  const object = objectValue(entries);
  return type.open === undefined ? object : mappingValue({ ...object.type, open: type.open } as ObjectType, entries);
}

function convertAttribute(entry: Value, attribute: { readonly name: string; readonly type: Type }): Value {
  try {
    return convertValue(entry, attribute.type);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    throw new HclError(`attribute "${attribute.name}": ${error.message}`, error.span);
  }
}
