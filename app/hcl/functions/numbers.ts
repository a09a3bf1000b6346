import type { Decimal } from 'decimal.js';
import { convertValue } from '../convert.ts';
import { HclError } from '../diagnostic.ts';
import type { HclFunction } from '../function.ts';
import { hclNumber } from '../number.ts';
import { exactNumber } from '../operator.ts';
import { isSequence, NUMBER } from '../type.ts';
import { numberValue, type Value } from '../value.ts';
import { anyParameter, type FunctionFamily, integerOf, itemsOf, numberOf, numberParameter } from './argument.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MAX_PARSED_DIGITS = 10_000;

/** Numeric functions (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const NUMBER_FUNCTIONS: FunctionFamily = {
  abs: ofOne((number) => number.abs()),
  ceil: ofOne((number) => number.ceil()),
  floor: ofOne((number) => number.floor()),
  log: ofTwo('base', (number, base) => Math.log(number.toNumber()) / Math.log(base.toNumber())),
  pow: ofTwo('power', (number, power) => number.toNumber() ** power.toNumber()),
  max: ofMany((numbers) => numbers.reduce((best, number) => (number.greaterThan(best) ? number : best))),
  min: ofMany((numbers) => numbers.reduce((best, number) => (number.lessThan(best) ? number : best))),
  signum: {
    parameters: [numberParameter('num')],
    returns: NUMBER,
    call: ([value]) => numberValue(Math.sign(integerOf(value))),
  },
  sum: { parameters: [{ ...anyParameter('list'), whollyKnown: true }], returns: NUMBER, call: ([list]) => sum(list) },
  parseint: {
    parameters: [anyParameter('number'), numberParameter('base')],
    returns: NUMBER,
    call: ([text, base]) => parseInteger(text, integerOf(base)),
  },
};

function ofOne(compute: (number: Decimal) => Decimal): HclFunction {
  return {
    parameters: [numberParameter('num')],
    returns: NUMBER,
    call: ([value]) => numberValue(compute(numberOf(value))),
  };
}

/** Computed in doubles, as the reference does. */
function ofTwo(second: string, compute: (first: Decimal, second: Decimal) => number): HclFunction {
  return {
    parameters: [numberParameter('num'), numberParameter(second)],
    returns: NUMBER,
    call([first, other]) {
      const result = compute(numberOf(first), numberOf(other));
      if (Number.isNaN(result)) throw new HclError('the result is not a number', null);
      return exactNumber(hclNumber(result));
    },
  };
}

function ofMany(choose: (numbers: readonly Decimal[]) => Decimal): HclFunction {
  return {
    parameters: [],
    rest: numberParameter('numbers'),
    returns: NUMBER,
    call(args) {
      if (args.length === 0) throw new HclError('must pass at least one number', null);
      return numberValue(choose(args.map(numberOf)));
    },
  };
}

function sum(list: Value | undefined): Value {
  if (!list || !isSequence(list.type))
    throw new HclError('argument must be list, set, or tuple of number values', null);
  let total: Decimal | null = null;
  for (const item of itemsOf(list)) {
    if (item.kind === 'null') throw new HclError('argument must be list, set, or tuple of number values', null);
    const number = numberOf(convertValue(item, NUMBER));
    total = total === null ? number : total.plus(number);
  }
  if (total === null) throw new HclError('cannot sum an empty list', null);
  return exactNumber(total);
}

function parseInteger(value: Value | undefined, base: number): Value {
  if (value?.kind !== 'string') throw new HclError('first argument must be a string', null);
  if (base < 2 || base > 62) throw new HclError('base must be a whole number between 2 and 62 inclusive', null);
  const failure = () => new HclError(`cannot parse "${value.text}" as a base ${base} integer`, null);
  const negative = value.text.startsWith('-');
  const digits = value.text.replace(/^[+-]/, '');
  if (digits === '' || digits.length > MAX_PARSED_DIGITS) throw failure();
  let result = 0n;
  for (const character of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0 || digit >= base) throw failure();
    result = result * BigInt(base) + BigInt(digit);
  }
  return numberValue(negative ? -result : result);
}
