import { HclError } from './diagnostic.ts';
import { numberText } from './number.ts';
import { sortedNames } from './set-value.ts';
import type { Value } from './value.ts';

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Deeper values are not written out. */
const MAX_INDENT = 200;

/** A string as a quoted template without sequences. */
export function quoteString(text: string): string {
  const escaped = text.replace(/["\\\n\r\t]|[$%](?=[{])|\p{Cc}/gu, (c) => {
    if (c === '\n') return '\\n';
    if (c === '\r') return '\\r';
    if (c === '\t') return '\\t';
    if (c === '"' || c === '\\') return `\\${c}`;
    if (c === '$' || c === '%') return c + c;
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

/**
 * The value as an HCL expression, formatted as `terraform fmt` does; `indent` stands before all lines but the first.
 * @throws HclError when a part is unknown.
 */
export function writeExpression(value: Value, indent: string): string {
  if (indent.length > MAX_INDENT) throw new HclError('the value is nested too deeply to be written out', null);
  const inner = `${indent}  `;
  switch (value.kind) {
    case 'string':
      return quoteString(value.text);
    case 'number':
      return numberText(value.number);
    case 'bool':
      return value.truth ? 'true' : 'false';
    case 'null':
      return 'null';
    case 'sequence':
      return `[${value.items.map((item) => writeExpression(item, indent)).join(', ')}]`;
    case 'mapping': {
      if (value.entries.size === 0) return '{}';
      return `{\n${writeAttributes(value.entries, inner)}${indent}}`;
    }
    case 'unknown':
      throw new HclError('a value that is not known has no expression', null);
  }
}

/** Lines `name = value` with aligned signs, as in a `.tfvars` file. */
export function writeAttributes(entries: ReadonlyMap<string, Value>, indent: string): string {
  const names = sortedNames(entries).map((name) => ({ name, key: IDENTIFIER.test(name) ? name : quoteString(name) }));
  const width = Math.max(0, ...names.map(({ key }) => key.length));
  return names
    .map(({ name, key }) => `${indent}${key.padEnd(width)} = ${writeExpression(entries.get(name) as Value, indent)}\n`)
    .join('');
}
