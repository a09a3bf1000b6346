import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import type { HclFunction } from '../function.ts';
import { BOOL, DYNAMIC, listType, mapType, NUMBER, STRING, setType, type Type } from '../type.ts';
import { boolValue, nullValue, unknownValue, type Value, withSensitive } from '../value.ts';
import { anyParameter, argumentAt, type FunctionFamily } from './argument.ts';

const AS_IS = { allowNull: true, allowUnknown: true, allowSensitive: true } as const;

/** Conversions and marks (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const TYPE_FUNCTIONS: FunctionFamily = {
  tostring: conversion(STRING),
  tonumber: conversion(NUMBER),
  tobool: conversion(BOOL),
  tolist: conversion(listType(DYNAMIC)),
  toset: conversion(setType(DYNAMIC)),
  tomap: conversion(mapType(DYNAMIC)),
  sensitive: marking((value) => withSensitive(value, true)),
  nonsensitive: marking((value) => withSensitive(value, false)),
  issensitive: {
    parameters: [{ ...anyParameter('value'), ...AS_IS }],
    returns: BOOL,
    call: ([value]) =>
      value?.kind === 'unknown' ? unknownValue(BOOL, value.reasons) : boolValue(value?.sensitive === true),
  },
  // Values of ephemeral variables and resources never get here with a mark of their own: nothing to take away.
  ephemeralasnull: marking((value) => value),
  try: lazyFunction('try'),
  can: lazyFunction('can'),
  convert: lazyFunction('convert'),
};

function conversion(type: Type): HclFunction {
  return {
    parameters: [{ ...anyParameter('v'), ...AS_IS }],
    returns: type,
    call([value]) {
      const given = argumentAt(value ? [value] : [], 0);
      if (given.kind === 'null' && given.type.kind === 'dynamic')
        return withSensitive(nullValue(type), given.sensitive);
      try {
        return convertValue(given, type);
      } catch (error) {
        if (!(error instanceof HclError)) throw error;
        // The text of a sensitive value must not show in an error.
        throw new HclError(`cannot convert ${given.type.kind} to ${type.kind}: ${error.message}`, null);
      }
    },
  };
}

function marking(change: (value: Value) => Value): HclFunction {
  return {
    parameters: [{ ...anyParameter('value'), ...AS_IS }],
    returns: DYNAMIC,
    call: (args) => change(argumentAt(args, 0)),
  };
}

function lazyFunction(lazy: 'try' | 'can' | 'convert'): HclFunction {
  const call = (): Value => {
    throw new HclError(`${lazy} evaluates its arguments itself`, null);
  };
  return { parameters: [], rest: anyParameter('expressions'), returns: DYNAMIC, lazy, call };
}
