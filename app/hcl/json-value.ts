import { HclError } from './diagnostic.ts';
import { hclNumber } from './number.ts';
import { sortedNames } from './set-value.ts';
import { boolValue, NULL, numberValue, objectValue, stringValue, tupleValue, type Value } from './value.ts';

/** A value of JSON. Numbers are doubles: {@link decodeJson} keeps the digits of a text. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The value of HCL that a JSON value stands for: arrays as tuples, objects as objects. */
export function fromJson(json: Json): Value {
  if (json === null) return NULL;
  if (typeof json === 'string') return stringValue(json.normalize('NFC'));
  if (typeof json === 'number') return numberValue(json);
  if (typeof json === 'boolean') return boolValue(json);
  if (Array.isArray(json)) {
    const items: Value[] = [];
    for (const item of json as readonly Json[]) items.push(fromJson(item));
    return tupleValue(items);
  }
  const entries = new Map<string, Value>();
  for (const name of Object.keys(json).sort())
    entries.set(name.normalize('NFC'), fromJson((json as { readonly [name: string]: Json })[name] as Json));
  return objectValue(entries);
}

/**
 * The value as JSON; numbers become the nearest double, marks are not kept.
 * @throws HclError when a part is unknown.
 */
export function toJson(value: Value): Json {
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'number':
      return value.number.toNumber();
    case 'bool':
      return value.truth;
    case 'null':
      return null;
    case 'sequence': {
      const items: Json[] = [];
      for (const item of value.items) items.push(toJson(item));
      return items;
    }
    case 'mapping': {
      // Without a prototype, so that a key `__proto__` is only a key.
      const object: Record<string, Json> = Object.create(null);
      for (const name of sortedNames(value.entries)) object[name] = toJson(value.entries.get(name) as Value);
      return object;
    }
    case 'unknown':
      throw new HclError('a value that is not known has no JSON', null);
  }
}

/**
 * The value that a JSON text stands for; numbers keep all their digits.
 * @throws HclError when the text is not JSON.
 */
export function decodeJson(text: string): Value {
  const exact = (_: string, value: unknown, context: { readonly source?: string }): unknown =>
    typeof value === 'number' && context.source !== undefined ? numberValue(hclNumber(context.source)) : value;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text, exact as (key: string, value: unknown) => unknown);
  } catch (cause) {
    throw new HclError(`invalid JSON: ${(cause as Error).message}`, null);
  }
  return fromExactJson(parsed);
}

function fromExactJson(json: unknown): Value {
  if (Array.isArray(json)) {
    const items: Value[] = [];
    for (const item of json as readonly unknown[]) items.push(fromExactJson(item));
    return tupleValue(items);
  }
  if (typeof json !== 'object' || json === null) return fromJson(json as Json);
  if (isNumberValue(json)) return json;
  const entries = new Map<string, Value>();
  for (const [name, value] of Object.entries(json)) entries.set(name.normalize('NFC'), fromExactJson(value));
  return objectValue(new Map(sortedNames(entries).map((name) => [name, entries.get(name) as Value])));
}

/** Tells the numbers that the reviver made from objects of the text: those have no Decimal inside. */
function isNumberValue(json: object): json is Value {
  return (
    'kind' in json &&
    json.kind === 'number' &&
    'number' in json &&
    hclNumber(0).constructor === json.number?.constructor
  );
}
