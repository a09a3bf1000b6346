import type { Edit, NewValue } from './edit.ts';
import { hclNumber, numberText } from './number.ts';
import type { SourceText } from './source-text.ts';
import type { Attribute, Block } from './syntax-tree.ts';
import { quoteString } from './write-expression.ts';

/** An attribute that a block does not have, and its value. */
export interface NewAttribute {
  readonly block: Block;
  readonly name: string;
  readonly value: NewValue;
}

/**
 * The file with one attribute written into a block that lacks it, on a line of its own after the block's last
 * attribute, and every other byte as it was. It is aligned as `terraform fmt` does; where the name is longer than its
 * neighbours', an empty line begins a new group, so that no other line has to move. Declined in JSON and in a block that
 * stands on one line.
 */
export function insertAttribute(source: SourceText, { block, name, value }: NewAttribute): Edit {
  const span = { start: block.open, end: block.close + 1 };
  if (source.file.endsWith('.json')) return { kind: 'declined', reason: 'an attribute is not added to JSON', span };
  const { text } = source;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const written = valueText(value);
  const last = block.body.attributes.at(-1);
  if (!text.slice(block.open, block.close).includes('\n')) {
    if (block.body.items.length > 0) return { kind: 'declined', reason: 'the block stands on one line', span };
    const indent = indentAt(text, block.start);
    return edited(
      text,
      { from: block.open, to: block.close + 1 },
      ['{', `${indent}  ${name} = ${written}`, `${indent}}`].join(newline),
    );
  }
  if (!last) {
    const from = afterLine(text, block.open);
    return edited(text, { from, to: from }, `${indentAt(text, block.start)}  ${name} = ${written}${newline}`);
  }
  const from = afterLine(text, last.end);
  const width = signColumn(text, last);
  const indent = indentAt(text, last.start);
  const isLonger = width !== null && name.length + 1 > width;
  const padded = width === null || isLonger ? `${name} ` : name.padEnd(width);
  return edited(text, { from, to: from }, `${isLonger ? newline : ''}${indent}${padded}= ${written}${newline}`);
}

function valueText(value: NewValue): string {
  if (typeof value === 'string') return quoteString(value);
  return typeof value === 'boolean' ? String(value) : numberText(hclNumber(String(value)));
}

function edited(text: string, at: { readonly from: number; readonly to: number }, inserted: string): Edit {
  return {
    kind: 'edited',
    text: text.slice(0, at.from) + inserted + text.slice(at.to),
    span: { start: at.from, end: at.to },
    before: text.slice(at.from, at.to),
    after: inserted,
  };
}

/** Offset behind the line on which something ends. */
function afterLine(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') return end;
  const at = text.indexOf('\n', end);
  return at < 0 ? text.length : at + 1;
}

function indentAt(text: string, start: number): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, start))?.[0] ?? '';
}

/** How far behind the name's beginning the `=` stands; null where the value begins on another line. */
function signColumn(text: string, attribute: Attribute): number | null {
  const between = text.slice(attribute.nameEnd, attribute.expression.start);
  const sign = between.indexOf('=');
  return sign < 0 || between.slice(0, sign).includes('\n') ? null : attribute.nameEnd - attribute.start + sign;
}
