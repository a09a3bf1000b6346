import { HclError } from './diagnostic.ts';
import {
  DYNAMIC,
  hasDynamic,
  isPrimitive,
  isSequence,
  objectType,
  type TupleType,
  type Type,
  typeName,
} from './type.ts';
import { unifyTypes } from './unify.ts';

/** The error of a value of one type where another is required. */
export function mismatch(from: Type, to: Type): HclError {
  const article = to.kind === 'object' ? 'an' : 'a';
  return new HclError(`${article} ${typeName(to)} is required, not ${typeName(from)}`, null);
}

/** Fails when no value of the one type converts to the other. */
export function checkConvertible(from: Type, to: Type): void {
  if (from.kind === 'dynamic' || to.kind === 'dynamic' || isPrimitive(from) !== isPrimitive(to)) {
    if (from.kind === 'dynamic' || to.kind === 'dynamic') return;
    throw mismatch(from, to);
  }
  if (isPrimitive(from)) {
    const possible = from.kind === to.kind || from.kind === 'string' || to.kind === 'string';
    if (!possible) throw mismatch(from, to);
    return;
  }
  if (isSequence(from) !== isSequence(to)) throw mismatch(from, to);
  if (to.kind === 'object' && from.kind === 'object') {
    for (const [name, wanted] of to.attributes) {
      const attribute = from.attributes.get(name);
      if (attribute) checkConvertible(attribute, wanted);
      else if (!to.optional?.has(name) && from.open === undefined)
        throw new HclError(`attribute "${name}" is required`, null);
    }
  } else if (to.kind === 'tuple' && from.kind === 'tuple') {
    if (from.elements.length !== to.elements.length)
      throw new HclError(`a tuple of ${to.elements.length} elements is required`, null);
    from.elements.forEach((element, i) => {
      checkConvertible(element, (to as TupleType).elements[i] as Type);
    });
  } else if ('element' in to) {
    for (const part of partTypes(from)) checkConvertible(part, to.element);
    if (hasDynamic(to.element) && !unifyTypes(partTypes(from)))
      throw new HclError('all elements must have the same type', null);
  }
}

function partTypes(type: Type): readonly Type[] {
  if (type.kind === 'tuple') return type.elements;
  if (type.kind === 'object') return [...type.attributes.values()];
  return 'element' in type ? [type.element] : [];
}

/** The type of a null or unknown after conversion: what the constraint leaves open is taken from the value. */
export function concreteType(from: Type, to: Type): Type {
  if (!hasDynamic(to)) return withoutOptional(to);
  if (to.kind === 'dynamic') return from;
  if (to.kind === 'object') {
    const attributes = new Map<string, Type>();
    for (const [name, type] of to.attributes) attributes.set(name, concreteType(partType(from, name), type));
    return { kind: 'object', attributes };
  }
  if (to.kind === 'tuple')
    return { kind: 'tuple', elements: to.elements.map((type, i) => concreteType(partType(from, String(i)), type)) };
  if (!('element' in to)) return to;
  const parts = partTypes(from);
  const element = parts.length === 0 ? to.element : concreteType(unifyTypes(parts) ?? to.element, to.element);
  return { kind: to.kind, element };
}

function partType(type: Type, name: string): Type {
  if (type.kind === 'object') return type.attributes.get(name) ?? DYNAMIC;
  if (type.kind === 'tuple') return type.elements[Number(name)] ?? DYNAMIC;
  return 'element' in type ? type.element : DYNAMIC;
}

/** The type of values that a constraint lets through: no attribute of it is optional. */
export function withoutOptional(type: Type): Type {
  if (type.kind === 'object') {
    const attributes = new Map<string, Type>();
    for (const [name, attribute] of type.attributes) attributes.set(name, withoutOptional(attribute));
    return type.open === undefined ? objectType(attributes) : { ...objectType(attributes), open: type.open };
  }
  if (type.kind === 'tuple') return { kind: 'tuple', elements: type.elements.map(withoutOptional) };
  return 'element' in type ? { kind: type.kind, element: withoutOptional(type.element) } : type;
}
