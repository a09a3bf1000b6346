import { CHAR, type Cursor } from './cursor.ts';
import { readForNames } from './for-names.ts';
import { parseSimpleExpression } from './parse-simple.ts';
import type { Expression, Span, Template } from './syntax-tree.ts';
import type { Task } from './task.ts';
import { nestPieces, type Piece, removeIndentation, stripMarkers } from './template-pieces.ts';

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** Text of a template while it is read: what is behind the last escape, and where it began. */
class TextRun {
  private readonly cursor: Cursor;
  private readonly pieces: Piece[];
  private start: number;
  private copied: number;
  private text = '';

  constructor(cursor: Cursor, pieces: Piece[]) {
    this.cursor = cursor;
    this.pieces = pieces;
    this.start = cursor.at;
    this.copied = cursor.at;
  }

  /** Puts `replacement` for the next `length` characters. */
  replace(length: number, replacement: string): void {
    this.text += this.cursor.text.slice(this.copied, this.cursor.at) + replacement;
    this.cursor.at += length;
    this.copied = this.cursor.at;
  }

  /** Ends the piece of text at the cursor. */
  flush(): void {
    const text = this.text + this.cursor.text.slice(this.copied, this.cursor.at);
    if (text !== '') this.pieces.push({ kind: 'text', text, start: this.start, end: this.cursor.at });
    this.restart();
  }

  restart(): void {
    this.text = '';
    this.start = this.cursor.at;
    this.copied = this.cursor.at;
  }
}

/** Task for a quoted template. */
export function* parseQuoted(cursor: Cursor): Task<Expression> {
  const start = cursor.at;
  const pieces: Piece[] = [];
  yield readQuotedPieces(cursor, pieces);
  return assemble(pieces, { form: 'quoted', start, end: cursor.at });
}

/** Task that reads a quoted template into pieces; its own result says nothing. */
export function* readQuotedPieces(cursor: Cursor, pieces: Piece[]): Task<Expression> {
  const start = cursor.at++;
  const run = new TextRun(cursor, pieces);
  for (;;) {
    const c = cursor.text.charCodeAt(cursor.at);
    if (Number.isNaN(c)) cursor.fail('Unterminated template string', start);
    if (c === CHAR.quote) break;
    if (c === CHAR.lf || c === CHAR.cr) cursor.fail('Invalid multi-line string: use a heredoc or "\\n"', start);
    if (c === CHAR.backslash) {
      const [length, character] = readEscape(cursor);
      run.replace(length, character);
    } else if (beginsSequence(cursor, run)) {
      run.flush();
      yield parseSequence(cursor, pieces);
      run.restart();
    }
  }
  run.flush();
  cursor.at++;
  return { kind: 'item', start, end: cursor.at };
}

/** True at `${` or `%{`; otherwise the character here (or an escaped `$${`) has been taken into the run. */
function beginsSequence(cursor: Cursor, run: TextRun): boolean {
  const c = cursor.text.charCodeAt(cursor.at);
  if (c === CHAR.dollar || c === CHAR.percent) {
    const next = cursor.text.charCodeAt(cursor.at + 1);
    if (next === CHAR.openBrace) return true;
    if (next === c && cursor.text.charCodeAt(cursor.at + 2) === CHAR.openBrace) {
      run.replace(3, c === CHAR.dollar ? '${' : '%{');
      return false;
    }
  }
  cursor.at++;
  return false;
}

/** Length of the escape sequence at the cursor and the character it stands for. */
function readEscape(cursor: Cursor): [number, string] {
  const letter = cursor.text[cursor.at + 1] ?? '';
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return [2, simple];
  const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const hex = cursor.text.slice(cursor.at + 2, cursor.at + 2 + digits);
  const code = Number.parseInt(hex, 16);
  if (digits === 0 || hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex) || code > 0x10ffff)
    cursor.fail('Invalid escape sequence');
  return [2 + digits, String.fromCodePoint(code)];
}

/** Task that reads `${…}` or `%{…}` into a piece; its own result says nothing. */
function* parseSequence(cursor: Cursor, pieces: Piece[]): Task<Expression> {
  const start = cursor.at;
  const isDirective = cursor.text.charCodeAt(start) === CHAR.percent;
  cursor.at += 2;
  const stripBefore = takeMarker(cursor);
  const outer = cursor.newlinesCount;
  cursor.newlinesCount = false;
  cursor.peek();
  const wordStart = cursor.at;
  const keyword = isDirective ? cursor.identifier() : '';
  let names = null;
  let inner: Expression | null = null;
  if (keyword === 'for') {
    cursor.at = wordStart;
    names = readForNames(cursor);
    inner = yield cursor.nested();
  } else if (keyword === 'if' || !isDirective) inner = parseSimpleExpression(cursor) ?? (yield cursor.nested());
  else if (keyword !== 'else' && keyword !== 'endif' && keyword !== 'endfor')
    cursor.fail(`Invalid template directive "${keyword}"`, wordStart);
  cursor.peek();
  const stripAfter = takeMarker(cursor);
  cursor.expect(CHAR.closeBrace, '"}" to end the template sequence');
  cursor.newlinesCount = outer;
  const span = { stripBefore, stripAfter, start, end: cursor.at };
  if (!isDirective && inner) pieces.push({ kind: 'value', inner, ...span });
  else pieces.push({ kind: 'directive', keyword: keyword as 'if', inner, names, ...span });
  return { kind: 'item', start, end: cursor.at };
}

function takeMarker(cursor: Cursor): boolean {
  const found = cursor.text.charCodeAt(cursor.at) === CHAR.tilde;
  if (found) cursor.at++;
  return found;
}

/** Task for `<<MARKER` and `<<-MARKER`. */
export function* parseHeredoc(cursor: Cursor): Task<Expression> {
  const start = cursor.at;
  cursor.at += 2;
  const indented = cursor.text.charCodeAt(cursor.at) === CHAR.dash;
  if (indented) cursor.at++;
  const marker = cursor.identifier();
  if (!cursor.isNewline(cursor.text.charCodeAt(cursor.at)))
    cursor.fail('Invalid heredoc marker: a newline must follow');
  cursor.eatNewline();
  const pieces: Piece[] = [];
  const run = new TextRun(cursor, pieces);
  let markerEnd = endOfMarker(cursor, marker);
  while (markerEnd < 0) {
    const c = cursor.text.charCodeAt(cursor.at);
    if (Number.isNaN(c)) cursor.fail(`Unterminated heredoc: no line holds only "${marker}"`, start);
    if (c === CHAR.cr && !cursor.isNewline(c)) cursor.fail('Invalid character: lone carriage return');
    if (c === CHAR.lf) {
      cursor.at++;
      run.flush();
      markerEnd = endOfMarker(cursor, marker);
    } else if (beginsSequence(cursor, run)) {
      run.flush();
      yield parseSequence(cursor, pieces);
      run.restart();
    }
  }
  cursor.at = markerEnd;
  return assemble(pieces, { form: 'heredoc', indented, start, end: markerEnd });
}

/** End of the closing marker when this line holds nothing else and is ended itself, else -1. */
function endOfMarker(cursor: Cursor, marker: string): number {
  const { text } = cursor;
  let at = skipBlanks(text, cursor.at);
  if (!text.startsWith(marker, at)) return -1;
  const end = at + marker.length;
  at = skipBlanks(text, end);
  const c = text.charCodeAt(at);
  return c === CHAR.lf || (c === CHAR.cr && text.charCodeAt(at + 1) === CHAR.lf) ? end : -1;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === CHAR.space || text.charCodeAt(at) === CHAR.tab) at++;
  return at;
}

/** Task for a whole text as a template (`templatefile`, JSON strings): no quotes and no backslash escapes. */
export function* parseBareTemplate(cursor: Cursor): Task<Expression> {
  const pieces: Piece[] = [];
  const run = new TextRun(cursor, pieces);
  while (cursor.at < cursor.length) {
    if (cursor.text.charCodeAt(cursor.at) === CHAR.lf) {
      cursor.at++;
      run.flush();
    } else if (beginsSequence(cursor, run)) {
      run.flush();
      yield parseSequence(cursor, pieces);
      run.restart();
    }
  }
  run.flush();
  return assemble(pieces, { form: 'bare', start: 0, end: cursor.length });
}

function assemble(pieces: Piece[], shape: Span & Pick<Template, 'form'> & { readonly indented?: boolean }): Expression {
  const { form, start, end } = shape;
  const only = pieces[0];
  if (pieces.length === 1 && only?.kind === 'value') return { kind: 'interpolation', inner: only.inner, start, end };
  stripMarkers(pieces);
  if (shape.indented) removeIndentation(pieces);
  return { kind: 'template', form, parts: nestPieces(pieces), start, end };
}
