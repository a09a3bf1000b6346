import { HclError } from './diagnostic.ts';
import type { Call, Expression } from './syntax-tree.ts';
import { BOOL, DYNAMIC, listType, mapType, NUMBER, objectType, STRING, setType, type Type, tupleType } from './type.ts';

/** Values for attributes that are left out, at the places of the type where `optional(type, default)` stands. */
export interface TypeDefaults {
  /** Default expressions by attribute of this object. */
  readonly attributes: ReadonlyMap<string, Expression>;
  /** Defaults within: by attribute or tuple index, under an empty name for the elements of a collection. */
  readonly children: ReadonlyMap<string, TypeDefaults>;
}

/** A type with its defaults; null where it has none. */
export interface TypeConstraint {
  readonly type: Type;
  readonly defaults: TypeDefaults | null;
}

const KEYWORDS: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['string', STRING],
  ['number', NUMBER],
  ['bool', BOOL],
  ['any', DYNAMIC],
]);
/** Words of Terraform 0.11 that it still accepts for a whole variable, bare or in quotes. */
const LEGACY_WORDS: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['list', listType(DYNAMIC)],
  ['map', mapType(DYNAMIC)],
]);
const MAX_DEPTH = 200;

/**
 * The type that an expression such as `object({ a = optional(string, "x") })` names
 * (https://developer.hashicorp.com/terraform/language/expressions/type-constraints, read 2026-11-25).
 * @throws HclError with the span of what names no type.
 */
export function readTypeConstraint(expression: Expression): TypeConstraint {
  const word = wholeWord(expression);
  const legacy = word === null ? undefined : LEGACY_WORDS.get(word);
  if (legacy) return { type: legacy, defaults: null };
  if (expression.kind === 'template' && word === 'string') return { type: STRING, defaults: null };
  return readType(expression, 0);
}

function wholeWord(expression: Expression): string | null {
  if (expression.kind === 'traversal' && expression.steps.length === 0) return expression.root;
  const [part] = expression.kind === 'template' && expression.parts.length === 1 ? expression.parts : [];
  return part?.kind === 'text' ? part.text : null;
}

function readType(expression: Expression, depth: number): TypeConstraint {
  if (depth > MAX_DEPTH) throw new HclError(`Invalid type specification: nested deeper than ${MAX_DEPTH}`, expression);
  if (expression.kind === 'traversal' && expression.steps.length === 0) return readKeyword(expression);
  if (expression.kind !== 'call')
    throw new HclError('Invalid type specification: a type keyword or constructor is required', expression);
  return readConstructor(expression, depth);
}

function readKeyword(expression: Expression & { kind: 'traversal' }): TypeConstraint {
  const { root } = expression;
  const type = KEYWORDS.get(root);
  if (type) return { type, defaults: null };
  if (['object', 'tuple', 'list', 'set', 'map'].includes(root))
    throw new HclError(`Invalid type specification: "${root}" needs one argument`, expression);
  if (root === 'optional')
    throw new HclError('Invalid type specification: "optional" is valid only for attributes of an object', expression);
  throw new HclError(`Invalid type specification: the keyword "${root}" is not a valid type`, expression);
}

function readConstructor(call: Call, depth: number): TypeConstraint {
  const [argument] = call.arguments;
  if (call.name === 'optional')
    throw new HclError('Invalid type specification: "optional" is valid only for attributes of an object', call);
  if (!['list', 'set', 'map', 'object', 'tuple'].includes(call.name))
    throw new HclError(`Invalid type specification: "${call.name}" is not a type constructor`, call);
  if (!argument || call.arguments.length > 1)
    throw new HclError(`Invalid type specification: "${call.name}" needs exactly one argument`, call);
  if (call.name === 'object') return readObject(argument, depth);
  if (call.name === 'tuple') return readTuple(argument, depth);
  const { type, defaults } = readType(argument, depth + 1);
  const make = call.name === 'list' ? listType : call.name === 'set' ? setType : mapType;
  return { type: make(type), defaults: withChildren(new Map(), new Map(defaults ? [['', defaults]] : [])) };
}

function withChildren(
  attributes: ReadonlyMap<string, Expression>,
  children: ReadonlyMap<string, TypeDefaults>,
): TypeDefaults | null {
  return attributes.size === 0 && children.size === 0 ? null : { attributes, children };
}

function readTuple(argument: Expression, depth: number): TypeConstraint {
  if (argument.kind !== 'tuple')
    throw new HclError('Invalid type specification: "tuple" needs a list of types', argument);
  const constraints = argument.items.map((item) => readType(item, depth + 1));
  const children = new Map<string, TypeDefaults>();
  constraints.forEach(({ defaults }, i) => {
    if (defaults) children.set(String(i), defaults);
  });
  return { type: tupleType(constraints.map(({ type }) => type)), defaults: withChildren(new Map(), children) };
}

function readObject(argument: Expression, depth: number): TypeConstraint {
  if (argument.kind !== 'object')
    throw new HclError('Invalid type specification: "object" needs an object of names and types', argument);
  const types = new Map<string, Type>();
  const optional = new Set<string>();
  const attributes = new Map<string, Expression>();
  const children = new Map<string, TypeDefaults>();
  for (const { key, value } of argument.items) {
    const name = attributeName(key);
    const attribute = readAttributeType(value, depth + 1);
    types.set(name, attribute.type);
    if (attribute.isOptional) optional.add(name);
    if (attribute.fallback) attributes.set(name, attribute.fallback);
    if (attribute.defaults) children.set(name, attribute.defaults);
  }
  const type: Type = optional.size > 0 ? { kind: 'object', attributes: types, optional } : objectType(types);
  return { type, defaults: withChildren(attributes, children) };
}

function attributeName(key: Expression): string {
  if (key.kind === 'traversal' && key.steps.length === 0) return key.root;
  throw new HclError('Invalid type specification: attribute names must be literal', key);
}

interface AttributeType extends TypeConstraint {
  readonly isOptional: boolean;
  readonly fallback: Expression | null;
}

function readAttributeType(value: Expression, depth: number): AttributeType {
  if (value.kind !== 'call' || value.name !== 'optional')
    return { ...readType(value, depth), isOptional: false, fallback: null };
  const [type, fallback, ...more] = value.arguments;
  if (!type || more.length > 0)
    throw new HclError('Invalid type specification: "optional" needs a type and at most a default', value);
  return { ...readType(type, depth), isOptional: true, fallback: fallback ?? null };
}
