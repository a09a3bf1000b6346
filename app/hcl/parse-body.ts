import { CHAR, type Cursor } from './cursor.ts';
import { type HclDiagnostic, HclError } from './diagnostic.ts';
import { parseSimpleExpression, readPlainString } from './parse-simple.ts';
import { readQuotedPieces } from './parse-template.ts';
import type { Attribute, Block, Body, Label } from './syntax-tree.ts';
import { runTask } from './task.ts';
import type { Piece } from './template-pieces.ts';

/** After so many errors the rest of a file is left alone. */
const MAX_DIAGNOSTICS = 20;

/** A block whose `}` has not come yet; the file itself is one without a type. */
interface OpenBlock {
  readonly type: string;
  readonly labels: readonly Label[];
  readonly start: number;
  readonly open: number;
  readonly attributes: Attribute[];
  readonly blocks: Block[];
  readonly items: (Attribute | Block)[];
  /** Names of the attributes, once there are many. */
  names: Set<string> | null;
}

/** What the cursor holds as a body, with the errors that were met; after an error reading resumes at a later line. */
export function readBody(cursor: Cursor): { readonly body: Body; readonly diagnostics: readonly HclDiagnostic[] } {
  const diagnostics: HclDiagnostic[] = [];
  const open: OpenBlock[] = [openBlock({ type: '', labels: [], start: 0 }, 0)];
  for (;;) {
    const itemStart = cursor.at;
    try {
      if (readItem(cursor, open)) break;
    } catch (error) {
      if (!(error instanceof HclError)) throw error;
      const span = error.span ?? { start: itemStart, end: itemStart };
      diagnostics.push({ severity: 'error', message: error.message, span });
      if (diagnostics.length >= MAX_DIAGNOSTICS) break;
      recover(cursor, itemStart);
    }
  }
  while (open.length > 1) closeBlock(open, cursor.at);
  return { body: toBody(open[0] as OpenBlock), diagnostics };
}

function openBlock(head: Pick<OpenBlock, 'type' | 'labels' | 'start'>, open: number): OpenBlock {
  const { type, labels, start } = head;
  return { type, labels, start, open, attributes: [], blocks: [], items: [], names: null };
}

function toBody({ attributes, blocks, items }: OpenBlock): Body {
  return { attributes, blocks, items };
}

function closeBlock(open: OpenBlock[], close: number): void {
  const block = open.pop() as OpenBlock;
  const outer = open.at(-1) as OpenBlock;
  const { type, labels, start } = block;
  const closed: Block = {
    kind: 'block',
    type,
    labels,
    body: toBody(block),
    start,
    end: close + 1,
    open: block.open,
    close,
  };
  outer.blocks.push(closed);
  outer.items.push(closed);
}

/** Reads one attribute, the head of a block, or the end of one. True at the end of the text. */
function readItem(cursor: Cursor, open: OpenBlock[]): boolean {
  cursor.newlinesCount = true;
  const c = cursor.peek();
  const inner = open.at(-1) as OpenBlock;
  if (c === -1) {
    if (open.length > 1) cursor.at = cursor.length;
    const block = open.length > 1 ? inner : null;
    open.splice(1).reverse();
    if (block) cursor.fail(`Unclosed configuration block "${block.type}"`, block.start);
    return true;
  }
  if (cursor.isNewline(c)) {
    cursor.eatNewline();
    return false;
  }
  if (c === CHAR.closeBrace && open.length > 1) {
    closeBlock(open, cursor.at++);
    endLine(cursor, 'block definition');
    return false;
  }
  if (!cursor.isIdentifierStart()) cursor.fail('Argument or block definition required');
  const start = cursor.at;
  const name = cursor.identifier();
  const nameEnd = cursor.at;
  if (cursor.peek() === CHAR.equals && cursor.text.charCodeAt(cursor.at + 1) !== CHAR.equals) {
    addAttribute(inner, readAttribute(cursor, { name, start, nameEnd }));
    endLine(cursor, 'argument');
    return false;
  }
  readBlockHead(cursor, { open, type: name, start });
  return false;
}

function readAttribute(cursor: Cursor, head: Pick<Attribute, 'name' | 'start' | 'nameEnd'>): Attribute {
  cursor.at++;
  const expression = parseSimpleExpression(cursor) ?? runTask(cursor.nested());
  const { name, start, nameEnd } = head;
  return { kind: 'attribute', name, nameEnd, expression, start, end: expression.end };
}

function addAttribute(block: OpenBlock, attribute: Attribute): void {
  if (hasAttribute(block, attribute.name))
    throw new HclError(`Attribute redefined: "${attribute.name}" was already set in this body`, attribute);
  block.names?.add(attribute.name);
  block.attributes.push(attribute);
  block.items.push(attribute);
}

/** Most bodies are small: a set is made only for those that are not. */
function hasAttribute(block: OpenBlock, name: string): boolean {
  if (block.attributes.length > 16) block.names ??= new Set(block.attributes.map((attribute) => attribute.name));
  if (block.names) return block.names.has(name);
  for (const attribute of block.attributes) if (attribute.name === name) return true;
  return false;
}

function endLine(cursor: Cursor, after: string): void {
  const c = cursor.peek();
  if (c === -1) return;
  if (!cursor.isNewline(c)) cursor.fail(`Missing newline after ${after}`);
  cursor.eatNewline();
}

function readBlockHead(
  cursor: Cursor,
  head: { readonly open: OpenBlock[]; readonly type: string; readonly start: number },
): void {
  const { open, type, start } = head;
  const labels: Label[] = [];
  for (let c = cursor.peek(); c !== CHAR.openBrace; c = cursor.peek()) {
    const labelStart = cursor.at;
    if (c === CHAR.quote) labels.push(readQuotedLabel(cursor));
    else if (c !== -1 && cursor.isIdentifierStart()) {
      labels.push({ text: cursor.identifier(), quoted: false, start: labelStart, end: cursor.at });
    } else cursor.fail('Invalid block definition: expected a label or "{"');
  }
  const block = openBlock({ type, labels, start }, cursor.at++);
  const next = cursor.peek();
  if (cursor.isNewline(next)) {
    cursor.eatNewline();
    open.push(block);
    return;
  }
  if (next !== CHAR.closeBrace) readSingleArgument(cursor, block);
  open.push(block);
  closeBlock(open, cursor.at++);
  endLine(cursor, 'block definition');
}

/** `type { name = value }` on one line holds one attribute and no block. */
function readSingleArgument(cursor: Cursor, block: OpenBlock): void {
  const start = cursor.at;
  if (cursor.peek() === -1) cursor.fail('Unclosed configuration block', block.start);
  if (!cursor.isIdentifierStart()) cursor.fail('Invalid single-argument block definition');
  const name = cursor.identifier();
  const nameEnd = cursor.at;
  if (cursor.peek() !== CHAR.equals || cursor.text.charCodeAt(cursor.at + 1) === CHAR.equals)
    cursor.fail('Invalid single-argument block definition: a block may not stand on the line of another', start);
  addAttribute(block, readAttribute(cursor, { name, start, nameEnd }));
  if (cursor.peek() !== CHAR.closeBrace)
    cursor.fail('Invalid single-argument block definition: expected "}" on the same line');
}

function readQuotedLabel(cursor: Cursor): Label {
  const start = cursor.at;
  let text = readPlainString(cursor);
  if (text === null) {
    const pieces: Piece[] = [];
    runTask(readQuotedPieces(cursor, pieces));
    if (pieces.some((piece) => piece.kind !== 'text'))
      cursor.fail('Invalid string literal: template sequences are not allowed in a label', start);
    text = pieces
      .map((piece) => (piece.kind === 'text' ? piece.text : ''))
      .join('')
      .normalize('NFC');
  }
  return { text, quoted: true, start, end: cursor.at };
}

/**
 * Moves behind a malformed item: to the next line that is indented no deeper than the item began and that could
 * begin or end something. Moves at least to the next line, so that it always ends.
 */
function recover(cursor: Cursor, itemStart: number): void {
  const { text } = cursor;
  const indentation = indentationAt(text, itemStart);
  let at = Math.max(cursor.at, itemStart);
  for (;;) {
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) break;
    at = lineEnd + 1;
    cursor.at = skipIndentation(text, at);
    const c = text.charCodeAt(cursor.at);
    const isStart = c === CHAR.closeBrace || cursor.isIdentifierStart();
    if (isStart && cursor.at - at <= indentation) return;
  }
  cursor.at = cursor.length;
}

function indentationAt(text: string, offset: number): number {
  let itemStart = offset;
  while (/\s/.test(text[itemStart] ?? 'x')) itemStart++;
  const lineStart = text.lastIndexOf('\n', itemStart - 1) + 1;
  return skipIndentation(text, lineStart) - lineStart;
}

function skipIndentation(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === CHAR.space || text.charCodeAt(at) === CHAR.tab) at++;
  return at;
}
