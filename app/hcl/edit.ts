import { hclNumber, numberText } from './number.ts';
import type { SourceText } from './source-text.ts';
import type { Expression, Span } from './syntax-tree.ts';
import { quoteString } from './write-expression.ts';

/** A value that can be written in place of another. */
export type NewValue = string | number | boolean;

/** What a part of an expression turned out to be: a literal that can be replaced, or why it cannot. */
export type FoundLiteral =
  | { readonly kind: 'literal'; readonly node: Expression; readonly form: 'string' | 'number' | 'bool' | 'null' }
  | { readonly kind: 'declined'; readonly reason: string; readonly span: Span };

/** The text of the file after the edit, or why it was not made. */
export type Edit =
  | {
      readonly kind: 'edited';
      readonly text: string;
      readonly span: Span;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'declined'; readonly reason: string; readonly span: Span };

/**
 * The literal that an expression is, or that it holds under a path of names and indexes: `{ size = "x" }` with
 * `['size']`, `["a", "b"]` with `[1]`. Anything that is computed is declined.
 */
export function findLiteral(expression: Expression, path: readonly (string | number)[]): FoundLiteral {
  let node = withoutParentheses(expression);
  for (const step of path) {
    const inner = entryOf(node, step);
    if (!inner) return declined(node, `there is no entry ${JSON.stringify(step)} that is written out`);
    if (typeof inner === 'string') return declined(node, inner);
    node = withoutParentheses(inner);
  }
  return classify(node);
}

function withoutParentheses(expression: Expression): Expression {
  let node = expression;
  while (node.kind === 'parentheses') node = node.inner;
  return node;
}

function declined(node: Span, reason: string): FoundLiteral & { readonly kind: 'declined' } {
  return { kind: 'declined', reason, span: { start: node.start, end: node.end } };
}

/** The entry under a name or index; a text where looking for it makes no sense, and why. */
function entryOf(node: Expression, step: string | number): Expression | string | null {
  if (node.kind === 'tuple') return typeof step === 'number' ? (node.items[step] ?? null) : 'a list has no names';
  if (node.kind !== 'object') return whyComputed(node) ?? 'it is a single value';
  // Of two entries with one name the last counts.
  for (const { key, value } of node.items.toReversed()) {
    const name = keyName(key);
    if (name === null) return 'a key before it is computed';
    if (name === String(step)) return value;
  }
  return null;
}

function keyName(key: Expression): string | null {
  if (key.kind === 'traversal' && key.steps.length === 0) return key.root;
  if (key.kind === 'literal')
    return key.value === null || typeof key.value === 'boolean' ? String(key.value) : numberText(key.value);
  if (key.kind !== 'template') return null;
  const [part] = key.parts;
  if (!part) return '';
  return key.parts.length === 1 && part.kind === 'text' ? part.text : null;
}

function classify(node: Expression): FoundLiteral {
  const reason = whyComputed(node);
  if (reason !== null) return declined(node, reason);
  if (node.kind === 'tuple' || node.kind === 'object')
    return declined(node, `it is a whole ${node.kind === 'tuple' ? 'list' : 'map'}`);
  if (node.kind === 'template') {
    if (node.form === 'heredoc') return declined(node, 'it is a heredoc');
    return { kind: 'literal', node, form: 'string' };
  }
  if (node.kind === 'literal' && typeof node.value === 'boolean') return { kind: 'literal', node, form: 'bool' };
  if (node.kind === 'literal' && node.value === null) return { kind: 'literal', node, form: 'null' };
  return { kind: 'literal', node, form: 'number' };
}

/** Why a node is no literal, in words that complete "not edited: …"; null where it is one. */
function whyComputed(node: Expression): string | null {
  switch (node.kind) {
    case 'literal':
    case 'tuple':
    case 'object':
      return null;
    case 'template':
      return node.parts.every((part) => part.kind === 'text') ? null : 'the string is put together from other values';
    case 'unary':
      return node.operator === '-' && node.operand.kind === 'literal' ? null : 'it is computed by an operator';
    case 'traversal':
      return `it refers to ${[node.root, ...node.steps.map((step) => (step.kind === 'attribute' ? step.name : `[${step.key}]`))].join('.').replaceAll('.[', '[')}`;
    case 'call':
      return `it is computed by ${node.name}()`;
    case 'conditional':
      return 'a condition decides between two values';
    case 'for':
      return "it is computed by a 'for'";
    default:
      return 'it is computed by an expression';
  }
}

/**
 * The file with one literal replaced and every other byte as it was. A string stays a string and a number a number,
 * so `"8"` becomes `"16"` and `8` becomes `16`.
 */
export function replaceLiteral(
  source: SourceText,
  change: { readonly literal: FoundLiteral; readonly value: NewValue },
): Edit {
  const { literal, value } = change;
  if (literal.kind === 'declined') return literal;
  const { start, end } = literal.node;
  const span = { start, end };
  const written = writeLiteral(value, { form: literal.form, isJson: source.file.endsWith('.json') });
  if (written === null)
    return { kind: 'declined', reason: `a ${literal.form} stands there, and ${JSON.stringify(value)} is none`, span };
  const text = source.text.slice(0, start) + written + source.text.slice(end);
  return { kind: 'edited', text, span, before: source.text.slice(start, end), after: written };
}

function writeLiteral(
  value: NewValue,
  place: { readonly form: 'string' | 'number' | 'bool' | 'null'; readonly isJson: boolean },
): string | null {
  const form = place.form === 'null' ? (typeof value === 'boolean' ? 'bool' : typeof value) : place.form;
  if (form === 'bool') return typeof value === 'boolean' ? String(value) : null;
  if (form === 'number') {
    const isNumber = typeof value === 'number' ? Number.isFinite(value) : /^-?\d+(\.\d+)?$/.test(String(value));
    return isNumber ? numberText(hclNumber(String(value))) : null;
  }
  if (!place.isJson) return quoteString(String(value));
  // Strings of JSON syntax are templates, too.
  return JSON.stringify(String(value).replace(/([$%])(?=\{)/g, '$1$1'));
}
