import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import type { HclFunction } from '../function.ts';
import { setValue, valueKey } from '../set-value.ts';
import { DYNAMIC, setType, type Type } from '../type.ts';
import { unifyTypes } from '../unify.ts';
import type { Value } from '../value.ts';
import { elementOf, type FunctionFamily, itemsOf } from './argument.ts';

/** Set algebra (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const SET_FUNCTIONS: FunctionFamily = {
  setunion: ofSets(1, (sets) => sets.flatMap((set) => [...set.values()])),
  setintersection: ofSets(1, ([first, ...others]) =>
    [...(first ?? [])].flatMap(([key, item]) => (others.every((other) => other.has(key)) ? [item] : [])),
  ),
  setsubtract: ofSets(2, ([first, second]) =>
    [...(first ?? [])].flatMap(([key, item]) => (second?.has(key) ? [] : [item])),
  ),
  setsymmetricdifference: ofSets(1, (sets) => {
    // Pairwise from the left: an item stays when it lies in an odd number of the sets.
    const found = new Map<string, Value>();
    for (const set of sets) for (const [key, item] of set) if (!found.delete(key)) found.set(key, item);
    return [...found.values()];
  }),
};

type KeyedSet = ReadonlyMap<string, Value>;

function ofSets(least: number, combine: (sets: readonly KeyedSet[]) => readonly Value[]): HclFunction {
  const parameter = { name: 'set', type: setType(DYNAMIC), whollyKnown: true } as const;
  return {
    parameters: Array.from({ length: least }, () => parameter),
    ...(least === 1 ? { rest: parameter } : {}),
    returns: DYNAMIC,
    resultType: (types) => setType(commonElement(types)),
    call(args) {
      const element = commonElement(args.map((set) => set.type));
      const sets = args.map((set) => {
        const items = itemsOf(set).map((item) => convertValue(item, element));
        return new Map(items.map((item) => [valueKey(item), item]));
      });
      return setValue(element, combine(sets));
    },
  };
}

/** Empty sets of no particular type do not take part in finding the type. */
function commonElement(sets: readonly Type[]): Type {
  const types = sets.map(elementOf).filter((type) => type.kind !== 'dynamic');
  const element = types.length === 0 ? DYNAMIC : unifyTypes(types);
  if (!element) throw new HclError('given sets must all have compatible element types', null);
  return element;
}
