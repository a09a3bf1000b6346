import { numberText } from './number.ts';
import { setType, type Type } from './type.ts';
import {
  hasSensitive,
  isWhollyKnown,
  mappingValue,
  reasonsOf,
  sequenceValue,
  type Value,
  withSensitive,
} from './value.ts';

/**
 * A set of items that are of the element type already: duplicates dropped, sorted as Terraform iterates (strings by
 * UTF-8 bytes, numbers by value). A set of several items with an unknown one is unknown as a whole, since items may coincide; marks
 * of items become a mark of the set (https://github.com/zclconf/go-cty/blob/main/docs/types.md).
 */
export function setValue(element: Type, items: readonly Value[]): Value {
  const type = setType(element);
  const [only] = items;
  if (only?.kind === 'unknown' && items.length === 1)
    return withSensitive(sequenceValue(type, [withSensitive(only, false)]), only.sensitive);
  let sensitive = false;
  const known = new Map<string, Value>();
  for (const item of items) {
    if (!isWhollyKnown(item))
      return { kind: 'unknown', type, reasons: reasonsOf(items), sensitive: items.some(hasSensitive) };
    if (hasSensitive(item)) sensitive = true;
    const plain = sensitive ? withoutMarks(item) : item;
    known.set(valueKey(plain), plain);
  }
  const sorted = [...known.entries()].sort((a, b) => compareItems(a, b)).map(([, item]) => item);
  return withSensitive(sequenceValue(type, sorted), sensitive);
}

/** The value with no mark at any depth. */
export function withoutMarks(value: Value): Value {
  if (!hasSensitive(value)) return value;
  if (value.kind === 'sequence') {
    const items: Value[] = [];
    for (const item of value.items) items.push(withoutMarks(item));
    return sequenceValue(value.type, items);
  }
  if (value.kind !== 'mapping') return withSensitive(value, false);
  const entries = new Map<string, Value>();
  for (const [name, entry] of value.entries) entries.set(name, withoutMarks(entry));
  return mappingValue(value.type, entries);
}

/** A text that two values share exactly when they are equal and of the same kinds. Unknowns must not be inside. */
export function valueKey(value: Value): string {
  if (!isWhollyKnown(value)) return '?';
  return keyText(value);
}

function keyText(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.text);
    case 'number':
      return value.number.toString();
    case 'bool':
      return value.truth ? 'true' : 'false';
    case 'sequence': {
      let text = '[';
      for (const item of value.items) text += `${keyText(item)},`;
      return `${text}]`;
    }
    case 'mapping': {
      let text = '{';
      for (const name of [...value.entries.keys()].sort(compareText))
        text += `${JSON.stringify(name)}:${keyText(value.entries.get(name) as Value)},`;
      return `${text}}`;
    }
    default:
      return 'null';
  }
}

function compareItems([leftKey, left]: [string, Value], [rightKey, right]: [string, Value]): number {
  if (left.kind === 'string' && right.kind === 'string') return compareText(left.text, right.text);
  if (left.kind === 'number' && right.kind === 'number') return left.number.comparedTo(right.number);
  if (left.kind === 'bool' && right.kind === 'bool') return Number(left.truth) - Number(right.truth);
  return compareText(leftKey, rightKey);
}

/** Order of two texts by their code points, which is the order of their UTF-8 bytes. */
export function compareText(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a === b) continue;
    const aHigh = a >= 0xd800 && a <= 0xdfff;
    const bHigh = b >= 0xd800 && b <= 0xdfff;
    if (aHigh !== bHigh) return aHigh ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

/** Names in the order in which Terraform walks a map. */
export function sortedNames(entries: ReadonlyMap<string, unknown>): string[] {
  return [...entries.keys()].sort(compareText);
}

/** The text that a primitive converts to; null for others. */
export function primitiveText(value: Value): string | null {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number') return numberText(value.number);
  if (value.kind === 'bool') return value.truth ? 'true' : 'false';
  return null;
}
