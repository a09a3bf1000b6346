import { CHAR, type Cursor } from './cursor.ts';
import { parseCollection } from './parse-collection.ts';
import { parseSimpleExpression } from './parse-simple.ts';
import { parseHeredoc, parseQuoted } from './parse-template.ts';
import type { Expression } from './syntax-tree.ts';
import type { Task } from './task.ts';

/** Task for a term that holds other expressions: brackets, templates, calls. @throws HclError where none begins. */
export function termTask(cursor: Cursor): Task<Expression> {
  const c = cursor.peek();
  if (c === CHAR.quote) return parseQuoted(cursor);
  if (c === CHAR.openBracket || c === CHAR.openBrace) return parseCollection(cursor);
  if (c === CHAR.less && cursor.text.charCodeAt(cursor.at + 1) === CHAR.less) return parseHeredoc(cursor);
  if (c === CHAR.openParen) return parseParentheses(cursor);
  if (c !== -1 && cursor.isIdentifierStart()) return parseCall(cursor);
  return cursor.fail('Invalid expression: expected the start of an expression');
}

function* parseParentheses(cursor: Cursor): Task<Expression> {
  const start = cursor.at++;
  const outer = cursor.newlinesCount;
  cursor.newlinesCount = false;
  const inner = yield cursor.nested();
  cursor.expect(CHAR.closeParen, '")" to close the parentheses');
  cursor.newlinesCount = outer;
  return { kind: 'parentheses', inner, start, end: cursor.at };
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
    args.push(parseSimpleExpression(cursor) ?? (yield cursor.nested()));
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
