import { spendSteps } from './budget.ts';
import { tryConvert } from './convert.ts';
import { HclError } from './diagnostic.ts';
import { bindItem, bindNames, type EvaluationContext, located } from './evaluation-context.ts';
import type { Expression, ForExpression, ObjectConstructor, Splat, TupleConstructor } from './syntax-tree.ts';
import type { Task } from './task.ts';
import { asCondition, iterate } from './traverse.ts';
import { type CollectionType, DYNAMIC, isSequence, listType, STRING, sameType, type Type, tupleType } from './type.ts';
import {
  listValue,
  markedLike,
  objectValue,
  reasonsOf,
  retyped,
  stringValue,
  tupleValue,
  unknownValue,
  type Value,
  withCertainty,
} from './value.ts';

export function* evaluateTuple(node: TupleConstructor, context: EvaluationContext): Task<Value> {
  const items: Value[] = [];
  for (const item of node.items) items.push(yield context.evaluate(item, context));
  return tupleValue(items);
}

export function* evaluateObject(node: ObjectConstructor, context: EvaluationContext): Task<Value> {
  const entries = new Map<string, Value>();
  const keys: Value[] = [];
  let unknown = false;
  for (const item of node.items) {
    const literal = literalKey(item.key);
    const key = literal === null ? yield context.evaluate(item.key, context) : stringValue(literal);
    const value = yield context.evaluate(item.value, context);
    const name = located(item.key, () => keyText(key));
    keys.push(key);
    if (name === null) unknown = true;
    else entries.set(name, value);
  }
  const result = unknown ? unknownValue(DYNAMIC, reasonsOf(keys)) : objectValue(entries);
  return markedLike(result, keys);
}

/** The name that a key spells without evaluation: `name = …` or `"name" = …`, not `(name) = …`. */
function literalKey(key: Expression): string | null {
  if (key.kind === 'traversal') {
    if (key.steps.length > 0)
      throw new HclError('Ambiguous attribute key: put it in parentheses to use its value, or in quotes', key);
    return key.root;
  }
  return key.kind === 'literal' && key.value === null ? 'null' : null;
}

/** The key as text, null when it is not known. */
function keyText(key: Value): string | null {
  if (key.kind === 'null') throw new HclError("Can't use a null value as a key", null);
  const text = tryConvert(key, STRING);
  if (!text) throw new HclError(`Can't use a ${key.type.kind} as a key: a string is required`, null);
  return text.kind === 'string' ? text.text : null;
}

export function* evaluateFor(node: ForExpression, context: EvaluationContext): Task<Value> {
  const collection = yield context.evaluate(node.collection, context);
  // The entries of an object whose keys are open come in no order: they make an object again, not a tuple.
  const open = node.key && !node.group && collection.kind === 'unknown' ? collection.certain?.entries : undefined;
  if (collection.kind === 'unknown' && !open) {
    if (collection.type.kind === 'dynamic' || 'element' in collection.type || !isScalar(collection.type))
      return markedLike(unknownValue(DYNAMIC, collection.reasons), [collection]);
  }
  const pairs = open ?? located(node.collection, () => iterate(collection));
  const found: ForResult = { items: [], groups: new Map(), marks: [collection], unknowns: [], keyless: [] };
  for (const [key, value] of pairs) {
    spendSteps(context.scope.budget, 1);
    const names = new Map([[node.valueName, value]]);
    if (node.keyName !== null) names.set(node.keyName, key);
    // With one name for both, the value wins.
    names.set(node.valueName, value);
    const inner = bindNames(context, names);
    if (node.condition) {
      const { condition } = node;
      const given = yield context.evaluate(condition, inner);
      found.marks.push(given);
      const wanted = located(condition, () => asCondition(given));
      if (wanted.kind === 'unknown') found.unknowns.push(wanted);
      if (wanted.kind === 'unknown' || !wanted.truth) continue;
    }
    const producedKey = node.key ? yield context.evaluate(node.key, inner) : null;
    const produced = yield context.evaluate(node.value, inner);
    located(node.key ?? node, () => addResult(found, { key: producedKey, value: produced, group: node.group }));
  }
  return finishFor(node, found);
}

interface ForResult {
  readonly items: Value[];
  readonly groups: Map<string, Value[]>;
  readonly marks: Value[];
  readonly unknowns: Value[];
  /** Results whose keys are not known. */
  readonly keyless: (readonly [Value, Value])[];
}

function addResult(
  found: ForResult,
  produced: { readonly key: Value | null; readonly value: Value; readonly group: boolean },
): void {
  const { key, value, group } = produced;
  if (!key) {
    found.items.push(value);
    return;
  }
  found.marks.push(key);
  const name = keyText(key);
  if (name === null) {
    found.keyless.push([key, value]);
    return;
  }
  const earlier = found.groups.get(name);
  if (!earlier) found.groups.set(name, [value]);
  else if (group) earlier.push(value);
  else
    throw new HclError(
      `Duplicate object key: two items of this 'for' have the key ${key.sensitive ? '(sensitive)' : `"${name}"`}; "..." groups them`,
      null,
    );
}

function finishFor(node: ForExpression, found: ForResult): Value {
  if (found.unknowns.length > 0) return markedLike(unknownValue(DYNAMIC, reasonsOf(found.unknowns)), found.marks);
  if (!node.key) return markedLike(tupleValue(found.items), found.marks);
  if (found.keyless.length > 0) return markedLike(openObject(node, found), found.marks);
  const entries = new Map<string, Value>();
  for (const [name, values] of found.groups) entries.set(name, node.group ? tupleValue(values) : (values[0] as Value));
  return markedLike(objectValue(entries), found.marks);
}

function openObject(node: ForExpression, { keyless, groups }: ForResult): Value {
  const unknown = unknownValue(DYNAMIC, reasonsOf(keyless.map(([key]) => key)));
  if (node.group) return withCertainty(unknown, { notNull: true });
  const known = [...groups].map(([name, values]) => [stringValue(name), values[0] as Value] as const);
  return withCertainty(unknown, { notNull: true, entries: [...known, ...keyless] });
}

function isScalar(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

export function* evaluateSplat(node: Splat, context: EvaluationContext): Task<Value> {
  const source = yield context.evaluate(node.source, context);
  const { type } = source;
  if (source.kind === 'unknown' && type.kind === 'dynamic') return source;
  if (!isSequence(type)) {
    // A single value counts as a list of one, null as an empty list.
    if (source.kind === 'null') return markedLike(tupleValue([]), [source]);
    if (source.kind === 'unknown') {
      // It might be null: whether the result has an item is open. What cannot be read from it is still an error.
      const item = yield context.evaluate(node.each, bindItem(context, source));
      if (source.certain?.notNull) return markedLike(tupleValue([item]), [source]);
      return markedLike(unknownValue(DYNAMIC, source.reasons), [source]);
    }
    return markedLike(tupleValue([yield context.evaluate(node.each, bindItem(context, source))]), [source]);
  }
  if (source.kind === 'null') throw new HclError('Splat of a null value: it cannot be applied to null', node.source);
  if (source.kind === 'unknown') {
    const elements = type.kind === 'tuple' ? type.elements : [(type as CollectionType).element];
    const types: Type[] = [];
    for (const element of elements) {
      const sample = unknownValue(element, source.reasons);
      types.push((yield context.evaluate(node.each, bindItem(context, sample))).type);
    }
    return retyped(source, type.kind === 'tuple' ? tupleType(types) : listOf(types[0]));
  }
  const results: Value[] = [];
  for (const item of source.kind === 'sequence' ? source.items : []) {
    spendSteps(context.scope.budget, 1);
    results.push(yield context.evaluate(node.each, bindItem(context, item)));
  }
  if (type.kind === 'tuple') return markedLike(tupleValue(results), [source]);
  const common = results[0]?.type ?? DYNAMIC;
  if (!results.every((result) => sameType(result.type, common)))
    throw new HclError('Invalid splat: its results are of different types', node);
  if (results.length > 0) return markedLike(listValue(common, results), [source]);
  const sample = unknownValue((type as CollectionType).element, ['an element of an empty list']);
  const element = yield context.evaluate(node.each, bindItem(context, sample));
  return markedLike(listValue(element.type, []), [source]);
}

function listOf(element: Type | undefined): Type {
  return element && element.kind !== 'dynamic' ? listType(element) : DYNAMIC;
}
