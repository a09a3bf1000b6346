import { CHAR, type Cursor, isDigit } from './cursor.ts';
import type { Expression, SplatItem, TraversalStep } from './syntax-tree.ts';
import type { Task } from './task.ts';

/** A splat `source[*]` whose `each` is still being read. */
interface OpenSplat {
  readonly source: Expression;
}

/**
 * Task for what may follow a term: `.name`, `[key]`, `.*`, `[*]`. After `[*]` everything that follows belongs to
 * each element; after `.*` only names and legacy numbers do.
 */
export function* parsePostfix(cursor: Cursor, term: Expression): Task<Expression> {
  const open: OpenSplat[] = [];
  let current = term;
  for (;;) {
    const c = cursor.peek();
    const start = cursor.at;
    if (c === CHAR.dot) {
      if (cursor.startsWith('...')) break;
      cursor.at++;
      const d = cursor.peek();
      if (d === CHAR.star) {
        cursor.at++;
        const each = readAttributeSplat(cursor, { kind: 'item', start, end: cursor.at });
        current = { kind: 'splat', source: current, each, full: false, start: current.start, end: each.end };
      } else current = addSteps(current, [readDotStep(cursor, start)]);
    } else if (c === CHAR.openBracket) {
      const outer = cursor.newlinesCount;
      cursor.at++;
      // Whether `[*]` follows is judged by the newline rule outside, as the reference does.
      if (cursor.peek() === CHAR.star) {
        cursor.at++;
        cursor.expect(CHAR.closeBracket, '"]" after "[*"');
        open.push({ source: current });
        current = { kind: 'item', start, end: cursor.at };
      } else {
        cursor.newlinesCount = false;
        const key = yield cursor.nested();
        cursor.expect(CHAR.closeBracket, '"]" to close the index');
        cursor.newlinesCount = outer;
        const literal = literalKey(key);
        current =
          literal === null
            ? { kind: 'index', source: current, key, start: current.start, end: cursor.at }
            : addSteps(current, [{ kind: 'index', key: literal, start, end: cursor.at }]);
      }
    } else break;
  }
  for (let splat = open.pop(); splat; splat = open.pop()) {
    const { source } = splat;
    current = { kind: 'splat', source, each: current, full: true, start: source.start, end: current.end };
  }
  return current;
}

function readDotStep(cursor: Cursor, start: number): TraversalStep {
  if (cursor.isIdentifierStart()) {
    const name = cursor.identifier();
    return { kind: 'attribute', name, start, end: cursor.at };
  }
  if (!isDigit(cursor.peek())) cursor.fail('Invalid attribute name after "."');
  const digits = cursor.numberToken();
  if (digits.includes('.')) cursor.fail('Invalid legacy index syntax: use brackets', start);
  return { kind: 'index', key: Number(digits), start, end: cursor.at };
}

function readAttributeSplat(cursor: Cursor, item: SplatItem): Expression {
  const steps: TraversalStep[] = [];
  while (cursor.peek() === CHAR.dot && !cursor.startsWith('...')) {
    const start = cursor.at++;
    if (cursor.peek() === CHAR.star) cursor.fail('Nested splat expression not allowed after ".*"', start);
    steps.push(readDotStep(cursor, start));
  }
  return steps.length === 0 ? item : addSteps(item, steps);
}

/** The expression with more steps; steps onto a traversal make a longer traversal. */
function addSteps(source: Expression, added: readonly TraversalStep[]): Expression {
  const end = (added.at(-1) as TraversalStep).end;
  if (source.kind === 'traversal' || source.kind === 'relative') {
    // The node was made a moment ago by this parse and is not shared: growing it keeps long chains linear.
    const grown = source as { end: number };
    for (const step of added) (source.steps as TraversalStep[]).push(step);
    grown.end = end;
    return source;
  }
  return { kind: 'relative', source, steps: [...added], start: source.start, end };
}

function literalKey(key: Expression): string | number | null {
  if (key.kind === 'literal') {
    if (key.value === null || typeof key.value === 'boolean') return null;
    const number = key.value.toNumber();
    return Number.isSafeInteger(number) ? number : null;
  }
  if (key.kind !== 'template') return null;
  const part = key.parts[0];
  if (!part) return '';
  return key.parts.length === 1 && part.kind === 'text' ? part.text : null;
}
