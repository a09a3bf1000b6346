import { numberText } from './number.ts';
import { sortedNames } from './set-value.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';
import { quoteString } from './write-expression.ts';

/** Parts beyond this depth are shown as `…`. */
const MAX_DEPTH = 100;

/**
 * The value as a person reads it, in the notation of `terraform console`. The one way to show a value: what is
 * sensitive shows as `(sensitive value)` at any depth, what is unknown as `(known after apply)`.
 */
export function displayValue(value: Value): string {
  return display(value, 0);
}

function display(value: Value, depth: number): string {
  if (value.sensitive) return '(sensitive value)';
  if (depth > MAX_DEPTH) return '…';
  switch (value.kind) {
    case 'unknown':
      return '(known after apply)';
    case 'null':
      return displayNull(value.type);
    case 'bool':
      return String(value.truth);
    case 'number':
      return numberText(value.number);
    case 'string':
      return value.text.includes('\n') ? displayLines(value.text, depth) : quoteString(value.text);
    default:
      return displayCollection(value, depth);
  }
}

function displayNull(type: Type): string {
  if (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool') return `to${type.kind}(null)`;
  if ('element' in type) return `to${type.kind}(null) /* of ${displayType(type.element)} */`;
  return type.kind === 'dynamic' ? 'null' : `null /* ${type.kind} */`;
}

/** Text of several lines as a heredoc, with a marker that is none of its lines. */
function displayLines(text: string, depth: number): string {
  const lines = text.split('\n');
  let marker = 'EOT';
  while (lines.some((line) => line.trim() === marker)) marker += '_';
  const indent = '  '.repeat(depth);
  return `${depth === 0 ? '<<' : '<<-'}${marker}\n${lines.map((line) => indent + line).join('\n')}\n${indent}${marker}`;
}

function displayCollection(value: Value & { readonly kind: 'sequence' | 'mapping' }, depth: number): string {
  const { kind } = value.type;
  const isStructural = kind === 'tuple' || kind === 'object';
  const content = value.kind === 'sequence' ? displayItems(value.items, depth) : displayEntries(value.entries, depth);
  return isStructural ? content : `to${kind}(${content})`;
}

function displayItems(items: readonly Value[], depth: number): string {
  if (items.length === 0) return '[]';
  const indent = '  '.repeat(depth + 1);
  return `[\n${items.map((item) => `${indent}${display(item, depth + 1)},\n`).join('')}${'  '.repeat(depth)}]`;
}

function displayEntries(entries: ReadonlyMap<string, Value>, depth: number): string {
  if (entries.size === 0) return '{}';
  const indent = '  '.repeat(depth + 1);
  const lines = sortedNames(entries).map(
    (name) => `${indent}${quoteString(name)} = ${display(entries.get(name) as Value, depth + 1)}\n`,
  );
  return `{\n${lines.join('')}${'  '.repeat(depth)}}`;
}

/** The type in the notation of constraints: `list(string)`, an object over several lines. */
export function displayType(type: Type): string {
  return layOutType(type, '');
}

function layOutType(type: Type, indent: string): string {
  const inner = `${indent}    `;
  if (type.kind === 'object') {
    if (type.attributes.size === 0) return 'object({})';
    const lines = sortedNames(type.attributes).map(
      (name) => `${inner}${name}: ${layOutType(type.attributes.get(name) as Type, inner)},\n`,
    );
    return `object({\n${lines.join('')}${indent}})`;
  }
  if (type.kind === 'tuple') {
    if (type.elements.length === 0) return 'tuple([])';
    return `tuple([\n${type.elements.map((element) => `${inner}${layOutType(element, inner)},\n`).join('')}${indent}])`;
  }
  if (!('element' in type)) return type.kind === 'dynamic' ? 'any' : type.kind;
  const { element } = type;
  if (element.kind === 'object' || element.kind === 'tuple')
    return `${type.kind}(\n${inner}${layOutType(element, inner)},\n${indent})`;
  return `${type.kind}(${layOutType(element, indent)})`;
}
