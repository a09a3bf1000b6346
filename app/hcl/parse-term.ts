import { CHAR, type Cursor, isDigit } from './cursor.ts';
import { hclNumber } from './number.ts';
import { parseCollection } from './parse-collection.ts';
import { parseHeredoc, parseQuoted, readPlainString } from './parse-template.ts';
import type { Expression, TraversalStep } from './syntax-tree.ts';
import type { Task } from './task.ts';

const NUMBER = /^\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A number, keyword, name with attribute steps, or string without sequences; null when something deeper begins. */
export function parseSimpleTerm(cursor: Cursor): Expression | null {
  const c = cursor.peek();
  const start = cursor.at;
  if (c === CHAR.quote) {
    const text = readPlainString(cursor);
    if (text === null) return null;
    const end = cursor.at;
    if (text === '') return { kind: 'template', form: 'quoted', parts: [], start, end };
    const part = { kind: 'text', text, start: start + 1, end: end - 1 } as const;
    return { kind: 'template', form: 'quoted', parts: [part], start, end };
  }
  if (isDigit(c)) {
    const digits = cursor.numberToken();
    if (!NUMBER.test(digits)) cursor.fail('Invalid number literal', start);
    return { kind: 'literal', value: hclNumber(digits), start, end: cursor.at };
  }
  return c !== -1 && cursor.isIdentifierStart() ? parseName(cursor) : null;
}

function parseName(cursor: Cursor): Expression | null {
  const start = cursor.at;
  const root = cursor.identifier();
  const rootEnd = cursor.at;
  const c = cursor.peek();
  if (c === CHAR.openParen || (c === CHAR.colon && cursor.startsWith('::'))) {
    cursor.at = start;
    return null;
  }
  cursor.at = rootEnd;
  if (root === 'true' || root === 'false') return { kind: 'literal', value: root === 'true', start, end: rootEnd };
  if (root === 'null') return { kind: 'literal', value: null, start, end: rootEnd };
  const steps: TraversalStep[] = [];
  while (cursor.text.charCodeAt(cursor.at) === CHAR.dot) {
    const dot = cursor.at++;
    if (!cursor.isIdentifierStart()) {
      cursor.at = dot;
      break;
    }
    steps.push({ kind: 'attribute', name: cursor.identifier(), start: dot, end: cursor.at });
  }
  return { kind: 'traversal', root, rootEnd, steps, start, end: cursor.at };
}

/** Task for a term that holds other expressions: brackets, templates, calls. */
export function* parseTerm(cursor: Cursor): Task<Expression> {
  const c = cursor.peek();
  const start = cursor.at;
  if (c === CHAR.quote) return yield parseQuoted(cursor);
  if (c === CHAR.openBracket || c === CHAR.openBrace) return yield parseCollection(cursor);
  if (c === CHAR.less && cursor.text.charCodeAt(start + 1) === CHAR.less) return yield parseHeredoc(cursor);
  if (c === CHAR.openParen) {
    const outer = cursor.newlinesCount;
    cursor.newlinesCount = false;
    cursor.at++;
    const inner = yield cursor.nested();
    cursor.expect(CHAR.closeParen, '")" to close the parentheses');
    cursor.newlinesCount = outer;
    return { kind: 'parentheses', inner, start, end: cursor.at };
  }
  if (c !== -1 && cursor.isIdentifierStart()) return yield parseCall(cursor);
  return cursor.fail('Invalid expression: expected the start of an expression');
}

function* parseCall(cursor: Cursor): Task<Expression> {
  const start = cursor.at;
  let name = cursor.identifier();
  let nameEnd = cursor.at;
  while (cursor.peek() === CHAR.colon && cursor.startsWith('::')) {
    cursor.at += 2;
    cursor.peek();
    name += `::${cursor.identifier()}`;
    nameEnd = cursor.at;
  }
  if (cursor.peek() !== CHAR.openParen) cursor.fail('Missing open parenthesis after the function name');
  cursor.at++;
  const outer = cursor.newlinesCount;
  cursor.newlinesCount = false;
  const args: Expression[] = [];
  let expand = false;
  while (cursor.peek() !== CHAR.closeParen) {
    args.push(yield cursor.nested());
    const c = cursor.peek();
    if (c === CHAR.closeParen) break;
    if (cursor.startsWith('...')) {
      cursor.at += 3;
      expand = true;
      if (cursor.peek() !== CHAR.closeParen) cursor.fail('Missing closing parenthesis after "..."');
      break;
    }
    if (c !== CHAR.comma) cursor.fail('Missing argument separator: expected "," or ")"');
    cursor.at++;
  }
  cursor.at++;
  cursor.newlinesCount = outer;
  return { kind: 'call', name, nameEnd, arguments: args, expand, start, end: cursor.at };
}
