import { HclError } from '../diagnostic.ts';
import type { HclFunction } from '../function.ts';
import { equalValues } from '../operator.ts';
import { DYNAMIC, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { anyParameter, type FunctionFamily, integerOf, numberParameter, stringParameter, textOf } from './argument.ts';

const SUBJECT = { ...anyParameter('value'), allowNull: true, allowUnknown: true } as const;

/**
 * OpenTofu's promises about values that are not known yet: a known value is held to the promise, an unknown one
 * passes (https://opentofu.org/docs/language/functions, read 2026-11-25).
 */
export const ASSUME_FUNCTIONS: FunctionFamily = {
  assumenotnull: promise([], ([value]) => value?.kind !== 'null'),
  assumeequal: {
    parameters: [SUBJECT, { ...anyParameter('assumed'), allowNull: true }],
    returns: DYNAMIC,
    call([value, assumed]) {
      if (value?.kind === 'unknown') return assumed as Value;
      const same = equalValues(value as Value, assumed as Value);
      if (same.kind === 'bool' && !same.truth) throw new HclError('the value is not equal to the assumed value', null);
      return value as Value;
    },
  },
  assumestringprefix: {
    parameters: [{ ...stringParameter('value'), allowUnknown: true }, stringParameter('prefix')],
    returns: STRING,
    call([value, prefix]) {
      if (value?.kind === 'string' && !value.text.startsWith(textOf(prefix)))
        throw new HclError('the string does not have the assumed prefix', null);
      return value as Value;
    },
  },
  ...lengthPromises('list'),
  ...lengthPromises('set'),
  ...lengthPromises('map'),
};

function promise(further: HclFunction['parameters'], holds: (args: readonly Value[]) => boolean): HclFunction {
  return {
    parameters: [SUBJECT, ...further],
    returns: DYNAMIC,
    call(args) {
      if (!holds(args)) throw new HclError('the value does not hold what is assumed of it', null);
      return args[0] as Value;
    },
  };
}

function lengthPromises(kind: 'list' | 'set' | 'map'): FunctionFamily {
  const ofLength = (holds: (length: number, wanted: number) => boolean): HclFunction =>
    promise([numberParameter('length')], ([value, wanted]) => {
      const length =
        value?.kind === 'sequence' ? value.items.length : value?.kind === 'mapping' ? value.entries.size : null;
      return length === null || holds(length, integerOf(wanted));
    });
  return {
    [`assume${kind}length`]: ofLength((length, wanted) => length === wanted),
    [`assume${kind}lengthmin`]: ofLength((length, wanted) => length >= wanted),
    [`assume${kind}lengthmax`]: ofLength((length, wanted) => length <= wanted),
  };
}
