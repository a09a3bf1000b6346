import { CHAR, type Cursor } from './cursor.ts';
import { readForNames } from './for-names.ts';
import { parseSimpleExpression } from './parse-simple.ts';
import type { Expression, ObjectItem } from './syntax-tree.ts';
import type { Task } from './task.ts';

/** Task for `[…]` or `{…}`, with `for` or without. */
export function* parseCollection(cursor: Cursor): Task<Expression> {
  const outer = cursor.newlinesCount;
  const start = cursor.at;
  const isTuple = cursor.text.charCodeAt(start) === CHAR.openBracket;
  cursor.at++;
  cursor.newlinesCount = false;
  const contentStart = cursor.at;
  cursor.peek();
  let result: Expression;
  if (cursor.isKeyword('for')) result = yield parseFor(cursor, start);
  else if (isTuple) result = yield parseTuple(cursor, start);
  else {
    cursor.at = contentStart;
    cursor.newlinesCount = true;
    result = yield parseObject(cursor, start);
  }
  cursor.newlinesCount = outer;
  return result;
}

function* parseTuple(cursor: Cursor, start: number): Task<Expression> {
  const items: Expression[] = [];
  while (cursor.peek() !== CHAR.closeBracket) {
    items.push(parseSimpleExpression(cursor) ?? (yield cursor.nested()));
    const c = cursor.peek();
    if (c === CHAR.closeBracket) break;
    if (c !== CHAR.comma) cursor.fail('Missing item separator: expected "," or "]"');
    cursor.at++;
  }
  cursor.at++;
  return { kind: 'tuple', items, start, end: cursor.at };
}

function* parseObject(cursor: Cursor, start: number): Task<Expression> {
  const items: ObjectItem[] = [];
  for (;;) {
    const c = cursor.peek();
    if (cursor.isNewline(c)) {
      cursor.eatNewline();
      continue;
    }
    if (c === CHAR.closeBrace) break;
    const key = parseSimpleExpression(cursor) ?? (yield cursor.nested());
    const sign = cursor.peek();
    if (sign !== CHAR.equals && sign !== CHAR.colon) cursor.fail('Missing attribute value: expected "=" or ":"');
    cursor.at++;
    items.push({ key, value: parseSimpleExpression(cursor) ?? (yield cursor.nested()) });
    const after = cursor.peek();
    if (after === CHAR.comma) cursor.at++;
    else if (cursor.isNewline(after)) cursor.eatNewline();
    else if (after !== CHAR.closeBrace) cursor.fail('Missing attribute separator: expected a newline or ","');
  }
  cursor.at++;
  return { kind: 'object', items, start, end: cursor.at };
}

function* parseFor(cursor: Cursor, start: number): Task<Expression> {
  const isTuple = cursor.text.charCodeAt(start) === CHAR.openBracket;
  const names = readForNames(cursor);
  const collection = yield cursor.nested();
  cursor.expect(CHAR.colon, `":" after the collection of a 'for' expression`);
  let value = yield cursor.nested();
  let key: Expression | null = null;
  if (cursor.peek() === CHAR.equals && cursor.startsWith('=>')) {
    if (isTuple) cursor.fail(`Invalid 'for' expression: a key is not valid when building a tuple`);
    cursor.at += 2;
    key = value;
    value = yield cursor.nested();
  } else if (!isTuple) cursor.fail(`Invalid 'for' expression: a key expression and "=>" are required`);
  cursor.peek();
  const group = cursor.startsWith('...');
  if (group) {
    if (isTuple) cursor.fail(`Invalid 'for' expression: grouping needs a key`);
    cursor.at += 3;
  }
  let condition: Expression | null = null;
  cursor.peek();
  if (cursor.isKeyword('if')) {
    cursor.at += 2;
    condition = yield cursor.nested();
  }
  cursor.expect(isTuple ? CHAR.closeBracket : CHAR.closeBrace, `the end of the 'for' expression`);
  return { kind: 'for', ...names, collection, key, value, condition, group, start, end: cursor.at };
}
