import { HclError } from './diagnostic.ts';
import type { Expression, ObjectItem, Span } from './syntax-tree.ts';

/** A string of the text: what it spells and where it stands, quotes included. */
export interface JsonString extends Span {
  readonly text: string;
  /** False where it is exactly what stands between the quotes. */
  readonly hasEscapes: boolean;
}

/** What strings and numbers of the text become. */
export interface JsonMakers {
  string(raw: JsonString): Expression;
  number(digits: string, span: Span): Expression;
}

interface OpenArray {
  readonly kind: 'array';
  readonly start: number;
  readonly items: Expression[];
}

interface OpenObject {
  readonly kind: 'object';
  readonly start: number;
  readonly items: ObjectItem[];
  key: Expression | null;
}

const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/**
 * The JSON text (RFC 8259) as an expression with the place of every part; depth is bounded by memory only.
 * @throws HclError at the first character that is wrong.
 */
export function readJsonText(text: string, makers: JsonMakers): Expression {
  const open: (OpenArray | OpenObject)[] = [];
  let at = skipBlank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  for (;;) {
    const start = at;
    let value: Expression | null = null;
    const c = text[at];
    if (c === '{' || c === '[') {
      open.push(c === '{' ? { kind: 'object', start, items: [], key: null } : { kind: 'array', start, items: [] });
      at = skipBlank(text, at + 1);
      if (text[at] === (c === '{' ? '}' : ']')) value = close(open, ++at);
      else if (c === '{') at = readKey(text, { at, object: open.at(-1) as OpenObject, makers });
    } else {
      value = readScalar(text, { at, makers });
      at = value.end;
    }
    while (value) {
      at = skipBlank(text, at);
      const outer = open.at(-1);
      if (!outer) {
        if (at < text.length) throw fail('Extra characters after the JSON value', at);
        return value;
      }
      if (outer.kind === 'array') outer.items.push(value);
      else if (outer.key) outer.items.push({ key: outer.key, value });
      value = null;
      const separator = text[at];
      if (separator === (outer.kind === 'array' ? ']' : '}')) value = close(open, ++at);
      else if (separator !== ',') throw fail(`Expected "," or "${outer.kind === 'array' ? ']' : '}'}"`, at);
      else {
        at = skipBlank(text, at + 1);
        if (outer.kind === 'object') at = readKey(text, { at, object: outer, makers });
      }
    }
  }
}

function fail(message: string, at: number): HclError {
  return new HclError(`Invalid JSON: ${message}`, { start: at, end: at + 1 });
}

function skipBlank(text: string, from: number): number {
  BLANK.lastIndex = from;
  BLANK.exec(text);
  return BLANK.lastIndex;
}

function close(open: (OpenArray | OpenObject)[], end: number): Expression {
  const closed = open.pop() as OpenArray | OpenObject;
  const { start } = closed;
  if (closed.kind === 'array') return { kind: 'tuple', items: closed.items, start, end };
  return { kind: 'object', items: closed.items, start, end };
}

/** Reads `"key" :` into the object and returns where its value begins. */
function readKey(
  text: string,
  place: { readonly at: number; readonly object: OpenObject; readonly makers: JsonMakers },
): number {
  const { at, object, makers } = place;
  if (text[at] !== '"') throw fail('Expected a property name in quotes', at);
  const raw = readString(text, at);
  object.key = makers.string(raw);
  const colon = skipBlank(text, raw.end);
  if (text[colon] !== ':') throw fail('Expected ":" after the property name', colon);
  return skipBlank(text, colon + 1);
}

function readScalar(text: string, place: { readonly at: number; readonly makers: JsonMakers }): Expression {
  const { at: start, makers } = place;
  if (text[start] === '"') return makers.string(readString(text, start));
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text);
  if (number) return makers.number(number[0], { start, end: NUMBER.lastIndex });
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) throw fail('Expected a value', start);
  return { kind: 'literal', value: word === 'null' ? null : word === 'true', start, end: start + word.length };
}

function readString(text: string, start: number): JsonString {
  let at = start + 1;
  let hasEscapes = false;
  for (; text[at] !== '"'; at++) {
    const code = text.charCodeAt(at);
    if (!(code >= 32)) throw fail('Unterminated string', start);
    if (text[at] === '\\') {
      hasEscapes = true;
      at++;
    }
  }
  const end = at + 1;
  if (!hasEscapes) return { text: text.slice(start + 1, at), hasEscapes, start, end };
  try {
    return { text: JSON.parse(text.slice(start, end)) as string, hasEscapes, start, end };
  } catch (cause) {
    throw fail(`Invalid string: ${(cause as Error).message}`, start);
  }
}
