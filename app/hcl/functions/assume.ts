import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import type { HclFunction } from '../function.ts';
import { equalValues } from '../operator.ts';
import { DYNAMIC, listType, mapType, STRING, setType, type Type } from '../type.ts';
import { markedLike, type Value } from '../value.ts';
import { anyParameter, type FunctionFamily, integerOf, numberParameter, stringParameter, textOf } from './argument.ts';

const SUBJECT = { ...anyParameter('value'), allowNull: true, allowUnknown: true } as const;
const AS_IS = { ...SUBJECT, allowSensitive: true } as const;

/**
 * OpenTofu's promises about values that are not known yet: a known value is held to the promise, an unknown one
 * passes (https://opentofu.org/docs/language/functions, read 2026-11-25).
 */
export const ASSUME_FUNCTIONS: FunctionFamily = {
  assumenotnull: {
    parameters: [SUBJECT],
    returns: DYNAMIC,
    call([value]) {
      if (value?.kind === 'null') throw new HclError('the value must not be null', null);
      if (value?.kind === 'unknown' && value.type.kind === 'dynamic')
        throw new HclError('given value must have a known type; "convert" can give it one', null);
      return value as Value;
    },
  },
  assumeequal: {
    parameters: [AS_IS, AS_IS],
    returns: DYNAMIC,
    call: ([value, assumed]) => assumeEqual(value as Value, assumed as Value),
  },
  assumestringprefix: {
    parameters: [{ ...stringParameter('value'), allowUnknown: true, allowNull: true }, stringParameter('prefix')],
    returns: STRING,
    call([value, prefix]) {
      if (value?.kind === 'string' && !value.text.startsWith(textOf(prefix)))
        throw new HclError('the string does not have the assumed prefix', null);
      return value as Value;
    },
  },
  ...lengthPromises('list', listType(DYNAMIC)),
  ...lengthPromises('set', setType(DYNAMIC)),
  ...lengthPromises('map', mapType(DYNAMIC)),
};

function assumeEqual(value: Value, assumed: Value): Value {
  if (value.type.kind === 'list' && assumed.type.kind === 'tuple')
    throw new HclError('actual value type list does not fit the assumed tuple', null);
  const converted = value.type.kind === 'dynamic' ? value : convertValue(value, assumed.type);
  if (assumed.kind === 'unknown') return markedLike(assumed, [value]);
  const same = equalValues(converted, assumed);
  if (same.kind === 'bool' && !same.truth) throw new HclError('the value is not equal to the assumed value', null);
  return markedLike(assumed, [value]);
}

function lengthPromises(kind: 'list' | 'set' | 'map', type: Type): FunctionFamily {
  const subject = { name: kind, type, allowUnknown: true } as const;
  const promise = (
    names: readonly string[],
    holds: (length: number, limits: readonly number[]) => boolean,
  ): HclFunction => ({
    parameters: [subject, ...names.map(numberParameter)],
    returns: DYNAMIC,
    call([value, ...limits]) {
      const length = lengthOf(value);
      if (length !== null && !holds(length, limits.map(integerOf)))
        throw new HclError(`the ${kind} does not have the assumed length`, null);
      return value as Value;
    },
  });
  return {
    [`assume${kind}length`]: promise(['min', 'max'], (length, [min = 0, max = 0]) => length >= min && length <= max),
    [`assume${kind}lengthmin`]: promise(['min'], (length, [min = 0]) => length >= min),
    [`assume${kind}lengthmax`]: promise(['max'], (length, [max = 0]) => length <= max),
  };
}

function lengthOf(value: Value | undefined): number | null {
  if (value?.kind === 'sequence') return value.items.length;
  return value?.kind === 'mapping' ? value.entries.size : null;
}
