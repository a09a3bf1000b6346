import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import { DYNAMIC } from '../type.ts';
import { unifyTypes } from '../unify.ts';
import { unknownValue, type Value } from '../value.ts';
import { anyParameter, type FunctionFamily, itemsOf } from './argument.ts';

/** The first argument with something in it (https://developer.hashicorp.com/terraform/language/functions, 2026-11-25). */
export const COALESCE_FUNCTIONS: FunctionFamily = {
  coalesce: {
    parameters: [],
    rest: { ...anyParameter('vals'), allowNull: true, allowUnknown: true },
    returns: DYNAMIC,
    call: (args) => coalesce(args),
  },
  coalescelist: {
    parameters: [],
    rest: { ...anyParameter('vals'), allowNull: true, allowUnknown: true },
    returns: DYNAMIC,
    call: (args) => coalesceList(args),
  },
};

function coalesce(args: readonly Value[]): Value {
  if (args.length === 0) throw new HclError('at least one argument is required', null);
  const type = unifyTypes(args.map((arg) => arg.type).filter((argType) => argType.kind !== 'dynamic'));
  if (!type) throw new HclError('all arguments must have the same type', null);
  for (const arg of args) {
    const converted = convertValue(arg, type);
    if (converted.kind === 'unknown') return unknownValue(type, converted.reasons);
    if (converted.kind === 'null' || (converted.kind === 'string' && converted.text === '')) continue;
    return converted;
  }
  throw new HclError('no non-null, non-empty-string arguments', null);
}

function coalesceList(args: readonly Value[]): Value {
  if (args.length === 0) throw new HclError('at least one argument is required', null);
  for (const { type } of args)
    if (type.kind !== 'list' && type.kind !== 'tuple' && type.kind !== 'dynamic')
      throw new HclError('coalescelist arguments must be lists or tuples', null);
  for (const arg of args) {
    if (arg.kind === 'unknown') return unknownValue(DYNAMIC, arg.reasons);
    if (arg.kind !== 'null' && itemsOf(arg).length > 0) return arg;
  }
  throw new HclError('no non-null arguments', null);
}
