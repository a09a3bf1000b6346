import type { Decimal } from 'decimal.js';
import { convertValue } from './convert.ts';
import { HclError } from './diagnostic.ts';
import { hclNumber, isTooLong } from './number.ts';
import type { BinaryOperator } from './syntax-tree.ts';
import { BOOL, isPrimitive, NUMBER, sameType } from './type.ts';
import { boolValue, markedLike, numberValue, reasonsOf, unknownValue, type Value, withCertainty } from './value.ts';

/** The result of an operator. @throws HclError when an operand is null or of a wrong type. */
export function applyOperator(operator: BinaryOperator, operands: readonly [Value, Value]): Value {
  return markedLike(applyPlain(operator, operands), operands);
}

function applyPlain(operator: BinaryOperator, [left, right]: readonly [Value, Value]): Value {
  if (operator === '==') return equalValues(left, right);
  if (operator === '!=') return not(equalValues(left, right));
  if (operator === '&&' || operator === '||') return applyLogical(operator, [left, right]);
  const a = operand(left, { type: NUMBER, operator });
  const b = operand(right, { type: NUMBER, operator });
  const isComparison = operator === '<' || operator === '>' || operator === '<=' || operator === '>=';
  if (isComparison) {
    const decided = compareBounds(operator, [a, b]);
    if (decided !== null) return boolValue(decided);
  }
  if (a.kind !== 'number' || b.kind !== 'number')
    return withCertainty(unknownValue(isComparison ? BOOL : NUMBER, reasonsOf([a, b])), { notNull: true });
  if (isComparison) return boolValue(compare(operator, [a.number, b.number]));
  return exactNumber(calculate(operator, [a.number, b.number]));
}

/** What the lower bound of one operand says beside the known other; null where it leaves the comparison open. */
function compareBounds(operator: BinaryOperator, [left, right]: readonly [Value, Value]): boolean | null {
  if (left.kind === 'unknown' && right.kind === 'number') {
    const least = left.certain?.atLeast;
    if (least === undefined) return null;
    if (right.number.lessThan(least)) return operator === '>' || operator === '>=';
    if (!right.number.equals(least)) return null;
    // At the bound itself the reference leaves `>=` open.
    return operator === '<' ? false : null;
  }
  if (right.kind !== 'unknown' || left.kind !== 'number') return null;
  return compareBounds(TURNED[operator] ?? operator, [right, left]);
}

const TURNED: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = {
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
};

/** A number of bounded length. @throws HclError when it has too many digits or is not a number. */
export function exactNumber(number: Decimal): Value {
  if (number.isNaN()) throw new HclError('The result is not a number', null);
  if (isTooLong(number)) throw new HclError('The number has more digits than are allowed', null);
  return numberValue(number);
}

function operand(value: Value, wanted: { readonly type: typeof BOOL; readonly operator: string }): Value {
  if (value.kind === 'null') throw new HclError(`Invalid operand: an operand of "${wanted.operator}" is null`, null);
  try {
    return convertValue(value, wanted.type);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    throw new HclError(`Invalid operand: unsuitable value for "${wanted.operator}": ${error.message}`, null);
  }
}

/** `&&` and `||`: one decisive operand decides, known or unknown the other. */
function applyLogical(operator: '&&' | '||', [left, right]: readonly [Value, Value]): Value {
  const decisive = operator === '||';
  const a = operand(left, { type: BOOL, operator });
  const b = operand(right, { type: BOOL, operator });
  if ((a.kind === 'bool' && a.truth === decisive) || (b.kind === 'bool' && b.truth === decisive))
    return boolValue(decisive);
  if (a.kind === 'bool' && b.kind === 'bool') return boolValue(!decisive);
  return unknownValue(BOOL, reasonsOf([a, b]));
}

function compare(operator: string, [a, b]: readonly [Decimal, Decimal]): boolean {
  if (operator === '<') return a.lessThan(b);
  if (operator === '>') return a.greaterThan(b);
  return operator === '<=' ? a.lessThanOrEqualTo(b) : a.greaterThanOrEqualTo(b);
}

function calculate(operator: BinaryOperator, [a, b]: readonly [Decimal, Decimal]): Decimal {
  switch (operator) {
    case '+':
      return a.plus(b);
    case '-':
      return a.minus(b);
    case '*':
      return a.times(b);
    default:
      if (operator === '%') return remainder(a, b);
      // A number divided by zero is infinite in the reference; only 0 / 0 is an error.
      if (b.isZero() && a.isZero()) throw new HclError('Division by zero', null);
      return a.dividedBy(b);
  }
}

/** Truncated remainder; of and by infinity, and by zero, as the reference has it. */
function remainder(a: Decimal, b: Decimal): Decimal {
  if (!a.isFinite() || b.isZero()) return a;
  if (!b.isFinite()) return b;
  if (isTooLong(a) || isTooLong(b)) throw new HclError('The number has more digits than are allowed', null);
  return a.modulo(b);
}

function not(value: Value): Value {
  return value.kind === 'bool' ? boolValue(!value.truth) : value;
}

/** `-value` or `!value`. @throws HclError when it is null or of a wrong type. */
export function applyUnary(operator: '-' | '!', value: Value): Value {
  const converted = operand(value, { type: operator === '-' ? NUMBER : BOOL, operator });
  if (converted.kind === 'number') return markedLike(numberValue(hclNumber(0).minus(converted.number)), [value]);
  return markedLike(not(converted), [value]);
}

/** `left == right` by cty's rules: values of different types are not equal, an unknown part leaves it unknown. */
export function equalValues(left: Value, right: Value): Value {
  if (left.kind === 'null' || right.kind === 'null') {
    const other = left.kind === 'null' ? right : left;
    if (other.kind === 'unknown' && !other.certain?.notNull) return unknownBool([left, right]);
    return boolValue(left.kind === right.kind);
  }
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    const differ = isPrimitive(left.type) && isPrimitive(right.type) && !sameType(left.type, right.type);
    return differ || differInPrefix(left, right) ? boolValue(false) : unknownBool([left, right]);
  }
  if (left.type.kind !== right.type.kind) return boolValue(false);
  if (left.kind === 'string' && right.kind === 'string') return boolValue(left.text === right.text);
  if (left.kind === 'number' && right.kind === 'number') return boolValue(left.number.equals(right.number));
  if (left.kind === 'bool' && right.kind === 'bool') return boolValue(left.truth === right.truth);
  return equalParts(left, right);
}

function unknownBool(operands: readonly Value[]): Value {
  return withCertainty(unknownValue(BOOL, reasonsOf(operands)), { notNull: true });
}

/** True when what the one is certain to begin with is not what the other begins with. */
function differInPrefix(left: Value, right: Value): boolean {
  const [a, b] = [knownStart(left), knownStart(right)];
  if (a === null || b === null) return false;
  if (left.kind === 'string') return !a.startsWith(b);
  if (right.kind === 'string') return !b.startsWith(a);
  return !a.startsWith(b) && !b.startsWith(a);
}

function knownStart(value: Value): string | null {
  if (value.kind === 'string') return value.text;
  return value.kind === 'unknown' ? (value.certain?.prefix ?? null) : null;
}

function equalParts(left: Value, right: Value): Value {
  const unknowns: Value[] = [];
  if (left.kind === 'sequence' && right.kind === 'sequence') {
    if (left.items.length !== right.items.length) return boolValue(false);
    for (let i = 0; i < left.items.length; i++) {
      const same = equalValues(left.items[i] as Value, right.items[i] as Value);
      if (same.kind === 'unknown') unknowns.push(same);
      else if (same.kind === 'bool' && !same.truth) return same;
    }
  } else if (left.kind === 'mapping' && right.kind === 'mapping') {
    if (left.entries.size !== right.entries.size) return boolValue(false);
    for (const [name, entry] of left.entries) {
      const other = right.entries.get(name);
      if (!other) return boolValue(false);
      const same = equalValues(entry, other);
      if (same.kind === 'unknown') unknowns.push(same);
      else if (same.kind === 'bool' && !same.truth) return same;
    }
  }
  return unknowns.length > 0 ? unknownBool(unknowns) : boolValue(true);
}
