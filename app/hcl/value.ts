import type { Decimal } from 'decimal.js';
import { BudgetError } from './budget-error.ts';
import { hclNumber } from './number.ts';
import { BOOL, DYNAMIC, listType, mapType, NUMBER, objectType, STRING, type Type, tupleType } from './type.ts';

/**
 * A value of HCL with its type. `sensitive` marks this value as a whole; parts keep their own marks.
 * An unknown carries why it is not known, so that whoever meets it can say so.
 */
export type Value = StringValue | NumberValue | BoolValue | SequenceValue | MappingValue | NullValue | UnknownValue;

interface Marked {
  readonly type: Type;
  readonly sensitive: boolean;
}

export interface StringValue extends Marked {
  readonly kind: 'string';
  readonly text: string;
}

export interface NumberValue extends Marked {
  readonly kind: 'number';
  readonly number: Decimal;
}

export interface BoolValue extends Marked {
  readonly kind: 'bool';
  readonly truth: boolean;
}

/** What is known of the parts of a collection at all depths, so that nobody needs to look. */
interface Summary {
  /** How many values it holds, itself with them; a part that occurs twice counts twice. */
  readonly parts: number;
  readonly holdsSensitive: boolean;
  readonly holdsUnknown: boolean;
}

/** List, set or tuple, as `type` says. Sets are sorted and without duplicates. Made by {@link sequenceValue} only. */
export interface SequenceValue extends Marked, Summary {
  readonly kind: 'sequence';
  readonly items: readonly Value[];
}

/** Map or object, as `type` says. Entries keep the order in which they were made. Made by `mapValue` and `objectValue`. */
export interface MappingValue extends Marked, Summary {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, Value>;
}

export interface NullValue extends Marked {
  readonly kind: 'null';
}

export interface UnknownValue extends Marked {
  readonly kind: 'unknown';
  /** At least one reason, in words: `data.aws_ami.this is not read`. */
  readonly reasons: readonly string[];
  /** What is certain of it all the same. */
  readonly certain?: Certainty;
}

/** After cty's refinements (https://github.com/zclconf/go-cty/blob/main/docs/refinements.md, read 2026-11-25). */
export interface Certainty {
  readonly notNull?: true;
  /** A text that the string will begin with. */
  readonly prefix?: string;
  /** A number that it is not below. */
  readonly atLeast?: number;
  /**
   * Keys and values of a map or object, all of them in no order, where not every key is known. Equal keys would have
   * been an error, so there are as many.
   */
  readonly entries?: readonly (readonly [Value, Value])[];
}

/** At most so many reasons are kept with one unknown. */
const MAX_REASONS = 8;
/** A single value may hold so many parts. */
const MAX_PARTS = 4_000_000;

const TRUE: BoolValue = { kind: 'bool', type: BOOL, truth: true, sensitive: false };
const FALSE: BoolValue = { kind: 'bool', type: BOOL, truth: false, sensitive: false };
export const NULL: NullValue = { kind: 'null', type: DYNAMIC, sensitive: false };

export function stringValue(text: string): StringValue {
  return { kind: 'string', type: STRING, text, sensitive: false };
}

export function numberValue(number: Decimal | number | bigint): NumberValue {
  const exact = typeof number === 'object' ? number : hclNumber(number);
  return { kind: 'number', type: NUMBER, number: exact, sensitive: false };
}

export function boolValue(truth: boolean): BoolValue {
  return truth ? TRUE : FALSE;
}

export function nullValue(type: Type): NullValue {
  return { kind: 'null', type, sensitive: false };
}

/** A value of this type that is not known, with the reasons why. */
export function unknownValue(type: Type, reasons: readonly string[]): UnknownValue {
  return { kind: 'unknown', type, reasons, sensitive: false };
}

/** The unknown with what is certain of it; other values as they are. */
export function withCertainty(value: Value, certain: Certainty): Value {
  return value.kind === 'unknown' ? { ...value, certain: { ...value.certain, ...certain } } : value;
}

/** The unknown as one of another type; nothing of what was certain need hold for it. */
export function retyped(value: UnknownValue, type: Type): UnknownValue {
  return { kind: 'unknown', type, reasons: value.reasons, sensitive: value.sensitive };
}

/**
 * A list, set or tuple of a type that its items are of already.
 * @throws BudgetError when it would hold more than {@link MAX_PARTS} values.
 */
export function sequenceValue(type: Type, items: readonly Value[]): SequenceValue {
  return { kind: 'sequence', type, items, sensitive: false, ...summarize(items) };
}

/** A map or object of a type that its entries are of already. @throws BudgetError as {@link sequenceValue}. */
export function mappingValue(type: Type, entries: ReadonlyMap<string, Value>): MappingValue {
  return { kind: 'mapping', type, entries, sensitive: false, ...summarize(entries.values()) };
}

/**
 * Values share their parts, so that a few lines could stand for more values than there are atoms: everything that
 * walks a value relies on this bound.
 */
function summarize(children: Iterable<Value>): Summary {
  let parts = 1;
  let holdsSensitive = false;
  let holdsUnknown = false;
  for (const child of children) {
    parts += partsOf(child);
    holdsSensitive ||= hasSensitive(child);
    holdsUnknown ||= !isWhollyKnown(child);
  }
  if (parts > MAX_PARTS)
    throw new BudgetError(`A value of ${parts} parts is larger than the ${MAX_PARTS} that are allowed`);
  return { parts, holdsSensitive, holdsUnknown };
}

/** How many values a value consists of, itself with them. */
export function partsOf(value: Value): number {
  return value.kind === 'sequence' || value.kind === 'mapping' ? value.parts : 1;
}

/** A tuple; its type follows from its items. */
export function tupleValue(items: readonly Value[]): SequenceValue {
  const types: Type[] = [];
  for (const item of items) types.push(item.type);
  return sequenceValue(tupleType(types), items);
}

/** A list of items that are of the element type already. */
export function listValue(element: Type, items: readonly Value[]): SequenceValue {
  return sequenceValue(listType(element), items);
}

/** A map of values that are of the element type already. */
export function mapValue(element: Type, entries: ReadonlyMap<string, Value>): MappingValue {
  return mappingValue(mapType(element), entries);
}

/** An object; its type follows from its entries. */
export function objectValue(entries: ReadonlyMap<string, Value>): MappingValue {
  const types = new Map<string, Type>();
  for (const [name, value] of entries) types.set(name, value.type);
  return mappingValue(objectType(types), entries);
}

/** The value, marked sensitive when any of the others is. */
export function markedLike(value: Value, others: readonly Value[]): Value {
  if (value.sensitive) return value;
  for (const other of others) if (other.sensitive) return { ...value, sensitive: true };
  return value;
}

/** The value with its own mark set or removed; parts keep theirs. */
export function withSensitive(value: Value, sensitive: boolean): Value {
  return value.sensitive === sensitive ? value : { ...value, sensitive };
}

/** The parts of a collection; nothing for other values. */
function childrenOf(value: Value): Iterable<Value> {
  if (value.kind === 'sequence') return value.items;
  return value.kind === 'mapping' ? value.entries.values() : [];
}

/** True when neither the value nor a part of it is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (value.kind === 'sequence' || value.kind === 'mapping') return !value.holdsUnknown;
  return value.kind !== 'unknown';
}

/** True when the value or a part of it is marked sensitive. */
export function hasSensitive(value: Value): boolean {
  return value.sensitive || ((value.kind === 'sequence' || value.kind === 'mapping') && value.holdsSensitive);
}

/** The first of the value and its parts that `matches`, null when none does. Parts that are shared are seen once. */
function findInside(value: Value, matches: (part: Value) => boolean): Value | null {
  const pending: Value[] = [value];
  let seen: Set<Value> | null = null;
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (matches(part)) return part;
    if (part.kind !== 'sequence' && part.kind !== 'mapping') continue;
    seen ??= new Set();
    if (seen.has(part)) continue;
    seen.add(part);
    for (const child of childrenOf(part)) pending.push(child);
  }
  return null;
}

/** Why the values, or parts of them, are not known: all reasons once, in order. */
export function reasonsOf(values: readonly Value[]): string[] {
  const reasons = new Set<string>();
  for (const value of values)
    if (!isWhollyKnown(value))
      findInside(value, (part) => {
        if (part.kind === 'unknown') for (const reason of part.reasons) reasons.add(reason);
        return reasons.size >= MAX_REASONS;
      });
  return [...reasons].slice(0, MAX_REASONS);
}
