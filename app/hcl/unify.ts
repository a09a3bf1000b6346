import {
  type CollectionType,
  DYNAMIC,
  isPrimitive,
  listType,
  mapType,
  type ObjectType,
  objectType,
  STRING,
  sameType,
  setType,
  type TupleType,
  type Type,
  tupleType,
} from './type.ts';

/**
 * The type that values of all these types convert to, null when there is none. Rules of cty's `convert.Unify`
 * (https://github.com/zclconf/go-cty/blob/main/docs/convert.md, read 2026-11-25).
 */
export function unifyTypes(types: readonly Type[]): Type | null {
  const first = types[0];
  if (!first) return DYNAMIC;
  if (types.every((type) => sameType(type, first))) return types.find((type) => 'open' in type) ?? first;
  if (types.some((type) => type.kind === 'dynamic')) {
    // What is not known yet, and a bare null, fits in with the others; where they do not fit together, any type does.
    return unifyTypes(types.filter((type) => type.kind !== 'dynamic')) ?? DYNAMIC;
  }
  if (types.every(isPrimitive)) return types.some((type) => type.kind === 'string') ? STRING : null;
  const kinds = new Set(types.map((type) => type.kind));
  if (isSubset(kinds, ['list', 'set', 'tuple'])) return unifySequences(types, kinds);
  return isSubset(kinds, ['map', 'object']) ? unifyMappings(types, kinds) : null;
}

function isSubset(kinds: ReadonlySet<string>, allowed: readonly string[]): boolean {
  for (const kind of kinds) if (!allowed.includes(kind)) return false;
  return true;
}

function unifySequences(types: readonly Type[], kinds: ReadonlySet<string>): Type | null {
  if (kinds.size === 1 && kinds.has('tuple')) {
    const tuple = unifyTuples(types as readonly TupleType[]);
    if (tuple) return tuple;
  }
  if (kinds.has('set') && !kinds.has('list')) {
    // Tuples become sets of the type that the sets have.
    const sets = types.filter((type) => type.kind === 'set') as readonly CollectionType[];
    const element = unifyTypes(sets.map((type) => type.element));
    const parts = types.flatMap((type) => (type.kind === 'tuple' ? type.elements : []));
    return element && parts.every((part) => mayConvert(part, element)) ? setType(element) : null;
  }
  const elements = types.flatMap((type) =>
    type.kind === 'tuple' ? type.elements : [(type as CollectionType).element],
  );
  const element = unifyTypes(elements);
  if (!element) return null;
  return kinds.has('list') || kinds.has('tuple') ? listType(element) : setType(element);
}

/** Between primitives only strings convert both ways; what collections convert to shows when they are converted. */
function mayConvert(from: Type, to: Type): boolean {
  if (from.kind === 'dynamic' || to.kind === 'dynamic') return true;
  if (!isPrimitive(from) || !isPrimitive(to)) return isPrimitive(from) === isPrimitive(to);
  return from.kind === to.kind || from.kind === 'string' || to.kind === 'string';
}

function unifyTuples(types: readonly TupleType[]): Type | null {
  const length = types[0]?.elements.length ?? 0;
  if (!types.every((type) => type.elements.length === length)) return null;
  const elements: Type[] = [];
  for (let i = 0; i < length; i++) {
    const element = unifyTypes(types.map((type) => type.elements[i] ?? DYNAMIC));
    if (!element) return null;
    elements.push(element);
  }
  return tupleType(elements);
}

function unifyMappings(types: readonly Type[], kinds: ReadonlySet<string>): Type | null {
  if (kinds.size === 1 && kinds.has('object')) {
    const object = unifyObjects(types as readonly ObjectType[]);
    if (object) return object;
  }
  const elements = types.flatMap((type) =>
    type.kind === 'object' ? [...type.attributes.values()] : [(type as CollectionType).element],
  );
  const element = unifyTypes(elements);
  return element ? mapType(element) : null;
}

function unifyObjects(types: readonly ObjectType[]): Type | null {
  if (types.every((type) => type.open !== undefined)) return unifyOpen(types);
  const names = [...(types[0]?.attributes.keys() ?? [])];
  const attributes = new Map<string, Type>();
  if (!types.every((type) => type.attributes.size === names.length)) return null;
  for (const name of names) {
    const candidates: Type[] = [];
    for (const type of types) {
      const candidate = type.attributes.get(name);
      if (!candidate) return null;
      candidates.push(candidate);
    }
    const unified = unifyTypes(candidates);
    if (!unified) return null;
    attributes.set(name, unified);
  }
  return objectType(attributes);
}

/** Objects of which only a part is known: attributes of any of them; where they do not fit together, any type does. */
function unifyOpen(types: readonly ObjectType[]): ObjectType {
  const names = new Set(types.flatMap((type) => [...type.attributes.keys()]));
  const attributes = new Map<string, Type>();
  for (const name of names)
    attributes.set(name, unifyTypes(types.flatMap((type) => type.attributes.get(name) ?? [])) ?? DYNAMIC);
  return { ...objectType(attributes), open: types[0]?.open ?? '' };
}
