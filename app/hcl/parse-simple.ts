import { CHAR, type Cursor, isDigit } from './cursor.ts';
import { hclNumber } from './number.ts';
import type { Expression, TraversalStep } from './syntax-tree.ts';

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

/**
 * A whole expression that is one simple term, as most are; null when there is more to it, and the cursor stays.
 */
export function parseSimpleExpression(cursor: Cursor): Expression | null {
  const start = cursor.at;
  const term = parseSimpleTerm(cursor);
  if (term && endsExpression(cursor, cursor.peek())) return term;
  cursor.at = start;
  return null;
}

/** True at what can only stand behind an expression. */
function endsExpression(cursor: Cursor, char: number): boolean {
  switch (char) {
    case CHAR.lf:
    case CHAR.cr:
    case CHAR.comma:
    case CHAR.closeBracket:
    case CHAR.closeBrace:
    case CHAR.closeParen:
    case CHAR.colon:
    case -1:
      return true;
    case CHAR.equals:
      return cursor.text.charCodeAt(cursor.at + 1) !== CHAR.equals;
    default:
      return false;
  }
}

/** The string at the cursor when it holds no template sequence; otherwise null, and the cursor stays. */
export function readPlainString(cursor: Cursor): string | null {
  const { text, length } = cursor;
  const start = cursor.at + 1;
  let beyondAscii = 0;
  for (let at = start; at < length; at++) {
    const c = text.charCodeAt(at);
    if (c === CHAR.quote) {
      cursor.at = at + 1;
      const content = text.slice(start, at);
      return beyondAscii > 127 ? content.normalize('NFC') : content;
    }
    // Escapes, sequences and errors take the long way.
    if (c === CHAR.backslash || c === CHAR.dollar || c === CHAR.percent || c === CHAR.lf || c === CHAR.cr) return null;
    beyondAscii |= c;
  }
  return null;
}
