import { PolicyError } from '#app/errors.ts';
import { RegoNumber, RegoObject, RegoSet, type RegoValue } from './rego-value.ts';

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;

/**
 * The value that a text in Rego's notation spells: JSON, and sets as `{1, 2}` and `set()`.
 * @throws PolicyError when it spells none.
 */
export function parseRegoText(text: string): RegoValue {
  const reader = new RegoReader(text);
  const value = reader.value();
  reader.end();
  return value;
}

class RegoReader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(): RegoValue {
    this.#skipSpace();
    const rest = this.#text;
    switch (rest[this.#at]) {
      case '"':
        return JSON.parse(this.#match(STRING)) as string;
      case '[':
        return this.#list(']');
      case '{':
        return this.#braces();
      case 'n':
        return this.#word('null', null);
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 's':
        return this.#word('set()', new RegoSet([]));
      default:
        return new RegoNumber(this.#match(NUMBER));
    }
  }

  end(): void {
    this.#skipSpace();
    if (this.#at !== this.#text.length) this.#fail();
  }

  #list(close: string): RegoValue[] {
    this.#at += 1;
    const values: RegoValue[] = [];
    while (!this.#take(close)) {
      if (values.length > 0) this.#expect(',');
      values.push(this.value());
    }
    return values;
  }

  #braces(): RegoValue {
    this.#at += 1;
    if (this.#take('}')) return new RegoObject([]);
    const first = this.value();
    if (!this.#take(':')) {
      const members = [first];
      while (!this.#take('}')) {
        this.#expect(',');
        members.push(this.value());
      }
      return new RegoSet(members);
    }
    const entries: (readonly [RegoValue, RegoValue])[] = [[first, this.value()]];
    while (!this.#take('}')) {
      this.#expect(',');
      const key = this.value();
      this.#expect(':');
      entries.push([key, this.value()]);
    }
    return new RegoObject(entries);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail();
    this.#at += word.length;
    return value;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return this.#fail();
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) this.#fail();
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #fail(): never {
    throw new PolicyError(`a policy gave a value that is not one: ${this.#text.slice(this.#at, this.#at + 40)}`);
  }
}

/** The value in the notation that the WASM module reads: as `regoText`, but with JSON's strings. */
export function encodeRego(value: RegoValue): string {
  return writeRego(value, JSON.stringify);
}

/** The value as OPA prints it: `{"a": 1}`, `{1, 2}`, `set()`, strings quoted as Go quotes them. */
export function regoText(value: RegoValue): string {
  return writeRego(value, goQuote);
}

function writeRego(value: RegoValue, quote: (text: string) => string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quote(value);
  if (value instanceof RegoNumber) return value.text;
  if (value instanceof RegoSet) {
    return value.members.length === 0 ? 'set()' : `{${value.members.map((each) => writeRego(each, quote)).join(', ')}}`;
  }
  if (value instanceof RegoObject) {
    return `{${value.entries.map(([key, each]) => `${writeRego(key, quote)}: ${writeRego(each, quote)}`).join(', ')}}`;
  }
  return `[${value.map((each) => writeRego(each, quote)).join(', ')}]`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** The text in double quotes as Go's strconv.Quote writes it; what cannot be printed is escaped. */
export function goQuote(text: string): string {
  return `"${[...text].map((rune) => SHORT_ESCAPES[rune] ?? (isPrintable(rune) ? rune : escapeRune(rune))).join('')}"`;
}

/** Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrintable(rune: string): boolean {
  return rune === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(rune);
}

function escapeRune(rune: string): string {
  const code = rune.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
