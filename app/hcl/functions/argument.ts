import type { Decimal } from 'decimal.js';
import { HclError } from '../diagnostic.ts';
import type { HclFunction, Parameter } from '../function.ts';
import { DYNAMIC, listType, NUMBER, STRING, type Type } from '../type.ts';
import { unknownValue, type Value } from '../value.ts';

/** Functions of one family by name; the registry joins the families. */
export type FunctionFamily = Readonly<Record<string, HclFunction>>;

/** A parameter that takes a string. */
export function stringParameter(name: string): Parameter {
  return { name, type: STRING };
}

/** A parameter that takes a number. */
export function numberParameter(name: string): Parameter {
  return { name, type: NUMBER };
}

/** A parameter that takes any value as it is. */
export function anyParameter(name: string): Parameter {
  return { name, type: DYNAMIC };
}

/** A parameter that takes a list of strings, wholly known. */
export function stringListParameter(name: string): Parameter {
  return { name, type: listType(STRING), whollyKnown: true };
}

/** The text of an argument that was converted to a string. @throws HclError when it is none. */
export function textOf(value: Value | undefined): string {
  if (value?.kind === 'string') return value.text;
  throw new HclError(value?.kind === 'null' ? 'a string must not be null' : 'a string is required', null);
}

/** The number of an argument that was converted to one. @throws HclError when it is none. */
export function numberOf(value: Value | undefined): Decimal {
  if (value?.kind === 'number') return value.number;
  throw new HclError(value?.kind === 'null' ? 'a number must not be null' : 'a number is required', null);
}

/** The argument as a whole number that fits a machine word. @throws HclError when it does not. */
export function integerOf(value: Value | undefined): number {
  const number = numberOf(value);
  if (!number.isInteger()) throw new HclError('a whole number is required', null);
  const integer = number.toNumber();
  if (!Number.isSafeInteger(integer)) throw new HclError('the number is too large', null);
  return integer;
}

/** The truth of an argument that was converted to a bool. @throws HclError when it is none. */
export function truthOf(value: Value | undefined): boolean {
  if (value?.kind === 'bool') return value.truth;
  throw new HclError('a bool is required', null);
}

/** The items of a list, set or tuple. @throws HclError when the argument is none. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value?.kind === 'sequence') return value.items;
  throw new HclError(value?.kind === 'null' ? 'a list must not be null' : 'a list, set or tuple is required', null);
}

/** The entries of a map or object. @throws HclError when the argument is none. */
export function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
  if (value?.kind === 'mapping') return value.entries;
  throw new HclError(value?.kind === 'null' ? 'a map must not be null' : 'a map or object is required', null);
}

/** The argument at an index. */
export function argumentAt(args: readonly Value[], index: number): Value {
  return args[index] as Value;
}

/** The element type of a list, set or map; `dynamic` for others. */
export function elementOf(type: Type): Type {
  return 'element' in type ? type.element : DYNAMIC;
}

/** A function whose result Terraform decides only while it runs. */
export function unknowableFunction(parameters: readonly Parameter[], reason: string): HclFunction {
  return { parameters, returns: STRING, call: () => unknownValue(STRING, [reason]) };
}
