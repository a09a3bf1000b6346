/**
 * Types of values, after cty's type system (https://github.com/zclconf/go-cty/blob/main/docs/types.md,
 * read 2026-11-25). `dynamic` is the type of what is not known yet, or of any value in a constraint.
 */
export type Type = PrimitiveType | CollectionType | TupleType | ObjectType;

export interface PrimitiveType {
  readonly kind: 'string' | 'number' | 'bool' | 'dynamic';
}

export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: Type;
}

export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}

export interface ObjectType {
  readonly kind: 'object';
  readonly attributes: ReadonlyMap<string, Type>;
  /** Names that a value may leave out; only in constraints. */
  readonly optional?: ReadonlySet<string>;
  /** What the object is when it has more attributes than are known here: asking for one of those gives an unknown. */
  readonly open?: string;
}

export const STRING: PrimitiveType = { kind: 'string' };
export const NUMBER: PrimitiveType = { kind: 'number' };
export const BOOL: PrimitiveType = { kind: 'bool' };
export const DYNAMIC: PrimitiveType = { kind: 'dynamic' };

export function listType(element: Type): CollectionType {
  return { kind: 'list', element };
}

export function setType(element: Type): CollectionType {
  return { kind: 'set', element };
}

export function mapType(element: Type): CollectionType {
  return { kind: 'map', element };
}

export function tupleType(elements: readonly Type[]): TupleType {
  return { kind: 'tuple', elements };
}

export function objectType(attributes: ReadonlyMap<string, Type>): ObjectType {
  return { kind: 'object', attributes };
}

/** True for string, number and bool. */
export function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

/** True for list, set and tuple. */
export function isSequence(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
}

/** True for map and object. */
export function isMapping(type: Type): boolean {
  return type.kind === 'map' || type.kind === 'object';
}

/** True when both are the same type at every level; which attributes are optional is not compared. */
export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind) return false;
  if (left.kind === 'tuple') {
    const others = (right as TupleType).elements;
    if (left.elements.length !== others.length) return false;
    for (let i = 0; i < others.length; i++) if (!sameType(left.elements[i] as Type, others[i] as Type)) return false;
    return true;
  }
  if (left.kind === 'object') {
    const others = (right as ObjectType).attributes;
    if (left.attributes.size !== others.size) return false;
    for (const [name, type] of left.attributes) {
      const other = others.get(name);
      if (!other || !sameType(type, other)) return false;
    }
    return true;
  }
  if (left.kind === 'list' || left.kind === 'set' || left.kind === 'map')
    return sameType(left.element, (right as CollectionType).element);
  return true;
}

/** True when a part of the type is not fixed. */
export function hasDynamic(type: Type): boolean {
  if (type.kind === 'dynamic') return true;
  if (type.kind === 'tuple') return type.elements.some(hasDynamic);
  if (type.kind === 'object') {
    for (const attribute of type.attributes.values()) if (hasDynamic(attribute)) return true;
    return false;
  }
  return 'element' in type && hasDynamic(type.element);
}

/** True when an attribute of the type, at any depth, may be left out. */
export function hasOptional(type: Type): boolean {
  if (type.kind === 'tuple') return type.elements.some(hasOptional);
  if (type.kind === 'object') {
    if (type.optional && type.optional.size > 0) return true;
    for (const attribute of type.attributes.values()) if (hasOptional(attribute)) return true;
    return false;
  }
  return 'element' in type && hasOptional(type.element);
}

/** The type as an error message names it: `list of string`, `object`. */
export function typeName(type: Type): string {
  if (type.kind === 'dynamic') return 'any type';
  return 'element' in type ? `${type.kind} of ${typeName(type.element)}` : type.kind;
}
