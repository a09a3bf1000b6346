import { tryConvert } from '#app/hcl/convert.ts';
import type { Block } from '#app/hcl/syntax-tree.ts';
import { iterate } from '#app/hcl/traverse.ts';
import { DYNAMIC, NUMBER } from '#app/hcl/type.ts';
import {
  markedLike,
  numberValue,
  objectValue,
  reasonsOf,
  tupleValue,
  unknownValue,
  type Value,
  withCertainty,
} from '#app/hcl/value.ts';

/** One key of a resource or module with its `each` or `count`. */
export interface Repetition {
  readonly index: string | number | null;
  readonly names: ReadonlyMap<string, Value>;
  /** Why the number of instances is not known, where it is not; this one is then assumed. */
  readonly unknown?: string;
}

/** The instances a block expands to, and what is wrong with its `count` or `for_each`. */
export interface Repetitions {
  readonly items: readonly Repetition[];
  readonly problem: string | null;
}

/** The key of an instance that stands for others that are not known. */
const UNKNOWN_KEY = '(unknown)';

/** The one instance of a block without `count` and `for_each`. */
export const SINGLE: Repetitions = { items: [{ index: null, names: new Map() }], problem: null };

/**
 * The value of a resource or module as a whole: one object, a tuple by count, an object by for_each; unknown when it
 * is not known how many there are.
 */
export function repeated(
  expansion: { readonly block: Block; readonly repetitions: readonly Repetition[] },
  values: readonly Value[],
): Value {
  const { block, repetitions } = expansion;
  const first = repetitions[0];
  if (first?.index === null && repetitions.length === 1) return values[0] as Value;
  const unknown = repetitions.flatMap((each) => each.unknown ?? []);
  if (unknown.length > 0) return unknownValue(DYNAMIC, unknown);
  const keys = repetitions.map(keyOf);
  if (keys.some((key) => key?.kind === 'unknown')) {
    const entries = keys.map((key, at) => [key as Value, values[at] as Value] as const);
    return withCertainty(unknownValue(DYNAMIC, reasonsOf(keys as Value[])), { notNull: true, entries });
  }
  const isKeyed = first
    ? typeof first.index === 'string'
    : block.body.attributes.some(({ name }) => name === 'for_each');
  if (isKeyed) return objectValue(new Map(repetitions.map((each, at) => [String(each.index), values[at] as Value])));
  return tupleValue(values);
}

/** The key of an instance by `for_each`. */
function keyOf({ names }: Repetition): Value | undefined {
  const each = names.get('each');
  return each?.kind === 'mapping' ? each.entries.get('key') : undefined;
}

/**
 * Instances by `count`; a count that is unknown or makes no sense gives one, marked as such.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/count (read 2026-08-21).
 */
export function countRepetitions(count: Value, limit: number): Repetitions {
  if (count.kind === 'unknown') return assumed('count', reasonsOf([count]).join('; '), null);
  const number = count.kind === 'bool' ? null : tryConvert(count, NUMBER);
  if (number?.kind !== 'number') {
    const what = count.kind === 'null' ? 'null' : 'no number';
    return assumed('count', `count is ${what}`, `count is ${what}: a whole number is required`);
  }
  if (!number.number.isInteger() || number.number.isNegative())
    return assumed('count', 'count is no whole number', 'count must be a whole number that is not negative');
  if (number.number.greaterThan(limit)) return assumed('count', tooMany(limit), tooMany(limit));
  const items = Array.from({ length: number.number.toNumber() }, (_, index) => countItem(index));
  return { items, problem: null };
}

function countItem(index: number): Repetition {
  return { index, names: new Map([['count', objectValue(new Map([['index', numberValue(index)]]))]]) };
}

/**
 * Instances by `for_each`; a collection that is unknown or may not be used gives one, marked as such.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/for_each (read 2026-08-21).
 */
export function forEachRepetitions(collection: Value, limit: number): Repetitions {
  if (collection.sensitive) return assumed('each', 'for_each is sensitive', 'for_each must not be a sensitive value');
  if (collection.kind === 'unknown') {
    const entries = collection.certain?.entries;
    if (!entries || entries.length > limit) return assumed('each', reasonsOf([collection]).join('; '), null);
    return { items: entries.map(([key, value], at) => openItem({ key, value }, at)), problem: null };
  }
  if (collection.kind === 'null') return assumed('each', 'for_each is null', `for_each is null: ${WANTED}`);
  if (collection.kind !== 'mapping' && collection.kind !== 'sequence') {
    const what = `for_each is a ${collection.type.kind}`;
    return assumed('each', what, `${what}: ${WANTED}`);
  }
  if (collection.kind === 'sequence' && collection.type.kind !== 'set') return overList(collection.items, limit);
  const pairs = iterate(collection);
  if (pairs.length > limit) return assumed('each', tooMany(limit), tooMany(limit));
  const [single] = pairs;
  // One element is one instance, whatever it is called.
  if (pairs.length === 1 && single?.[0].kind === 'unknown' && !single[0].sensitive)
    return { items: [openItem({ key: single[0], value: single[1] }, 0)], problem: null };
  const items: Repetition[] = [];
  const problems = new Set<string>();
  for (const [key, value] of pairs) {
    if (key.kind === 'string' && !key.sensitive) items.push(eachItem(key.text, { key, value }));
    else {
      const wrong = key.sensitive ? 'for_each holds a sensitive key' : 'for_each holds a key that is no string';
      if (key.kind !== 'unknown') problems.add(wrong);
      const unknown = assumption(key.kind === 'unknown' ? reasonsOf([key]).join('; ') : wrong);
      if (!items.some((each) => each.unknown)) items.push({ ...unknownEach(unknown), unknown });
    }
  }
  return { items, problem: [...problems][0] ?? null };
}

const WANTED = 'a map or a set of strings is required';

/** Terraform refuses a list; it is clear all the same what was meant, so that the estimate beside the error has it. */
function overList(values: readonly Value[], limit: number): Repetitions {
  if (values.length > limit) return assumed('each', tooMany(limit), tooMany(limit));
  const items = values.map((value, index) => eachItem(index, { key: numberValue(index), value }));
  return { items, problem: `for_each is a list: ${WANTED}` };
}

function eachItem(index: string | number, each: { readonly key: Value; readonly value: Value }): Repetition {
  return { index, names: new Map([['each', objectValue(new Map(Object.entries(each)))]]) };
}

/** An instance that there certainly is, under a key that may not be known. */
function openItem(each: { readonly key: Value; readonly value: Value }, at: number): Repetition {
  if (each.key.kind === 'string') return eachItem(each.key.text, each);
  return eachItem(at === 0 ? UNKNOWN_KEY : `(unknown ${at + 1})`, each);
}

function unknownEach(reason: string): Repetition {
  return eachItem(UNKNOWN_KEY, { key: unknownValue(DYNAMIC, [reason]), value: unknownValue(DYNAMIC, [reason]) });
}

function assumed(by: 'count' | 'each', reason: string, problem: string | null): Repetitions {
  const unknown = assumption(reason);
  return { items: [{ ...(by === 'count' ? countItem(0) : unknownEach(reason)), unknown }], problem };
}

function assumption(reason: string): string {
  return `${reason} (one instance is assumed)`;
}

function tooMany(limit: number): string {
  return `it asks for more instances than the ${limit} that are still allowed`;
}

/** Key and value of each element, for `dynamic` blocks; null when the collection is not known. */
export function pairsOf(collection: Value): readonly (readonly [Value, Value])[] | null {
  if (collection.kind !== 'mapping' && collection.kind !== 'sequence') return null;
  return iterate(collection).map(([key, value]) => [markedLike(key, [collection]), markedLike(value, [collection])]);
}
