import { HclError } from './diagnostic.ts';
import type { Expression, Span } from './syntax-tree.ts';
import type { Task } from './task.ts';

export const CHAR = {
  tab: 9,
  lf: 10,
  cr: 13,
  space: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  dollar: 36,
  percent: 37,
  ampersand: 38,
  openParen: 40,
  closeParen: 41,
  star: 42,
  plus: 43,
  comma: 44,
  dash: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  pipe: 124,
  closeBrace: 125,
  tilde: 126,
} as const;

const ID_START = /[\p{ID_Start}_]/u;
const ID_CONTINUE = /[\p{ID_Continue}-]/u;

/** For each ASCII character 1 where it may stand inside an identifier. */
const ASCII_PART: Uint8Array = Uint8Array.from({ length: 128 }, (_, c) =>
  isAsciiLetter(c) || isDigit(c) || c === CHAR.dash ? 1 : 0,
);

/** How an expression is read; handed in, because terms hold expressions and expressions hold terms. */
export type ParseNested = (cursor: Cursor) => Task<Expression>;

/** A place in a text, and what a newline means there. The parser's functions move it forward. */
export class Cursor {
  readonly text: string;
  readonly length: number;
  readonly comments: Span[] = [];
  at = 0;
  /** True where a newline ends something; false inside brackets, where it is blank space. */
  newlinesCount = false;

  private readonly parseNested: ParseNested;

  constructor(text: string, parseNested: ParseNested) {
    this.text = text;
    this.length = text.length;
    this.parseNested = parseNested;
  }

  /** Task for the expression that begins here, within another. */
  nested(): Task<Expression> {
    return this.parseNested(this);
  }

  fail(message: string, start: number = this.at): never {
    throw new HclError(message, { start, end: Math.max(start + 1, this.at) });
  }

  /** Skips blanks and comments, and newlines where they do not count; returns the character there, -1 at the end. */
  peek(): number {
    const { text, length } = this;
    for (;;) {
      if (this.at >= length) return -1;
      const c = text.charCodeAt(this.at);
      if (c > CHAR.slash) return c;
      if (c === CHAR.space || c === CHAR.tab) this.at++;
      else if (c === CHAR.lf || c === CHAR.cr) {
        if (this.newlinesCount || !this.isNewline(c)) return c;
        this.at++;
      } else if (c === CHAR.hash) this.skipLineComment();
      else if (c === CHAR.slash) {
        const d = text.charCodeAt(this.at + 1);
        if (d === CHAR.slash) this.skipLineComment();
        else if (d === CHAR.star) this.skipBlockComment();
        else return c;
      } else return c;
    }
  }

  private skipLineComment(): void {
    let end = this.text.indexOf('\n', this.at);
    if (end < 0) end = this.length;
    else if (this.text.charCodeAt(end - 1) === CHAR.cr) end--;
    this.addComment(end);
  }

  private skipBlockComment(): void {
    const end = this.text.indexOf('*/', this.at + 2);
    if (end < 0) this.fail('Unterminated comment');
    this.addComment(end + 2);
  }

  /** A look-ahead may pass the same comment twice; it is kept once. */
  private addComment(end: number): void {
    const last = this.comments.at(-1);
    if (!last || last.start < this.at) this.comments.push({ start: this.at, end });
    this.at = end;
  }

  startsWith(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  expect(char: number, what: string): void {
    if (this.peek() !== char) this.fail(`Expected ${what}`);
    this.at++;
  }

  isNewline(char: number): boolean {
    return char === CHAR.lf || (char === CHAR.cr && this.text.charCodeAt(this.at + 1) === CHAR.lf);
  }

  eatNewline(): void {
    if (this.text.charCodeAt(this.at) === CHAR.cr) this.at++;
    this.at++;
  }

  isIdentifierStart(): boolean {
    const c = this.text.charCodeAt(this.at);
    return isAsciiLetter(c) || (c > 127 && ID_START.test(this.characterAt(this.at)));
  }

  /** The identifier here. @throws HclError where none begins. */
  identifier(): string {
    const start = this.at;
    if (!this.isIdentifierStart()) this.fail('Expected an identifier');
    const { text, length } = this;
    let at = start;
    for (; at < length; at++) {
      const c = text.charCodeAt(at);
      if (c < 128) {
        if (ASCII_PART[c] === 0) break;
      } else if (!ID_CONTINUE.test(this.characterAt(at))) break;
      else if (c > 0xd7ff && c < 0xdc00) at++;
    }
    this.at = at;
    return text.slice(start, at);
  }

  isIdentifierPart(at: number): boolean {
    const c = this.text.charCodeAt(at);
    if (isAsciiLetter(c) || isDigit(c) || c === CHAR.dash) return true;
    return c > 127 && ID_CONTINUE.test(this.characterAt(at));
  }

  /** True when exactly this keyword stands here. */
  isKeyword(word: string): boolean {
    return this.startsWith(word) && !this.isIdentifierPart(this.at + word.length);
  }

  private characterAt(at: number): string {
    return String.fromCodePoint(this.text.codePointAt(at) ?? 0);
  }

  /**
   * The number token here, which may be malformed: like the reference scanner it takes `1.5.0` as one token.
   */
  numberToken(): string {
    const start = this.at;
    this.skipDigits();
    const c = this.text.charCodeAt(this.at);
    if (c === 101 || c === 69) {
      const sign = this.text.charCodeAt(this.at + 1);
      const digits = this.at + (sign === CHAR.plus || sign === CHAR.dash ? 2 : 1);
      if (isDigit(this.text.charCodeAt(digits))) {
        this.at = digits;
        this.skipDigits();
      }
    }
    return this.text.slice(start, this.at);
  }

  private skipDigits(): void {
    for (;;) {
      while (isDigit(this.text.charCodeAt(this.at))) this.at++;
      if (this.text.charCodeAt(this.at) !== CHAR.dot || !isDigit(this.text.charCodeAt(this.at + 1))) return;
      this.at++;
    }
  }
}

export function isDigit(char: number): boolean {
  return char >= 48 && char <= 57;
}

function isAsciiLetter(char: number): boolean {
  return (char >= 97 && char <= 122) || (char >= 65 && char <= 90) || char === 95;
}
