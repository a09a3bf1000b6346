import { spendSteps } from '../budget.ts';
import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import type { CallContext } from '../function.ts';
import { setValue } from '../set-value.ts';
import { DYNAMIC, listType, setType, type Type, tupleType } from '../type.ts';
import { unifyTypes } from '../unify.ts';
import { listValue, markedLike, reasonsOf, tupleValue, unknownValue, type Value } from '../value.ts';
import { anyParameter, elementOf, type FunctionFamily, itemsOf } from './argument.ts';

/** `setproduct` (https://developer.hashicorp.com/terraform/language/functions/setproduct, read 2026-11-25). */
export const SET_PRODUCT_FUNCTIONS: FunctionFamily = {
  setproduct: {
    parameters: [],
    rest: { ...anyParameter('sets'), allowUnknown: true, allowSensitive: true },
    returns: DYNAMIC,
    call: (args, context) => markedLike(setProduct(args, context), args),
  },
};

function setProduct(sets: readonly Value[], context: CallContext): Value {
  if (sets.length < 2) throw new HclError('at least two arguments are required', null);
  if (sets.some((set) => set.kind === 'unknown' && set.type.kind === 'dynamic'))
    return unknownValue(DYNAMIC, reasonsOf(sets));
  const types = sets.map((set) => elementType(set.type));
  const element = tupleType(types);
  const isSet = sets.some((set) => set.type.kind === 'set');
  const isEmpty = sets.some((set) => set.kind === 'sequence' && set.items.length === 0);
  if (!isEmpty && sets.some((set) => set.kind === 'unknown'))
    return unknownValue(isSet ? setType(element) : listType(element), reasonsOf(sets));
  let rows: Value[][] = isEmpty ? [] : [[]];
  for (const [i, set] of isEmpty ? [] : sets.entries()) {
    const items = itemsOf(set);
    spendSteps(context.budget, rows.length * items.length);
    rows = rows.flatMap((row) => items.map((item) => [...row, convertValue(item, types[i] ?? DYNAMIC)]));
  }
  const products = rows.map((row) => tupleValue(row));
  return isSet ? setValue(element, products) : listValue(element, products);
}

function elementType(type: Type): Type {
  if (type.kind === 'tuple') {
    const element = unifyTypes(type.elements);
    if (!element) throw new HclError('all elements must be of the same type', null);
    return element;
  }
  if (type.kind !== 'list' && type.kind !== 'set') throw new HclError('a set or a list is required', null);
  return elementOf(type);
}
