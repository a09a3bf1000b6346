import { CHAR, type Cursor } from './cursor.ts';
import { parseSimpleTerm } from './parse-simple.ts';
import { termTask } from './parse-term.ts';
import { parsePostfix } from './parse-traversal.ts';
import type { BinaryOperator, Expression } from './syntax-tree.ts';
import type { Task } from './task.ts';

interface Prefix {
  readonly operator: '-' | '!';
  readonly start: number;
}

interface PendingConditional {
  readonly condition: Expression;
  readonly whenTrue: Expression;
}

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Task for one expression: conditionals, then binary operators by precedence, then prefixes and postfixes. */
export function* parseExpression(cursor: Cursor): Task<Expression> {
  let conditionals: PendingConditional[] | null = null;
  let result: Expression;
  for (;;) {
    let stacks: Stacks | null = null;
    for (;;) {
      const prefixes = readPrefixes(cursor);
      let operand = parseSimpleTerm(cursor) ?? (yield termTask(cursor));
      const next = cursor.peek();
      if (next === CHAR.dot || next === CHAR.openBracket) operand = yield parsePostfix(cursor, operand);
      if (prefixes !== null) operand = applyPrefixes(prefixes, operand);
      result = operand;
      const operator = peekOperator(cursor);
      if (operator === null) break;
      stacks ??= { operands: [], operators: [] };
      stacks.operands.push(operand);
      reduceOperators(stacks, PRECEDENCE[operator]);
      stacks.operators.push(operator);
      cursor.at += operator.length;
    }
    if (stacks) {
      stacks.operands.push(result);
      reduceOperators(stacks, 0);
      result = stacks.operands[0] as Expression;
    }
    if (cursor.peek() !== CHAR.question) break;
    cursor.at++;
    const whenTrue = yield parseExpression(cursor);
    if (cursor.peek() !== CHAR.colon) cursor.fail('Missing false expression in conditional: expected ":"');
    cursor.at++;
    conditionals ??= [];
    conditionals.push({ condition: result, whenTrue });
  }
  while (conditionals && conditionals.length > 0) {
    const { condition, whenTrue } = conditionals.pop() as PendingConditional;
    result = { kind: 'conditional', condition, whenTrue, whenFalse: result, start: condition.start, end: result.end };
  }
  return result;
}

interface Stacks {
  readonly operands: Expression[];
  readonly operators: BinaryOperator[];
}

function readPrefixes(cursor: Cursor): Prefix[] | null {
  let prefixes: Prefix[] | null = null;
  for (let c = cursor.peek(); c === CHAR.dash || c === CHAR.bang; c = cursor.peek()) {
    prefixes ??= [];
    prefixes.push({ operator: c === CHAR.dash ? '-' : '!', start: cursor.at });
    cursor.at++;
  }
  return prefixes;
}

function applyPrefixes(prefixes: readonly Prefix[], operand: Expression): Expression {
  let result = operand;
  for (let i = prefixes.length - 1; i >= 0; i--) {
    const { operator, start } = prefixes[i] as Prefix;
    result = { kind: 'unary', operator, operand: result, start, end: operand.end };
  }
  return result;
}

/** Joins the operands on top while their operator binds at least as tightly as the one to come. */
function reduceOperators(stacks: Stacks, precedence: number): void {
  const { operands, operators } = stacks;
  for (;;) {
    const operator = operators.at(-1);
    if (operator === undefined || PRECEDENCE[operator] < precedence) return;
    operators.pop();
    const right = operands.pop() as Expression;
    const left = operands.pop() as Expression;
    operands.push({ kind: 'binary', operator, left, right, start: left.start, end: right.end });
  }
}

function peekOperator(cursor: Cursor): BinaryOperator | null {
  const c = cursor.peek();
  const followedBy = cursor.text.charCodeAt(cursor.at + 1);
  switch (c) {
    case CHAR.pipe:
      return followedBy === CHAR.pipe ? '||' : null;
    case CHAR.ampersand:
      return followedBy === CHAR.ampersand ? '&&' : null;
    case CHAR.equals:
      return followedBy === CHAR.equals ? '==' : null;
    case CHAR.bang:
      return followedBy === CHAR.equals ? '!=' : null;
    case CHAR.less:
      return followedBy === CHAR.equals ? '<=' : '<';
    case CHAR.greater:
      return followedBy === CHAR.equals ? '>=' : '>';
    case CHAR.plus:
      return '+';
    case CHAR.dash:
      return '-';
    case CHAR.star:
      return '*';
    case CHAR.slash:
      return '/';
    case CHAR.percent:
      return '%';
    default:
      return null;
  }
}
